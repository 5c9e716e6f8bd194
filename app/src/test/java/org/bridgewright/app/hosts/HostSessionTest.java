// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostSource.Attention;
import org.bridgewright.core.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSessionTest {
    @TempDir Path folder;

    @Test
    void aHostThatWasLostAndCameBackByItselfIsWholeAgain() {
        DemoHosts hosts = new DemoHosts(folder);
        HostSession session = hosts.open();
        HostSource.Listener ears = hosts.listeners.getLast();
        ears.state(
                new ConnectionState.Lost(
                        Problem.of(Problem.Kind.CANNOT_CONNECT, "lost", "silence", ""),
                        Optional.of(Duration.ofSeconds(2))));
        assertInstanceOf(HostState.Failed.class, session.state());
        ears.state(new ConnectionState.Connected("ssh", false, Optional.empty()));
        ears.changed(hosts.recording.snapshot());
        assertTrue(
                assertInstanceOf(HostState.Open.class, session.state()).complete(),
                "the mark of a host that is still being read is gone");
    }

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
