package org.bridgewright.core.topology.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bridgewright.core.kernel.CaptureFolders;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.ForwardMode;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.record.CaptureSource;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.topology.NicSpec;
import org.bridgewright.core.topology.Snapshots;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.xml.XmlDocument;
import org.junit.jupiter.api.Test;

class ArrangerTest {
    private static final HostId KVM1 = new HostId("kvm1");

    private static TopologyScene picture(HostSnapshot... snapshots) {
        return Arranger.arrange(Topologies.build(List.of(snapshots)), Viewpoint.EMPTY);
    }

    private static TopologyScene sound(TopologyScene scene) {
        assertEquals(List.of(), Pictures.faults(scene));
        return scene;
    }

    private static Snapshots base() {
        return Snapshots.host("kvm1")
                .nic("eth0", Snapshots.mac(0, 1))
                .bridge("br0")
                .port("eth0", "br0")
                .address("br0", "192.0.2.10/24")
                .defaultRoute("192.0.2.1", "br0")
                .network("default", ForwardMode.NAT, "virbr0", "192.168.122.1/24")
                .network("router", ForwardMode.ROUTE, "virbr1", "192.168.132.1/24")
                .network("closed", ForwardMode.ISOLATED, "virbr2");
    }

    @Test
    void theHeaderBearsTheUsersNoteAndColour() {
        Topology topology = Topologies.build(List.of(base().build()));
        TopologyScene plain = Arranger.arrange(topology, Viewpoint.EMPTY);
        TopologyScene coloured =
                sound(
                        Arranger.arrange(
                                topology,
                                List.of(),
                                Map.of(
                                        KVM1,
                                        new HostHeader(
                                                Optional.of("locked"), Optional.of(Tone.BAD))),
                                Viewpoint.EMPTY));
        Box before = plain.box(ElementId.host(KVM1)).orElseThrow();
        Box header = coloured.box(ElementId.host(KVM1)).orElseThrow();
        assertEquals(Optional.empty(), before.dot());
        assertEquals(Tone.BAD, header.dot().orElseThrow().tone());
        assertTrue(header.dot().get().x() + 5 < header.texts().getFirst().x());
        assertTrue(header.texts().getLast().text().startsWith("locked"));
    }

    @Test
    void modesAreVisibleAsWiring() {
        TopologyScene scene =
                sound(
                        picture(
                                base().guest(
                                                "VM1",
                                                Snapshots.on("default").mac(Snapshots.mac(1, 1)))
                                        .guest(
                                                "VM2",
                                                Snapshots.onBridge("br0").mac(Snapshots.mac(1, 2)))
                                        .build()));
        Box strip = scene.box(ElementId.routing(KVM1)).orElseThrow();
        Box nat = scene.box(ElementId.network(KVM1, "default")).orElseThrow();
        Box bridge = scene.box(ElementId.link(KVM1, "br0")).orElseThrow();
        assertTrue(nat.rect().right() < bridge.rect().x(), "L3 left of L2");
        assertTrue(strip.rect().right() < bridge.rect().x(), "the strip spans L3 networks only");
        assertTrue(
                scene.lines().stream()
                        .anyMatch(
                                l ->
                                        l.role() == Line.Role.ROUTED
                                                && l.ends().contains(nat.id())
                                                && l.ends().contains(strip.id())));
        assertTrue(
                scene.lines().stream()
                        .noneMatch(
                                l ->
                                        l.role() == Line.Role.ROUTED
                                                && l.ends()
                                                        .contains(
                                                                ElementId.network(
                                                                        KVM1, "closed"))));
        Line route =
                scene.lines().stream()
                        .filter(l -> l.role() == Line.Role.DEFAULT_ROUTE)
                        .findFirst()
                        .orElseThrow();
        assertEquals(List.of(strip.id(), bridge.id()), route.ends());
        assertTrue(
                scene.labels().stream()
                        .anyMatch(l -> l.text().text().equals("default via 192.0.2.1")));
        assertTrue(scene.labels().stream().anyMatch(l -> l.text().text().equals("masquerade")));
    }

