// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core.topology.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.Vnic;
import org.junit.jupiter.api.Test;

class CardWordsTest {
    private static Vnic.Carried tags(boolean trunk, Integer... tags) {
        return new Vnic.Carried(
                Optional.empty(),
                Optional.empty(),
                List.of(tags),
                trunk,
                false,
                false,
                Optional.empty(),
                false);
    }

    @Test
    void theLabelOfATapNamesItsVlans() {
        assertEquals("vnet3", CardWords.tagged("vnet3", Vnic.Carried.NOTHING));
        assertEquals("vnet3 · VLAN 10", CardWords.tagged("vnet3", tags(false, 10)));
        assertEquals("VLAN 10", CardWords.tagged("", tags(false, 10)));
        Vnic.Carried trunk = tags(true, 20, 10, 30, 31, 33, 32, 42, 41);
        assertEquals("vnet3", CardWords.tagged("vnet3", trunk));
        assertEquals(Optional.of("trunk 10,20,30-33,41,42"), CardWords.trunk(trunk));
        assertEquals(Optional.empty(), CardWords.trunk(tags(false, 10)));
    }
}
