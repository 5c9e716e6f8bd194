// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That the lab's hosts can be reached from where the lab tests run.
@Tag("lab")
class LabToolTest {
    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.12", "198.51.100.13", "10.10.10.12", "10.10.10.13"})
    void sshAnswers(String address) throws Exception {
        try (var socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(address, 22), 10_000);
            byte[] greeting = socket.getInputStream().readNBytes(8);
            assertTrue(new String(greeting, StandardCharsets.US_ASCII).startsWith("SSH-2.0-"));
        }
    }
}
