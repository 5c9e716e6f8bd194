// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;

/// How a URI becomes sources: one, or those of all hosts in a capture.
@FunctionalInterface
public interface HostOpening extends AutoCloseable {
    /// @param sshConfig the file in place of `~/.ssh/config`
    /// @param readOnly connect without the right to write
    record Options(Optional<Path> sshConfig, boolean readOnly) {}

    /// Opens; blocks. The caller closes the sources.
    ///
    /// @throws org.bridgewright.core.model.ProblemException when it cannot be opened
    List<? extends HostSource> open(
            HostUri uri,
            Options options,
            LoginDialog login,
            Consumer<ConnectionState> states,
            Cancel cancel);

    /// Gives back what all hosts shared; they are closed before.
    @Override
    default void close() {
        // Most openings hold nothing of their own.
    }
}
