// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.words.Words;

/// Opens hosts by core's sources. The demo's hosts are kept between openings, so that what is applied to them stays.
final class CoreHosts implements HostOpener {
    private static final Words WORDS = Words.of(CoreHosts.class);
    private static final String DEMO = "demo:";

    private Optional<List<RecordingSource>> demo = Optional.empty();

    @Inject
    CoreHosts() {}

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
            return new Opened(source, () -> Optional.of(source.writer()));
        }
        HostUri uri = HostUris.parse(host.uri());
        return switch (uri) {
            case HostUri.Capture capture ->
                    new Opened(Captures.open(capture.path()).getFirst(), Optional::empty);
            case HostUri.Demo whole -> throw unknown(host);
            case HostUri.Local local -> throw unknown(host);
            case HostUri.TestDriver test -> throw unknown(host);
            case HostUri.Ssh ssh -> throw unknown(host);
            case HostUri.Tls tls -> throw unknown(host);
        };
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

    private record Opened(HostSource source, Supplier<Optional<HostWriter>> writers)
            implements OpenHost {
        @Override
        public Optional<HostWriter> writer(Cancel cancel) {
            return writers.get();
        }

        @Override
        public void close() {
            if (!(source instanceof RecordingSource)) {
                source.close();
            }
        }
    }
}
