package org.bridgewright.core.record;

import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.RawOutputs;
import org.bridgewright.core.kernel.RawSource;
import org.bridgewright.core.model.HostSnapshot;

/// One host of a capture. It cannot change, so it is parsed once and following it tells nothing.
public final class CaptureSource implements HostSource, RawSource {
    private final CaptureFiles files;
    private final String uri;
    private volatile java.util.Optional<HostSnapshot> parsed = java.util.Optional.empty();

    CaptureSource(CaptureFiles files, String uri) {
        this.files = files;
        this.uri = uri;
    }

    /// The name of the host's folder in the capture.
    public String name() {
        return files.name();
    }

    /// The URI of the host that was captured, where the capture says.
    public java.util.Optional<String> capturedUri() {
        return files.uri();
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel) {
        return snapshot();
    }

    /// The snapshot, without the ceremony of a live host's read.
    public HostSnapshot snapshot() {
        java.util.Optional<HostSnapshot> known = parsed;
        if (known.isPresent()) {
            return known.get();
        }
        HostSnapshot read = CaptureReader.read(files, uri);
        parsed = java.util.Optional.of(read);
        return read;
    }

    @Override
    public RawOutputs raw(ReadScope scope, Cancel cancel) {
        return files.outputs();
    }

    @Override
    public Following follow(Listener listener) {
        return NOTHING;
    }

    static final Following NOTHING =
            new Following() {
                @Override
                public void attention(Attention attention) {
                    // A capture is as close as it will ever be.
                }

                @Override
                public void refresh() {
                    // Nor does it change.
                }

                @Override
                public void close() {
                    // Nothing was begun.
                }
            };

    @Override
    public void close() {
        // All of it is in memory.
    }
}
