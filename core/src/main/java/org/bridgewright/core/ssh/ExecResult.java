package org.bridgewright.core.ssh;

import java.nio.charset.StandardCharsets;

/// What a script gave. Both streams as bytes: names on a host need not be UTF-8.
///
/// @param exit the script's exit status; 124 = it was ended by its own limit on the host
/// @param truncated more came than is kept (32 MiB); the rest was dropped
public record ExecResult(int exit, byte[] stdout, byte[] stderr, boolean truncated) {
    /// Standard output as text, what is not UTF-8 replaced.
    public String out() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /// Standard error as text, without white space at its end.
    public String err() {
        return new String(stderr, StandardCharsets.UTF_8).stripTrailing();
    }

    public boolean ok() {
        return exit == 0;
    }
}
