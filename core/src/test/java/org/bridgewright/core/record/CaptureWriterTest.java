package org.bridgewright.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.CaptureFolders;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureWriterTest {
    @TempDir Path temp = Path.of("");

    private static List<CaptureSource> all() throws IOException {
        List<CaptureSource> sources = new ArrayList<>();
        for (String state : List.of("seed", "joined", "bridged", "seed-as-plain-user")) {
            sources.addAll(Captures.open(CaptureFolders.lab().resolve(state)));
        }
        return sources;
    }

    private static Map<String, byte[]> files(CaptureSource source) {
        return CaptureWriter.files(source.snapshot(), source.raw(ReadScope.FULL, Cancel.never()));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() throws IOException {
        int number = 0;
        for (CaptureSource source : all()) {
            HostSnapshot before = source.snapshot();
            for (String kind : List.of("", ".bwcap")) {
                Path to = temp.resolve("c" + number++ + kind);
                CaptureWriter.write(to, Map.of("h", files(source)));
                HostSnapshot after = Captures.open(to).getFirst().snapshot();
                assertEquals(before.host(), after.host());
                assertEquals(before.kernel(), after.kernel());
                same(before.libvirt().info(), after.libvirt().info());
                same(before.libvirt().networks(), after.libvirt().networks());
                same(
                        before.libvirt().guests().map(CaptureWriterTest::withoutSecrets),
                        after.libvirt().guests());
                same(before.libvirt().nodeDevices(), after.libvirt().nodeDevices());
            }
        }
    }

    private static List<Guest> withoutSecrets(List<Guest> guests) {
        return guests.stream()
                .map(
                        g ->
                                DomainXml.guest(
                                        new DomainXml.Listing(
                                                g.name(),
                                                g.uuid(),
                                                g.stateWord(),
                                                g.persistent(),
                                                g.autostart(),
                                                g.managedSave()),
                                        g.liveXml().map(XmlSecrets::leftOut),
                                        g.configXml().map(XmlSecrets::leftOut)))
                .toList();
    }

    /// Missing parts stay missing, of the same kind; their sentence may differ.
    private static void same(Part<?> before, Part<?> after) {
        assertEquals(before.optional(), after.optional());
        assertEquals(before.problem().map(p -> p.kind()), after.problem().map(p -> p.kind()));
    }

    @Test
    void severalHostsMakeASet() throws IOException {
        Map<String, Map<String, byte[]>> hosts = new TreeMap<>();
        Captures.open(CaptureFolders.lab().resolve("joined"))
                .forEach(s -> hosts.put(s.name(), files(s)));
        Path to = temp.resolve("set.bwcap");
        CaptureWriter.write(to, hosts);
        assertEquals(
                List.of("caldera02", "caldera03"),
                Captures.open(to).stream().map(CaptureSource::name).toList());
        try (var left = Files.list(temp)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void secretsAreLeftOut() {
        String domain =
                "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>a</name>"
                        + "<sysinfo type='fwcfg'><entry name='opt/x'>CANARY1</entry></sysinfo>"
                        + "<os><cmdline>ds=CANARY2</cmdline></os><devices>"
                        + "<disk><auth username='u'><secret type='ceph' uuid='CANARY3'/></auth></disk>"
                        + "<graphics type='vnc' passwd='CANARY4'/><interface type='network'><source network='default'/></interface></devices>"
                        + "<qemu:commandline><qemu:arg value='CANARY5'/></qemu:commandline></domain>";
        String clean = XmlSecrets.leftOut(domain);
        assertFalse(clean.contains("CANARY"), clean);
        assertTrue(
                clean.contains(
                        "<interface type='network'><source network='default'/></interface>"));
        assertEquals(clean, XmlSecrets.leftOut(clean));
        String file =
                "[wifi-security]\nkey-mgmt=wpa-psk\npsk=CANARY\n  password: CANARY\n    wpa-psk CANARY\nprivate_key=CANARY\naddress=192.0.2.1\n";
        String text = org.bridgewright.core.kernel.OwnerFiles.withoutSecrets(file);
        assertFalse(text.contains("CANARY"), text);
        assertTrue(text.contains("address=192.0.2.1"));
        assertTrue(text.contains("key-mgmt=wpa-psk"), text);
    }

    @Test
    void theShippedScriptMakesACaptureThatOpens() throws Exception {
        Path script = CaptureFolders.lab().resolve("../../bin/bridgewright-capture").normalize();
        Path to = temp.resolve("here");
        Process process =
                new ProcessBuilder(
                                "/bin/sh",
                                script.toString(),
                                "-c",
                                "test:///default",
                                "-o",
                                to.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        HostSnapshot host = Captures.open(to).getFirst().snapshot();
        assertTrue(host.readAt().isPresent());
        assertTrue(host.kernel().facts().isPresent());
        assertTrue(
                host.kernel().links().orElse(List.of()).stream()
                        .anyMatch(l -> l.name().equals("lo")));
    }
}
