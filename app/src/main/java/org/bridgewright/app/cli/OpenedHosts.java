// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.List;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.record.Captures;

/// Opens captures, the built-in recording, and live hosts.
final class OpenedHosts implements HostOpening {
    @Override
    public List<? extends HostSource> open(
            HostUri uri,
            Options options,
            LoginDialog login,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        return switch (uri) {
            case HostUri.Capture capture -> Captures.open(capture.path());
            case HostUri.Demo demo -> Captures.demo();
            case HostUri.Local local -> throw unsupported(uri);
            case HostUri.TestDriver test -> throw unsupported(uri);
            case HostUri.Ssh ssh -> throw unsupported(uri);
            case HostUri.Tls tls -> throw unsupported(uri);
        };
    }

    private static ProblemException unsupported(HostUri uri) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.CANNOT_CONNECT,
                        CliContext.WORDS.get("open.unsupported", uri.text()),
                        "",
                        ""));
    }
}