    @Test
    void aTransientVmIsMarkedAndSaysSo() {
        TopologyScene scene =
                sound(
                        picture(
                                base().guest(
                                                "VM1",
                                                GuestState.RUNNING,
                                                false,
                                                Snapshots.on("default").mac(Snapshots.mac(1, 1)))
                                        .build()));
        Box card = scene.box(ElementId.guest(KVM1, "VM1")).orElseThrow();
        assertTrue(card.sentence().startsWith("VM1, running, transient, "), card.sentence());
        assertEquals(Glyph.NOTE, card.mark().orElseThrow().glyph());
    }

    @Test
    void differenceOfConfigAndLiveSplitsTheLink() {
        TopologyScene scene =
                sound(
                        picture(
                                base().guest(
                                                "VM1",
                                                Snapshots.on("default")
                                                        .mac(Snapshots.mac(1, 1))
                                                        .butKernel("virbr1"))
                                        .build()));
        Line dashed =
                scene.lines().stream()
                        .filter(l -> l.role() == Line.Role.CONFIGURED)
                        .findFirst()
                        .orElseThrow();
        assertTrue(dashed.dashed());
        assertTrue(dashed.ends().contains(ElementId.network(KVM1, "default")));
        Box card = scene.box(ElementId.guest(KVM1, "VM1")).orElseThrow();
        assertEquals(Optional.of(Glyph.SPLIT), card.mark().map(Box.Mark::glyph));
    }

    @Test
    void secondVnicElsewhereEndsInANamedStub() {
        TopologyScene scene =
                sound(
                        picture(
                                base().guest(
                                                "VM1",
                                                Snapshots.on("default").mac(Snapshots.mac(1, 1)),
                                                Snapshots.onBridge("br0").mac(Snapshots.mac(2, 1)))
                                        .build()));
        Box card = scene.box(ElementId.guest(KVM1, "VM1")).orElseThrow();
        assertTrue(card.texts().stream().anyMatch(t -> t.text().equals("→ br0")));
        assertFalse(scene.fullLines(card.id()).isEmpty());
    }

    @Test
    void sameTopologyGivesTheSameSceneInAnyOrder() {
        HostSnapshot a = Snapshots.synthetic("kvm1", 60, 2, 4);
        HostSnapshot b = Snapshots.synthetic("kvm2", 10, 1, 2);
        assertEquals(picture(a, b), picture(b, a));
    }

    @Test
    void orderByHandIsKeptAndNewOnesGoToTheirSortedPlace() {
        List<String> natural = new ArrayList<>(List.of("a", "c", "d"));
        assertEquals(
                List.of("d", "a", "b", "c"),
                Ordering.apply(
                        List.of("a", "b", "c", "d"),
                        s -> s,
                        List.of("d", "a", "c"),
                        (x, y) -> x.equals("d") ? 1 : y.equals("d") ? -1 : x.compareTo(y)));
        assertEquals(natural, Ordering.apply(natural, s -> s, List.of(), inOrder()));
    }

    private static java.util.Comparator<String> inOrder() {
        return java.util.Comparator.naturalOrder();
    }

    @Test
    void oneGuestMoreInACrowdedAreaMovesNothing() {
        Snapshots fewer = base();
        Snapshots more = base();
        for (int i = 0; i < 13; i++) {
            fewer.guest("vm" + i, Snapshots.on("default").mac(Snapshots.mac(1, i)));
            more.guest("vm" + i, Snapshots.on("default").mac(Snapshots.mac(1, i)));
        }
        more.guest("vm13", Snapshots.on("default").mac(Snapshots.mac(1, 13)));
        TopologyScene before = picture(fewer.build());
        TopologyScene after = sound(picture(more.build()));
        for (Box box : before.boxes()) {
            if (box.kind() != Box.Kind.HOST) {
                assertEquals(
                        box.rect(), after.box(box.id()).orElseThrow().rect(), box.id().value());
            }
        }
    }

    @Test
    void everyCaptureDrawsSoundly() throws Exception {
        List<java.nio.file.Path> folders = new ArrayList<>();
        for (java.nio.file.Path root :
                Stream.of(CaptureFolders.lab(), CaptureFolders.cases()).toList()) {
            try (Stream<java.nio.file.Path> list = Files.list(root)) {
                list.filter(Files::isDirectory).sorted().forEach(folders::add);
            }
        }
        for (java.nio.file.Path folder : folders) {
            List<HostSnapshot> snapshots =
                    Captures.open(folder).stream().map(CaptureSource::snapshot).toList();
            TopologyScene scene = Arranger.arrange(Topologies.build(snapshots), Viewpoint.EMPTY);
            assertEquals(List.of(), Pictures.faults(scene), folder.toString());
            assertFalse(scene.boxes().isEmpty(), folder.toString());
        }
    }

