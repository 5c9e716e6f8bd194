package org.bridgewright.core.record;

import static org.bridgewright.core.record.Captures.WORDS;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;

/// Applies changes to a [RecordingSource], with the refusals that libvirt would give.
final class RecordingWriter implements HostWriter {
    private final RecordingSource source;

    RecordingWriter(RecordingSource source) {
        this.source = source;
    }

    @Override
    public void updateDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        source.change(s -> RecordedGuests.update(s, guest(s, guestUuid), interfaceXml, scope));
    }

    @Override
    public void attachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        source.change(s -> RecordedGuests.attach(s, guest(s, guestUuid), interfaceXml, scope));
    }

    @Override
    public void detachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        source.change(s -> RecordedGuests.detach(s, guest(s, guestUuid), interfaceXml, scope));
    }

    @Override
    public void startNetwork(String name, Cancel cancel) {
        source.change(s -> RecordedNetworks.start(s, network(s, name)));
    }

    @Override
    public void stopNetwork(String name, Cancel cancel) {
        source.change(s -> RecordedNetworks.stop(s, network(s, name)));
    }

    @Override
    public void createNetwork(String networkXml, Cancel cancel) {
        source.change(s -> RecordedNetworks.create(s, networkXml));
    }

    @Override
    public void plugLink(String link, Optional<String> bridge, Cancel cancel) {
        source.change(
                s -> {
                    if (link(s, link).isEmpty()) {
                        throw refused(Kind.NOT_FOUND, "recording.no-link", link);
                    }
                    return s.withKernel(
                            RecordedKernel.plug(s.kernel(), link, Optional.empty(), bridge, true));
                });
    }

    @Override
    public void startGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.start(s, guest(s, guestUuid)));
    }

    @Override
    public void shutdownGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.stop(s, guest(s, guestUuid)));
    }

    @Override
    public void forceOffGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.stop(s, guest(s, guestUuid)));
    }

    @Override
    public void rebootGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.inState(s, guest(s, guestUuid), "running", "running"));
    }

    @Override
    public void suspendGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.inState(s, guest(s, guestUuid), "running", "paused"));
    }

    @Override
    public void resumeGuest(String guestUuid, Cancel cancel) {
        source.change(s -> RecordedGuests.inState(s, guest(s, guestUuid), "paused", "running"));
    }

    @Override
    public Optional<String> guestXml(String guestUuid, Scope scope, Cancel cancel) {
        return find(source.snapshot(), guestUuid)
                .flatMap(g -> scope == Scope.LIVE ? g.liveXml() : g.configXml());
    }

    @Override
    public Optional<String> guestState(String guestUuid, Cancel cancel) {
        return find(source.snapshot(), guestUuid).map(Guest::stateWord);
    }

    @Override
    public boolean hasManagedSave(String guestUuid, Cancel cancel) {
        return find(source.snapshot(), guestUuid).map(Guest::managedSave).orElse(false);
    }

    @Override
    public Optional<String> networkXml(String name, Scope scope, Cancel cancel) {
        return source.snapshot().libvirt().networks().orElse(List.of()).stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .flatMap(n -> scope == Scope.LIVE ? n.liveXml() : n.configXml());
    }

    @Override
    public Optional<String> kernelMaster(String link, Cancel cancel) {
        return RecordedKernel.link(source.snapshot().kernel(), link)
                .orElseThrow(() -> refused(Kind.NOT_FOUND, "recording.no-link", link))
                .master();
    }

    @Override
    public boolean note(String line, Cancel cancel) {
        return false; // a recording has no log
    }

    @Override
    public void close() {
        // The source owns the state.
    }

    private static Optional<Guest> find(HostSnapshot host, String uuid) {
        return host.libvirt().guests().orElse(List.of()).stream()
                .filter(g -> g.uuid().filter(uuid::equals).isPresent())
                .findFirst();
    }

    private static Guest guest(HostSnapshot host, String uuid) {
        return find(host, uuid)
                .orElseThrow(() -> refused(Kind.NOT_FOUND, "recording.no-guest", uuid));
    }

    static VirtualNetwork network(HostSnapshot host, String name) {
        return host.libvirt().networks().orElse(List.of()).stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused(Kind.NOT_FOUND, "recording.no-network", name));
    }

    static Optional<Link> link(HostSnapshot host, String name) {
        return RecordedKernel.link(host.kernel(), name);
    }

    static ProblemException refused(Kind kind, String key, Object... values) {
        return new ProblemException(
                Problem.of(
                        kind,
                        WORDS.get("recording.refused"),
                        WORDS.get(key, values),
                        WORDS.get("recording.remedy")));
    }
}
