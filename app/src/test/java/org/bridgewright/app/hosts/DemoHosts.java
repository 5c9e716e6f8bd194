// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.InPlaceTaskRunner;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.WiringRules;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;

/// The demo's first host behind a book of hosts and a workspace that run in place, and what it was asked.
public final class DemoHosts implements HostOpener {
    public final TaskRunner tasks = new InPlaceTaskRunner();
    public final XdgPaths paths;
    public final HostBook book;
    public final Workspace workspace;
    public final RecordingSource recording = Captures.demo().getFirst();
    public final List<HostSource.Attention> attention = new ArrayList<>();

    /// Who follows, in the order in which they began.
    public final List<HostSource.Listener> listeners = new ArrayList<>();

    /// Writers that were opened, and those that were closed.
    public int opened;

    public int closed;

    public DemoHosts(Path folder) {
        paths = new XdgPaths(folder, folder, folder);
        book =
                new HostBook(
                        paths,
                        new PictureCache(paths, Clock.systemUTC()),
                        this,
                        LoginDialog.NONE,
                        tasks,
                        Clock.systemUTC());
        workspace =
                new Workspace(
                        book,
                        new WiringRules(Topologies::build, (before, now) -> List.of()),
                        tasks);
    }

    /// The host's session, connected and read.
    public HostSession open() {
        HostSession session = book.add(SavedHost.of("demo:" + recording.name(), "demo", ""));
        session.open();
        return session;
    }

    @Override
    public List<SavedHost> hosts(SavedHost named) {
        return List.of(named);
    }

    @Override
    public OpenHost open(
            SavedHost host, LoginDialog login, Consumer<ConnectionState> states, Cancel cancel) {
        return new OpenHost() {
            @Override
            public HostSource source() {
                return new Watched();
            }

            @Override
            public Optional<HostWriter> writer(Cancel until) {
                opened++;
                HostWriter writer = recording.writer();
                return Optional.of(counting(writer));
            }

            @Override
            public void close() {
                // The recording stays.
            }
        };
    }

    private HostWriter counting(HostWriter writer) {
        return (HostWriter)
                java.lang.reflect.Proxy.newProxyInstance(
                        DemoHosts.class.getClassLoader(),
                        new Class<?>[] {HostWriter.class},
                        (proxy, method, values) -> {
                            if (method.getName().equals("close")) {
                                closed++;
                            }
                            try {
                                return method.invoke(writer, values);
                            } catch (java.lang.reflect.InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    @Override
    public void close() {
        // Nothing is shared.
    }

    private final class Watched implements HostSource {
        @Override
        public String uri() {
            return recording.uri();
        }

        @Override
        public HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
            return recording.read(scope, partial, cancel);
        }

        @Override
        public Following follow(Listener listener) {
            Following real = recording.follow(listener);
            listeners.add(listener);
            return new Following() {
                @Override
                public void attention(Attention now) {
                    attention.add(now);
                }

                @Override
                public void refresh() {
                    real.refresh();
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }

        @Override
        public void close() {
            // The recording stays.
        }
    }
}
