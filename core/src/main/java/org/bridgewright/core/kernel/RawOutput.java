package org.bridgewright.core.kernel;

import java.nio.charset.StandardCharsets;

/// What one command printed: exactly its bytes.
///
/// @param name the part's name, which is its file name in a capture (`ip-link-stats.json`)
/// @param exitStatus 127 where the tool is not there, 124 where it was ended by the time limit
/// @param cut the output was longer than the limit of a part and ends early
public record RawOutput(String name, int exitStatus, Bytes stdout, String stderr, boolean cut) {

    /// Bytes with value semantics. The array is not copied: whoever makes one gives the array away.
    public static final class Bytes {
        private final byte[] octets;

        public Bytes(byte[] octets) {
            this.octets = octets;
        }

        public byte[] octets() {
            return octets;
        }

        public int size() {
            return octets.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && java.util.Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return octets.length + " bytes";
        }
    }

    public static RawOutput of(String name, int exitStatus, byte[] stdout, String stderr) {
        return new RawOutput(name, exitStatus, new Bytes(stdout), stderr, false);
    }

    /// The UTF-8 output of a command that ended with 0 and complained of nothing.
    public static RawOutput ok(String name, String stdout) {
        return of(name, 0, stdout.getBytes(StandardCharsets.UTF_8), "");
    }

    /// The output as text that is safe to show and to parse: see [CleanText].
    public String text() {
        return CleanText.of(stdout.octets());
    }
}
