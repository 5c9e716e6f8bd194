package org.bridgewright.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.libvirt.InterfaceXml;
import org.bridgewright.core.model.FdbEntry;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Cancel CANCEL = Cancel.never();

    private static RecordingSource caldera02() {
        return Captures.demo().getFirst();
    }

    private static Guest guest(HostSnapshot host, String name) {
        return host.libvirt().guests().orElse(List.of()).stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String uuid(RecordingSource source, String name) {
        return guest(source.snapshot(), name).uuid().orElseThrow();
    }

    private static String moved(RecordingSource source, String name, Vnic.Source to) {
        Vnic vnic = guest(source.snapshot(), name).live().getFirst();
        return InterfaceXml.of(vnic.xml()).source(to).text();
    }

    @Test
    void theDemoIsTheTwoHostsJoinedAndBridged() {
        List<RecordingSource> hosts = Captures.demo();
        assertEquals(
                List.of("caldera02", "caldera03"),
                hosts.stream().map(h -> h.snapshot().host().value()).toList());
        HostSnapshot first = hosts.getFirst().snapshot();
        assertTrue(first.readAt().isPresent());
        assertEquals(
                List.of("enp0s25", "vnet1"),
                first.kernel().ports().orElse(List.of()).stream()
                        .filter(p -> p.bridge().equals("mybridge0"))
                        .map(p -> p.link())
                        .toList());
        assertTrue(
                first.kernel().fdb().orElse(List.of()).stream()
                        .anyMatch(
                                e ->
                                        e.link().equals("ens2")
                                                && e.mac().text().equals("52:54:00:03:01:01")));
        assertEquals(List.of(), first.kernel().notes());
        assertTrue(first.kernel().firewall().isPresent());
    }

    @Test
    void aMoveShowsInXmlKernelAndForwardingTable() {
        RecordingSource source = caldera02();
        HostWriter writer = source.writer();
        List<HostSnapshot> heard = new ArrayList<>();
        source.follow(
                new HostSource.Listener() {
                    @Override
                    public void changed(HostSnapshot snapshot) {
                        heard.add(snapshot);
                    }

                    @Override
                    public void state(ConnectionState state) {
                        throw new AssertionError("a recording has no connection");
                    }
                });
        String xml =
                moved(
                        source,
                        "VM1",
                        new Vnic.Source.Network("router", Optional.empty(), Optional.empty()));
        writer.updateDevice(uuid(source, "VM1"), xml, Scope.LIVE, CANCEL);
        assertEquals(Optional.of("virbr1"), writer.kernelMaster("vnet0", CANCEL));
        Vnic live = guest(source.snapshot(), "VM1").live().getFirst();
        assertEquals(
                new Vnic.Source.Network("router", Optional.empty(), Optional.of("virbr1")),
                live.source());
        assertEquals(Optional.of("vnet0"), live.tap());
        assertEquals(
                InterfaceXml.fingerprint(xml),
                InterfaceXml.fingerprint(live.xml()),
                "verification compares these");
        Vnic config = guest(source.snapshot(), "VM1").config().getFirst();
        assertEquals(
                "default", ((Vnic.Source.Network) config.source()).name(), "config is untouched");
        List<FdbEntry> fdb = source.snapshot().kernel().fdb().orElse(List.of());
        assertTrue(
                fdb.stream()
                        .filter(e -> e.mac().text().equals("52:54:00:02:01:01"))
                        .allMatch(e -> e.bridge().equals(Optional.of("virbr1"))));
        assertEquals(1, heard.size());
    }

    @Test
    void movingToAHostBridgeAndBackLeavesTheKernelAsItWas() {
        RecordingSource source = caldera02();
        HostWriter writer = source.writer();
        HostSnapshot before = source.snapshot();
        String back = guest(before, "VM1").live().getFirst().xml();
        writer.updateDevice(
                uuid(source, "VM1"),
                moved(source, "VM1", new Vnic.Source.Bridge("mybridge0")),
                Scope.LIVE,
                CANCEL);
        assertEquals(Optional.of("mybridge0"), writer.kernelMaster("vnet0", CANCEL));
        writer.updateDevice(uuid(source, "VM1"), InterfaceXml.of(back).text(), Scope.LIVE, CANCEL);
        assertEquals(Optional.of("virbr0"), writer.kernelMaster("vnet0", CANCEL));
        assertEquals(
                InterfaceXml.fingerprint(back),
                InterfaceXml.fingerprint(guest(source.snapshot(), "VM1").live().getFirst().xml()));
    }

    @Test
    void whatLibvirtRefusesIsRefused() {
        RecordingSource source = caldera02();
        HostWriter writer = source.writer();
        String to =
                moved(
                        source,
                        "VM1",
                        new Vnic.Source.Network("no-such", Optional.empty(), Optional.empty()));
        ProblemException unknown =
                assertThrows(
                        ProblemException.class,
                        () -> writer.updateDevice(uuid(source, "VM1"), to, Scope.LIVE, CANCEL));
        assertTrue(unknown.problem().cause().contains("no-such"));
        writer.stopNetwork("router", CANCEL);
        assertTrue(
                source.snapshot().kernel().links().orElse(List.of()).stream()
                        .noneMatch(l -> l.name().equals("virbr1")));
        String stopped =
                moved(
                        source,
                        "VM1",
                        new Vnic.Source.Network("router", Optional.empty(), Optional.empty()));
        assertThrows(
                ProblemException.class,
                () -> writer.updateDevice(uuid(source, "VM1"), stopped, Scope.LIVE, CANCEL));
        writer.startNetwork("router", CANCEL);
        writer.updateDevice(uuid(source, "VM1"), stopped, Scope.LIVE, CANCEL);
        assertEquals(Optional.of("virbr1"), writer.kernelMaster("vnet0", CANCEL));
    }

    @Test
    void guestsStartStopAttachAndDetach() {
        RecordingSource source = caldera02();
        HostWriter writer = source.writer();
        String vm3 = uuid(source, "VM3");
        writer.startGuest(vm3, CANCEL);
        assertEquals(Optional.of("running"), writer.guestState(vm3, CANCEL));
        Vnic live = guest(source.snapshot(), "VM3").live().getFirst();
        String tap = live.tap().orElseThrow();
        assertTrue(writer.kernelMaster(tap, CANCEL).isPresent());
        writer.detachDevice(vm3, live.xml(), Scope.LIVE, CANCEL);
        assertThrows(ProblemException.class, () -> writer.kernelMaster(tap, CANCEL));
        writer.attachDevice(
                vm3, guest(source.snapshot(), "VM3").config().getFirst().xml(), Scope.LIVE, CANCEL);
        assertEquals(1, guest(source.snapshot(), "VM3").live().size());
        writer.shutdownGuest(vm3, CANCEL);
        assertEquals(Optional.of("shut off"), writer.guestState(vm3, CANCEL));
        assertEquals(Optional.empty(), writer.guestXml(vm3, Scope.LIVE, CANCEL));
    }

    @Test
    void eachOpeningBeginsAfresh() {
        RecordingSource source = caldera02();
        source.writer().forceOffGuest(uuid(source, "VM1"), CANCEL);
        assertEquals("running", guest(caldera02().snapshot(), "VM1").stateWord());
    }
}
