package org.bridgewright.core.kernel;

/// An output that cannot be read as what it should be; the message says why, for people. Caught by [PartReader].
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String why) {
        super(why);
    }
}
