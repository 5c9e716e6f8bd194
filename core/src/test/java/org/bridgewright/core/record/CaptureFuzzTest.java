package org.bridgewright.core.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.bridgewright.core.Fuzz;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.kernel.CaptureFolders;
import org.bridgewright.core.kernel.CleanText;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.libvirt.NetworkXml;
import org.bridgewright.core.libvirt.NodeDeviceXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captures from anywhere, and the XML and tables that libvirt's tools print, spoilt: read, or refused with a reason.
class CaptureFuzzTest {
    private static final Path HOST = CaptureFolders.lab().resolve("joined/caldera02");

    @TempDir Path temp;

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(HOST.resolve(file));
    }

    private static String text(byte[] bytes) {
        return CleanText.of(bytes);
    }

    @Test
    void spoiltXmlIsReadOrRefused() throws IOException {
        int inputs = Fuzz.inputs(400);
        Fuzz.spoil("domain", bytes("dumpxml-VM1.xml"), inputs, b -> DomainXml.read(text(b), "VM1"));
        Fuzz.spoil(
                "network",
                bytes("net-dumpxml-default.xml"),
                inputs,
                b -> NetworkXml.read(text(b), "default"));
        Fuzz.spoil(
                "node device",
                bytes("nodedev-net_ens2_02_00_00_02_00_02.xml"),
                inputs,
                b -> NodeDeviceXml.read(text(b), "ens2"));
        Fuzz.spoil("secrets", bytes("dumpxml-VM1.xml"), inputs, b -> XmlSecrets.leftOut(text(b)));
    }

    @Test
    void spoiltTablesAreRead() throws IOException {
        int inputs = Fuzz.inputs(400);
        Fuzz.spoil("net-list", bytes("net-list.txt"), inputs, b -> VirshText.networks(text(b)));
        Fuzz.spoil("list", bytes("list.txt"), inputs, b -> VirshText.guests(text(b)));
        Fuzz.spoil("dominfo", bytes("dominfo-VM1.txt"), inputs, b -> VirshText.form(text(b)));
        Fuzz.spoil(
                "leases",
                bytes("net-dhcp-leases-default.txt"),
                inputs,
                b -> VirshText.leases("default", text(b), ZoneOffset.UTC));
        Fuzz.spoil(
                "agent",
                " Name  MAC  Protocol  Address\n---\n lo  00:00:00:00:00:00  ipv4  127.0.0.1/8\n"
                        .getBytes(StandardCharsets.UTF_8),
                inputs,
                b -> VirshText.agentAddresses(text(b)));
    }

    @Test
    void spoiltCapturesAreOpenedOrRefused() throws IOException {
        CaptureSource whole = Captures.open(HOST).getFirst();
        Map<String, byte[]> files =
                new TreeMap<>(
                        CaptureWriter.files(
                                whole.snapshot(), whole.raw(ReadScope.FULL, Cancel.never())));
        files.keySet()
                .removeIf(f -> f.matches("nft.*|iptables.*|ip6tables.*|capabilities.*|.*VM[23].*"));
        for (String file : new String[] {CaptureFiles.COMMANDS, CaptureFiles.HEADER}) {
            Fuzz.spoil(
                    file,
                    files.getOrDefault(file, new byte[0]),
                    Fuzz.inputs(200),
                    b -> {
                        Map<String, byte[]> spoilt = new TreeMap<>(files);
                        spoilt.put(file, b);
                        CaptureReader.read(CaptureFiles.of("host", spoilt), "file:x");
                    });
        }
    }

    @Test
    void spoiltZipsAreOpenedOrRefused() throws IOException {
        Path zip = temp.resolve("a.bwcap");
        CaptureWriter.write(
                zip,
                Map.of(
                        "h",
                        Map.of(
                                "commands.txt",
                                "0 hostname.txt uname -n\n".getBytes(StandardCharsets.UTF_8),
                                "hostname.txt",
                                "h\n".getBytes(StandardCharsets.UTF_8))));
        byte[] whole = Files.readAllBytes(zip);
        Path spoilt = temp.resolve("b.bwcap");
        Fuzz.spoil(
                "zip",
                whole,
                Fuzz.inputs(400),
                b -> {
                    try {
                        Files.write(spoilt, b);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    Captures.open(spoilt).forEach(CaptureSource::snapshot);
                });
    }
}
