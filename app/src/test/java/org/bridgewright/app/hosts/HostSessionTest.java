// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.bridgewright.core.host.HostSource.Attention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSessionTest {
    @TempDir Path folder;

    @Test
    void attentionIsToldOnceAndKeptOverAReconnection() {
        DemoHosts hosts = new DemoHosts(folder);
        HostSession session = hosts.open();
        session.attention(Attention.OPEN);
        session.attention(Attention.OPEN);
        session.attention(Attention.MINIMISED);
        assertEquals(List.of(Attention.OPEN, Attention.MINIMISED), hosts.attention);
        session.reconnect();
        assertEquals(
                List.of(Attention.OPEN, Attention.MINIMISED, Attention.MINIMISED), hosts.attention);
    }
}
