// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bridgewright.core.change.Planner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final Words WORDS = Words.of(Planner.class);

    @ParameterizedTest
    @CsvSource({"1, 1 VM", "2, 2 VMs", "12345, 12345 VMs"})
    void aSentenceMayChooseByANumberAndWritesItWithoutGrouping(int number, String end) {
        assertEquals(
                "VM2 has vNICs on default, router: it may route for " + end,
                WORDS.get("interrupts.routes", "VM2", "default, router", number));
    }

    @Test
    void aNumberInAPlainPlaceIsWrittenWithoutGrouping() {
        assertTrue(
                WORDS.get("drop.several", 12345, "router").startsWith("Move 12345 vNICs"),
                WORDS.get("drop.several", 12345, "router"));
    }
}