    /// Hosts with everything at random: many seeds, no line through a card, nothing on top of anything.
    @Test
    void generatedHostsDrawSoundly() {
        for (int seed = 0; seed < 60; seed++) {
            TopologyScene scene = picture(generated("kvm1", seed), generated("kvm2", seed + 1000));
            assertEquals(List.of(), Pictures.faults(scene), "seed " + seed);
        }
    }

    static HostSnapshot generated(String name, int seed) {
        Random random = new Random(seed);
        Snapshots host = Snapshots.host(name);
        int nics = 1 + random.nextInt(5);
        for (int i = 0; i < nics; i++) {
            host.nic("eth" + i, Snapshots.mac(seed & 127, i));
        }
        List<String> targets = new ArrayList<>();
        ForwardMode[] modes = {
            ForwardMode.NAT, ForwardMode.ROUTE, ForwardMode.OPEN, ForwardMode.ISOLATED
        };
        int networks = random.nextInt(14);
        for (int i = 0; i < networks; i++) {
            ForwardMode mode = modes[random.nextInt(modes.length)];
            if (mode == ForwardMode.ISOLATED && random.nextBoolean()) {
                host.network("net" + i, mode, "virbr" + i);
            } else {
                host.network("net" + i, mode, "virbr" + i, "10.9." + i + ".1/24");
            }
            targets.add("net" + i);
        }
        int bridges = random.nextInt(4);
        for (int i = 0; i < bridges; i++) {
            host.bridge("br" + i);
            if (i < nics && random.nextInt(4) > 0) {
                host.port("eth" + i, "br" + i);
            }
            targets.add("/br" + i);
        }
        if (networks > 0 && nics > bridges && random.nextBoolean()) {
            host.port("eth" + (nics - 1), "virbr" + random.nextInt(networks));
        }
        String way =
                bridges > 0 && random.nextBoolean() ? "br0" : "eth" + (nics > 1 ? nics - 2 : 0);
        host.address(way, "192.0.2." + (10 + seed % 100) + "/24").defaultRoute("192.0.2.1", way);
        int guests = random.nextInt(40);
        for (int g = 0; g < guests && !targets.isEmpty(); g++) {
            Collections.shuffle(targets, random);
            List<NicSpec> specs = new ArrayList<>();
            for (int v = 0; v < Math.min(targets.size(), random.nextInt(4)); v++) {
                String at = targets.get(v);
                NicSpec spec =
                        (at.startsWith("/")
                                        ? Snapshots.onBridge(at.substring(1))
                                        : Snapshots.on(at))
                                .mac(Snapshots.mac(200 + v, seed % 7 * 1000 + g));
                if (networks > 1 && random.nextInt(8) == 0) {
                    spec.butKernel(random.nextBoolean() ? "" : "virbr" + random.nextInt(networks));
                }
                specs.add(spec);
            }
            String guest = (random.nextInt(6) == 0 ? "a-guest-with-a-long-name-" : "vm") + g;
            if (random.nextInt(5) == 0) {
                host.guestOff(guest, specs.toArray(NicSpec[]::new));
            } else {
                host.guest(guest, specs.toArray(NicSpec[]::new));
            }
        }
        return host.build();
    }

    @Test
    void neighboursAreFoundWhereTheyAreSeen() {
        TopologyScene scene =
                picture(
                        base().guest("VM1", Snapshots.on("default").mac(Snapshots.mac(1, 1)))
                                .guest("VM2", Snapshots.on("default").mac(Snapshots.mac(1, 2)))
                                .build());
        ElementId vm1 = ElementId.guest(KVM1, "VM1");
        assertEquals(
                Optional.of(ElementId.guest(KVM1, "VM2")), scene.neighbour(vm1, Direction.RIGHT));
        assertEquals(
                Optional.of(ElementId.network(KVM1, "default")),
                scene.neighbour(vm1, Direction.DOWN));
        assertEquals(Optional.empty(), scene.neighbour(vm1, Direction.UP));
        Rect r = scene.boundsOf(vm1).orElseThrow();
        assertEquals(vm1, scene.at(r.centerX(), r.centerY()).orElseThrow().id());
    }

