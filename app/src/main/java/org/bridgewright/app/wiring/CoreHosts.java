// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bridgewright.app.hosts.HostOpener;
import org.bridgewright.app.hosts.SavedHost;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.Manners;
import org.bridgewright.core.host.live.OpenOptions;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.ssh.SshConfig;
import org.bridgewright.core.words.Words;

/// Opens hosts by core's sources. The demo's hosts are kept between openings, so that what is applied to them stays; SSH
/// and libvirt are loaded by the first live host only.
final class CoreHosts implements HostOpener {
    private static final Words WORDS = Words.of(CoreHosts.class);
    private static final String DEMO = "demo:";

    private final LaunchOptions options;
    private Optional<List<RecordingSource>> demo = Optional.empty();
    private Optional<HostSources> live = Optional.empty();

    @Inject
    CoreHosts(LaunchOptions options) {
        this.options = options;
    }

    @Override
    public List<SavedHost> hosts(SavedHost named) {
        if (named.uri().equals(DEMO)) {
            return demo().stream()
                    .map(s -> SavedHost.of(DEMO + s.name(), s.name(), WORDS.get("group.demo")))
                    .toList();
        }
        if (named.uri().startsWith("file:")
                && HostUris.parse(named.uri()) instanceof HostUri.Capture capture) {
            List<CaptureSource> sources = Captures.open(capture.path());
            String group = sources.size() > 1 ? capture.label() : named.group();
            return sources.stream().map(s -> SavedHost.of(s.uri(), s.name(), group)).toList();
        }
        return List.of(named);
    }

    @Override
    public OpenHost open(
            SavedHost host, LoginDialog login, Consumer<ConnectionState> states, Cancel cancel) {
        if (host.uri().startsWith(DEMO)) {
            RecordingSource source =
                    demo().stream()
                            .filter(s -> host.uri().equals(DEMO + s.name()))
                            .findFirst()
                            .orElseThrow(() -> unknown(host));
            return new Opened(source, c -> Optional.of(source.writer()), Set::of, () -> {});
        }
        HostUri uri = HostUris.parse(host.uri());
        if (uri instanceof HostUri.Capture capture) {
            CaptureSource source = Captures.open(capture.path()).getFirst();
            return new Opened(source, c -> Optional.empty(), Set::of, source::close);
        }
        // Reading needs no right to write; each Apply gets a connection of its own.
        OpenOptions how = new OpenOptions(true, host.sudo(), login, Manners.DEFAULT);
        OpenedHost opened =
                live().open(uri, how, states, cancel).stream()
                        .findFirst()
                        .orElseThrow(() -> unknown(host));
        return new Opened(
                opened.source(),
                c -> options.readOnly() ? Optional.empty() : opened.writer(c),
                opened::wayIn,
                opened::close);
    }

    /// Ends what live hosts share.
    @Override
    public synchronized void close() {
        live.ifPresent(HostSources::close);
        live = Optional.empty();
    }

    private synchronized HostSources live() {
        if (live.isEmpty()) {
            live = Optional.of(new HostSources(sshConfig(options)));
        }
        return live.get();
    }

    static SshConfig sshConfig(LaunchOptions options) {
        SshConfig.Environment here = SshConfig.Environment.ofProcess();
        return options.sshConfig()
                .map(file -> SshConfig.ofFile(file, here))
                .orElseGet(() -> SshConfig.ofUser(here));
    }

    private synchronized List<RecordingSource> demo() {
        if (demo.isEmpty()) {
            demo = Optional.of(Captures.demo());
        }
        return demo.get();
    }

    private static ProblemException unknown(SavedHost host) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.CANNOT_CONNECT,
                        WORDS.get("unknown.summary", host.name()),
                        WORDS.get("unknown.cause", host.uri()),
                        WORDS.get("unknown.remedy")));
    }

    private record Opened(
            HostSource source,
            Function<Cancel, Optional<HostWriter>> writers,
            Supplier<Set<IpAddress>> ways,
            Runnable closing)
            implements OpenHost {
        @Override
        public Optional<HostWriter> writer(Cancel cancel) {
            return writers.apply(cancel);
        }

        @Override
        public Set<IpAddress> wayIn() {
            return ways.get();
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
