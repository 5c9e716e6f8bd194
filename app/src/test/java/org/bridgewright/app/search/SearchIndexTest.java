// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
    private static final Instant SEEN = Instant.parse("2026-11-24T10:00:00Z");

    private static SearchIndex index(Map<HostId, Instant> seen) {
        return SearchIndex.of(
                List.of(
                        new SearchIndex.Source(
                                Topologies.build(
                                        Captures.demo().stream()
                                                .map(RecordingSource::snapshot)
                                                .toList()),
                                seen)));
    }

    @Test
    void vmsMacsAddressesAndBridgesAreFound() {
        SearchIndex index = index(Map.of());
        assertEquals("VM1 vNIC 1", index.find("192.168.122.185").getFirst().name());
        assertEquals("VM1 vNIC 1", index.find("52:54:00:02:01:01").getFirst().name());
        assertEquals("VM2", index.find("vm2").getFirst().name());
        assertTrue(index.find("virbr0").stream().anyMatch(h -> h.name().equals("default")));
        assertTrue(index.find("no-such-thing").isEmpty());
    }

    @Test
    void whatIsNotFollowedNowCarriesItsAge() {
        SearchIndex index = index(Map.of(new HostId("caldera03"), SEEN));
        for (SearchIndex.Hit hit : index.find("vm1")) {
            assertEquals(
                    hit.host().value().equals("caldera03") ? Optional.of(SEEN) : Optional.empty(),
                    hit.seen(),
                    hit.toString());
        }
        assertEquals(2, index.find("vm1").stream().map(SearchIndex.Hit::host).distinct().count());
    }
}