    @Test
    void svgKeepsTextsSearchableAndIsWellFormed() {
        TopologyScene scene =
                picture(
                        base().guest("a<b>&\"c", Snapshots.on("default").mac(Snapshots.mac(1, 1)))
                                .build());
        String svg = SceneSvg.write(scene, Theme.DARK);
        assertEquals("svg", XmlDocument.parse(svg, "the picture").root().name());
        assertTrue(svg.contains(">masquerade</text>"));
        assertTrue(svg.contains("a&lt;b&gt;&amp;&quot;c"));
        assertEquals(svg, SceneSvg.write(scene, Theme.DARK));
    }

    @Test
    void guestThatIsAnOpenHostLeadsThere() {
        HostSnapshot outer =
                base().guest("nested", Snapshots.on("default").mac(Snapshots.mac(1, 1))).build();
        String guestUuid =
                outer.libvirt().guests().orElse(List.of()).getFirst().uuid().orElse("none");
        HostSnapshot inner =
                Snapshots.host("kvm22")
                        .dmiUuid(guestUuid.toUpperCase(java.util.Locale.ROOT))
                        .build();
        TopologyScene scene = sound(picture(outer, inner));
        Box badge =
                scene.boxes().stream()
                        .filter(b -> b.kind() == Box.Kind.BADGE)
                        .findFirst()
                        .orElseThrow();
        assertEquals("is host kvm22", badge.texts().getFirst().text());
        assertEquals(Optional.of(ElementId.host(new HostId("kvm22"))), badge.leadsTo());
        assertTrue(
                scene.box(ElementId.guest(KVM1, "nested"))
                        .orElseThrow()
                        .rect()
                        .contains(badge.rect()));
    }

    @Test
    void filterChainOfOneVmIsFoldedIntoItsLinkUntilItBreaks() {
        TopologyScene folded = sound(picture(proxmox("forwarding").build()));
        assertTrue(folded.box(ElementId.link(KVM1, "fwbr100i0")).isEmpty());
        Label label =
                folded.labels().stream()
                        .filter(l -> l.text().text().contains("fwbr100i0"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of(Glyph.SHIELD), label.glyph());
        Line link =
                folded.lines().stream()
                        .filter(l -> l.role() == Line.Role.LINK)
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                List.of(ElementId.guest(KVM1, "vm100"), ElementId.link(KVM1, "vmbr0")),
                link.ends());
        TopologyScene broken = sound(picture(proxmox("blocking").build()));
        assertTrue(broken.box(ElementId.link(KVM1, "fwbr100i0")).isPresent(), "a fault unfolds it");
    }

    private static Snapshots proxmox(String state) {
        return Snapshots.host("kvm1")
                .nic("eno1", Snapshots.mac(0, 1))
                .bridge("vmbr0")
                .port("eno1", "vmbr0")
                .bridge("fwbr100i0")
                .vethPair("fwln100i0", "fwpr100p0")
                .port("fwln100i0", "fwbr100i0", state)
                .port("fwpr100p0", "vmbr0")
                .guest("vm100", Snapshots.onBridge("fwbr100i0").mac(Snapshots.mac(1, 1)));
    }

    @Test
    void lanBoxAndLinesOfNeighboursKeepApart() {
        Snapshots a = Snapshots.host("kvm1").nic("eth0", Snapshots.mac(0, 1));
        a.nic("eth1", Snapshots.mac(0, 2)).nic("eth2", Snapshots.mac(0, 3));
        a.address("eth0", "192.0.2.10/24").defaultRoute("192.0.2.1", "eth0");
        a.address("eth1", "198.51.100.10/24").address("eth2", "203.0.113.10/24");
        TopologyScene scene = sound(picture(a.build()));
        Box lan =
                scene.boxes().stream()
                        .filter(b -> b.kind() == Box.Kind.SEGMENT)
                        .findFirst()
                        .orElseThrow();
        Box nic = scene.box(ElementId.link(KVM1, "eth0")).orElseThrow();
        assertTrue(lan.rect().x() < nic.rect().right() && nic.rect().x() < lan.rect().right());
    }
}
