package org.bridgewright.core.host.live;

import java.util.Optional;
import java.util.function.Function;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// A writer that outlives its libvirt connection: a call on a lost one fails, and the next call opens another. No call is
/// repeated by itself: whether a write that was cut took effect, the caller must read.
final class ReopeningWriter implements HostWriter {
    private final Function<Cancel, HostWriter> opening;
    private Optional<HostWriter> open;
    private boolean closed;

    ReopeningWriter(Function<Cancel, HostWriter> opening, Cancel cancel) {
        this.opening = opening;
        this.open = Optional.of(opening.apply(cancel));
    }

    private <T> T call(Cancel cancel, Function<HostWriter, T> call) {
        HostWriter writer = writer(cancel);
        try {
            return call.apply(writer);
        } catch (ProblemException e) {
            if (isLost(e.problem().kind())) {
                drop(writer);
            }
            throw e;
        }
    }

    private static boolean isLost(Problem.Kind kind) {
        return kind == Problem.Kind.CANNOT_CONNECT
                || kind == Problem.Kind.TIMED_OUT
                || kind == Problem.Kind.CANCELLED;
    }

    private synchronized HostWriter writer(Cancel cancel) {
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
        if (open.isEmpty()) {
            open = Optional.of(opening.apply(cancel));
        }
        return open.get();
    }

    private synchronized void drop(HostWriter broken) {
        if (open.filter(w -> w == broken).isPresent()) {
            open = Optional.empty();
            broken.close();
        }
    }

    private boolean run(Cancel cancel, java.util.function.Consumer<HostWriter> call) {
        return call(
                cancel,
                w -> {
                    call.accept(w);
                    return true;
                });
    }

    @Override
    public void updateDevice(String guestUuid, String xml, Scope scope, Cancel cancel) {
        run(cancel, w -> w.updateDevice(guestUuid, xml, scope, cancel));
    }

    @Override
    public void attachDevice(String guestUuid, String xml, Scope scope, Cancel cancel) {
        run(cancel, w -> w.attachDevice(guestUuid, xml, scope, cancel));
    }

    @Override
    public void detachDevice(String guestUuid, String xml, Scope scope, Cancel cancel) {
        run(cancel, w -> w.detachDevice(guestUuid, xml, scope, cancel));
    }

    @Override
    public void startNetwork(String name, Cancel cancel) {
        run(cancel, w -> w.startNetwork(name, cancel));
    }

    @Override
    public void stopNetwork(String name, Cancel cancel) {
        run(cancel, w -> w.stopNetwork(name, cancel));
    }

    @Override
    public void createNetwork(String networkXml, Cancel cancel) {
        run(cancel, w -> w.createNetwork(networkXml, cancel));
    }

    @Override
    public void plugLink(String link, Optional<String> bridge, Cancel cancel) {
        // Over the host's shell, as the kernel is read.
        writer(cancel).plugLink(link, bridge, cancel);
    }

    @Override
    public void startGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.startGuest(guestUuid, cancel));
    }

    @Override
    public void shutdownGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.shutdownGuest(guestUuid, cancel));
    }

    @Override
    public void forceOffGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.forceOffGuest(guestUuid, cancel));
    }

    @Override
    public void rebootGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.rebootGuest(guestUuid, cancel));
    }

    @Override
    public void suspendGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.suspendGuest(guestUuid, cancel));
    }

    @Override
    public void resumeGuest(String guestUuid, Cancel cancel) {
        run(cancel, w -> w.resumeGuest(guestUuid, cancel));
    }

    @Override
    public Optional<String> guestXml(String guestUuid, Scope scope, Cancel cancel) {
        return call(cancel, w -> w.guestXml(guestUuid, scope, cancel));
    }

    @Override
    public Optional<String> guestState(String guestUuid, Cancel cancel) {
        return call(cancel, w -> w.guestState(guestUuid, cancel));
    }

    @Override
    public boolean hasManagedSave(String guestUuid, Cancel cancel) {
        return call(cancel, w -> w.hasManagedSave(guestUuid, cancel));
    }

    @Override
    public Optional<String> networkXml(String name, Scope scope, Cancel cancel) {
        return call(cancel, w -> w.networkXml(name, scope, cancel));
    }

    @Override
    public Optional<String> kernelMaster(String link, Cancel cancel) {
        // The kernel is read over the host's shell: what fails there says nothing about libvirt's
        // connection.
        return writer(cancel).kernelMaster(link, cancel);
    }

    @Override
    public boolean note(String line, Cancel cancel) {
        return writer(cancel).note(line, cancel);
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.ifPresent(HostWriter::close);
        open = Optional.empty();
    }
}
