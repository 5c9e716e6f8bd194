// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bridgewright.app.hosts.DemoHosts;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenGuestsTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId TAP = ElementId.link(HOST, "vnet0");

    @TempDir Path folder;

    @Test
    void patternsAreOfWholeNames() {
        HiddenGuests hidden = HiddenGuests.of(List.of("tmpl-*", " ", "*-build?", "a.c"));
        assertTrue(hidden.hides("tmpl-debian"));
        assertTrue(hidden.hides("TMPL-debian"));
        assertTrue(hidden.hides("ci-build7"));
        assertTrue(hidden.hides("a.c"));
        assertFalse(hidden.hides("abc"));
        assertFalse(hidden.hides("my-tmpl-debian"));
        assertFalse(hidden.hides("ci-build"));
        assertFalse(hidden.hides(""));
    }

    @Test
    void hiddenVmsAreNotShownButStayKnown() {
        DemoHosts hosts = new DemoHosts(folder);
        hosts.open();
        Wiring all = hosts.workspace.wiring();
        assertEquals(0, all.hidden());
        assertTrue(all.shown().find(VM1).isPresent());

        hosts.workspace.hiddenProperty().set(List.of("vm1"));
        Wiring fewer = hosts.workspace.wiring();
        assertEquals(1, fewer.hidden());
        assertTrue(fewer.shown().find(VM1).isEmpty());
        assertTrue(fewer.shown().find(TAP).isEmpty(), "its tap would look orphaned");
        assertTrue(fewer.topology().find(VM1).isPresent());

        hosts.workspace.hiddenProperty().set(List.of());
        assertTrue(hosts.workspace.wiring().shown().find(VM1).isPresent());
    }
}
