// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PropertyToolTest {
    @Property(tries = 10)
    void jqwikRuns(@ForAll int n) {
        assertEquals(n, Integer.parseInt(Integer.toString(n)));
    }

    @Test
    void jupiterRuns() {
        assertEquals(25, Runtime.version().feature());
    }
}
