package org.bridgewright.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bridgewright.core.kernel.CaptureFolders;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturesTest {
    @TempDir Path temp = Path.of("");

    private static HostSnapshot lab(String folder) {
        return Captures.open(CaptureFolders.lab().resolve(folder)).getFirst().snapshot();
    }

    private static VirtualNetwork network(HostSnapshot host, String name) {
        return host.libvirt().networks().orElse(List.of()).stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Guest guest(HostSnapshot host, String name) {
        return host.libvirt().guests().orElse(List.of()).stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFolderOfHostsIsASet() {
        List<CaptureSource> hosts = Captures.open(CaptureFolders.lab().resolve("seed"));
        assertEquals(
                List.of("caldera02", "caldera03"),
                hosts.stream().map(CaptureSource::name).toList());
        assertTrue(hosts.getFirst().uri().startsWith("file:"));
        assertEquals("caldera02", hosts.getFirst().snapshot().host().value());
    }

    @Test
    void libvirtsSideOfTheSeedIsRead() {
        HostSnapshot host = lab("bridged/caldera02");
        assertEquals("9.0.0", host.libvirt().info().optional().orElseThrow().version());
        VirtualNetwork nat = network(host, "default");
        assertTrue(nat.active() && nat.autostart() && nat.persistent());
        assertEquals(Optional.of("virbr0"), nat.bridge());
        assertEquals("192.168.122.1/24", nat.subnets().getFirst().toString());
        List<DhcpLease> leases = nat.leases().orElse(List.of());
        assertEquals("192.168.122.185/24", leases.getFirst().ip().toString());
        assertEquals(Optional.of("VM1"), leases.getFirst().hostname());
        Guest guest = guest(host, "VM1");
        assertEquals("running", guest.stateWord());
        assertEquals(Optional.of("vnet0"), guest.live().getFirst().tap());
        Guest off = guest(host, "VM3");
        assertTrue(off.live().isEmpty() && !off.config().isEmpty() && off.liveXml().isEmpty());
        assertEquals(4, host.libvirt().nodeDevices().orElse(List.of()).size());
    }

    @Test
    void aUserWithoutRightsGetsReasons() {
        HostSnapshot host = lab("seed-as-plain-user/caldera02");
        assertEquals(Kind.NOT_PERMITTED, host.libvirt().guests().problem().orElseThrow().kind());
        assertEquals(Kind.TOOL_MISSING, host.kernel().fdb().problem().orElseThrow().kind());
        assertTrue(host.kernel().links().isPresent());
        assertTrue(host.kernel().ports().isPresent());
    }

    @Test
    void everyCaseOpens() throws IOException {
        int hosts = 0;
        try (var folders = Files.list(CaptureFolders.cases())) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                for (CaptureSource source : Captures.open(folder)) {
                    HostSnapshot host = source.snapshot();
                    hosts++;
                    assertTrue(host.kernel().links().isPresent(), folder.toString());
                    assertTrue(host.kernel().ports().isPresent(), folder.toString());
                    assertTrue(host.kernel().fdb().isPresent(), folder.toString());
                    assertTrue(host.kernel().routes().isPresent(), folder.toString());
                    assertEquals(List.of(), host.kernel().notes(), folder.toString());
                    for (Guest guest : host.libvirt().guests().orElse(List.of())) {
                        assertEquals(Optional.empty(), guest.unreadable(), folder.toString());
                    }
                    for (VirtualNetwork net : host.libvirt().networks().orElse(List.of())) {
                        assertEquals(Optional.empty(), net.unreadable(), folder.toString());
                    }
                }
            }
        }
        assertTrue(hosts >= 10, "only " + hosts);
    }

    @Test
    void anOwnersFileOfVersionZeroHasItsTruePath() {
        HostSnapshot host =
                Captures.open(CaptureFolders.cases().resolve("12-nic-renamed-after-card-moved"))
                        .getFirst()
                        .snapshot();
        assertEquals(
                "/etc/network/interfaces",
                host.kernel().ownerFiles().orElse(List.of()).getFirst().path());
        assertTrue(host.libvirt().guests() instanceof Part.Missing);
    }

    @Test
    void aZipSaysTheSameAsItsFolder() throws IOException {
        Path folder = CaptureFolders.lab().resolve("joined");
        Path zip = temp.resolve("joined.bwcap");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        List<CaptureSource> zipped = Captures.open(zip);
        List<CaptureSource> plain = Captures.open(folder);
        assertEquals(2, zipped.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(plain.get(i).snapshot().libvirt(), zipped.get(i).snapshot().libvirt());
            assertEquals(plain.get(i).snapshot().kernel(), zipped.get(i).snapshot().kernel());
        }
        CaptureSource one = Captures.open(Path.of(zip + "!/caldera03")).getFirst();
        assertEquals("caldera03", one.name());
        byte[] whole = Files.readAllBytes(zip);
        Path cut = temp.resolve("cut.bwcap");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertTrue(refused(cut).contains("cut off"));
    }

    @Test
    void strangersAreRefusedWithAReason() throws IOException {
        assertTrue(refused(temp.resolve("absent")).contains("no such file"));
        assertTrue(refused(temp).contains("commands.txt"));
        Path text = temp.resolve("text");
        Files.writeString(text, "hello there");
        assertTrue(refused(text).contains("commands.txt"));
        Path later = Files.createDirectory(temp.resolve("later"));
        Files.writeString(later.resolve("commands.txt"), "0 hostname.txt hostname\n");
        Files.writeString(later.resolve("capture.txt"), "bridgewright.capture 7\n");
        assertTrue(refused(later).contains("version 7"));
        Path slip = temp.resolve("slip.bwcap");
        zip(slip, Map.of("commands.txt", "", "../../evil", "x"));
        assertTrue(refused(slip).contains("lead out"));
    }

    private static void zip(Path file, Map<String, String> entries) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(raw)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String refused(Path path) {
        ProblemException e = assertThrows(ProblemException.class, () -> Captures.open(path));
        assertEquals(Kind.BAD_INPUT, e.problem().kind());
        return e.problem().line();
    }
}
