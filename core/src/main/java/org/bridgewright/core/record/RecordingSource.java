package org.bridgewright.core.record;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.model.HostSnapshot;

/// A host of a recording that can be changed: what [#writer] does is done to the state held here, so that a plan's
/// verification truly reads again. Nothing leaves this process. Any thread.
public final class RecordingSource implements HostSource {
    private final String name;
    private final String uri;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final HostSnapshot recorded;
    private final RawOutputs raw;
    private HostSnapshot state;

    RecordingSource(CaptureFiles files, String uri) {
        this.name = files.name();
        this.uri = uri;
        this.recorded = CaptureReader.read(files, uri);
        this.raw = files.outputs();
        this.state = recorded;
    }

    /// The name of the host's folder in the recording.
    public String name() {
        return name;
    }

    @Override
    public String uri() {
        return uri;
    }

    public synchronized HostSnapshot snapshot() {
        return state;
    }

    /// What the kernel's commands had printed; empty once the recording was changed, since no command printed that.
    public synchronized Optional<RawOutputs> raw() {
        return state == recorded ? Optional.of(raw) : Optional.empty();
    }

    @Override
    public HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
        return snapshot();
    }

    /// Does changes to the recording as libvirt and the kernel would.
    public HostWriter writer() {
        return new RecordingWriter(this);
    }

    /// One change of the state; followers hear of it on the calling thread.
    void change(UnaryOperator<HostSnapshot> change) {
        HostSnapshot now;
        synchronized (this) {
            state = change.apply(state);
            now = state;
        }
        listeners.forEach(listener -> listener.changed(now));
    }

    @Override
    public Following follow(Listener listener) {
        listeners.add(listener);
        return new Following() {
            @Override
            public void attention(Attention attention) {
                // Changes are told at once, however closely one looks.
            }

            @Override
            public void refresh() {
                listener.changed(snapshot());
            }

            @Override
            public void close() {
                listeners.remove(listener);
            }
        };
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
