// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import org.bridgewright.core.model.Problem;

/// The exit codes of `docs/cli.md`.
public final class ExitCode {
    /// What was asked for is done; findings may stand, but no error.
    public static final int DONE = 0;

    /// An error finding; a verification that failed and was rolled back.
    public static final int FAULT = 1;

    /// Bad usage, an unreadable capture, a name that the host does not have.
    public static final int USAGE = 2;

    /// A host could not be reached.
    public static final int UNREACHABLE = 3;

    /// Refused by the planner or by the host.
    public static final int REFUSED = 4;

    private ExitCode() {}

    public static int of(Problem.Kind kind) {
        return switch (kind) {
            case CANNOT_CONNECT,
                    LOGIN_FAILED,
                    HOST_KEY_UNKNOWN,
                    HOST_KEY_CHANGED,
                    TIMED_OUT,
                    TOOL_MISSING,
                    BAD_ANSWER,
                    NOT_READ ->
                    UNREACHABLE;
            case BAD_INPUT, NOT_FOUND -> USAGE;
            case NOT_PERMITTED, HOST_REFUSED, REFUSED -> REFUSED;
            case CANCELLED -> FAULT;
        };
    }
}
