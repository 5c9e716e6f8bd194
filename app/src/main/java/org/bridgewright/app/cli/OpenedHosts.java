// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.Manners;
import org.bridgewright.core.host.live.OpenOptions;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.ssh.SshConfig;

/// Opens captures, the built-in recording, and live hosts. Captures do not touch SSH or libvirt. Any thread.
final class OpenedHosts implements HostOpening {
    /// By the file of `--ssh-config`; made when the first live host is opened.
    private final Map<Optional<Path>, HostSources> sources = new HashMap<>();

    @Override
    public List<? extends HostSource> open(
            HostUri uri,
            Options options,
            LoginDialog login,
            Consumer<ConnectionState> states,
            Cancel cancel) {
        if (uri instanceof HostUri.Capture capture) {
            return Captures.open(capture.path());
        }
        // Reading needs no right to write; a writer has a connection of its own.
        return sources(options.sshConfig())
                .open(uri, new OpenOptions(true, false, login, Manners.DEFAULT), states, cancel)
                .stream()
                .map(host -> new Opened(host, options.readOnly(), !(uri instanceof HostUri.Demo)))
                .toList();
    }

    private synchronized HostSources sources(Optional<Path> file) {
        return sources.computeIfAbsent(
                file,
                f -> {
                    SshConfig.Environment here = SshConfig.Environment.ofProcess();
                    return new HostSources(
                            f.map(path -> SshConfig.ofFile(path, here))
                                    .orElseGet(() -> SshConfig.ofUser(here)));
                });
    }

    @Override
    public synchronized void close() {
        sources.values().forEach(HostSources::close);
        sources.clear();
    }

    /// Closing the source closes the host.
    private record Opened(OpenedHost host, boolean readOnly, boolean isLive)
            implements WritableSource {
        @Override
        public String uri() {
            return host.source().uri();
        }

        @Override
        public HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
            return host.source().read(scope, partial, cancel);
        }

        @Override
        public Following follow(Listener listener) {
            return host.source().follow(listener);
        }

        @Override
        public Optional<HostWriter> writer(Cancel cancel) {
            return readOnly ? Optional.empty() : host.writer(cancel);
        }

        @Override
        public Optional<RawOutputs> rawKernel() {
            return host.rawKernel();
        }

        @Override
        public Set<IpAddress> wayIn() {
            return host.wayIn();
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
