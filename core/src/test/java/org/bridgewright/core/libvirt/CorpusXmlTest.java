package org.bridgewright.core.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlEdit;
import org.bridgewright.core.xml.XmlElement;
import org.junit.jupiter.api.Test;

/// Every XML file of the corpus: read, and re-emitted with nothing changed but what was to change.
class CorpusXmlTest {
    private static final Vnic.Source TARGET =
            new Vnic.Source.Network("it's <new>", Optional.of("p&q"), Optional.empty());

    @Test
    void readsEveryFileOrSaysWhatIsWrong() throws IOException {
        int read = 0;
        List<String> refused = new ArrayList<>();
        for (Path file : Corpus.xmlFiles()) {
            String xml = Files.readString(file);
            try {
                XmlDocument document = XmlDocument.parse(xml, "It");
                assertEquals(xml, new XmlEdit(document).text());
                readAsWhatItIs(document);
                read++;
            } catch (ProblemException e) {
                assertEquals(Problem.Kind.BAD_ANSWER, e.problem().kind());
                assertTrue(e.problem().cause().contains("line "), file + ": " + e.problem());
                refused.add(file.getFileName().toString());
            }
        }
        assertEquals(
                List.of(
                        "virt-install-network-install-resources.xml",
                        "virt-xml-edit-select-network-mac.xml",
                        "virt-xml-edit-simple-network.xml",
                        "virt-xml-update-succeed.xml"),
                refused);
        assertTrue(read >= 400, "only " + read);
    }

    private static void readAsWhatItIs(XmlDocument document) {
        switch (document.root().name()) {
            case "domain", "domstatus" -> DomainXml.read(document.text(), "It");
            case "network" -> {
                VirtualNetwork network = NetworkXml.read(document.text(), "It");
                assertFalse(network.modeWord().isEmpty());
                assertTrue(network.mode().isPresent(), network.modeWord());
                assertEquals(
                        Optional.empty(),
                        NetworkXml.read(
                                        new NetworkXml.Listing(
                                                "n", Optional.empty(), true, true, true),
                                        Optional.of(document.text()),
                                        Optional.empty(),
                                        Part.present(List.of()))
                                .unreadable());
            }
            case "device" -> NodeDeviceXml.read(document.text(), "It");
            default -> {}
        }
    }

    @Test
    void changesOnlyTheSourceOfAVnic() throws IOException {
        Map<String, Integer> moved = new TreeMap<>();
        for (Path file : Corpus.xmlFiles()) {
            String xml = Files.readString(file);
            XmlDocument document;
            try {
                document = XmlDocument.parse(xml, "It");
            } catch (ProblemException refused) {
                continue;
            }
            for (XmlElement element : interfaces(document.root(), new ArrayList<>())) {
                String text = document.textOf(element);
                String changed = InterfaceXml.of(text).source(TARGET).text();
                XmlElement after = XmlDocument.parse(changed, "It").root();
                assertEquals(
                        List.of("network", "it's <new>", "p&q"),
                        List.of(
                                after.attribute("type").orElseThrow(),
                                after.childAttribute("source", "network").orElseThrow(),
                                after.childAttribute("source", "portgroup").orElseThrow()));
                assertEquals(rest(element), rest(after), () -> file + "\n" + text + "\n" + changed);
                // and the whole document around it stays as it is
                String whole = new XmlEdit(document).replace(element, changed).text();
                assertEquals(
                        xml.substring(0, element.start()), whole.substring(0, element.start()));
                assertTrue(whole.endsWith(xml.substring(element.end())));
                moved.merge(element.attribute("type").orElseThrow(), 1, Integer::sum);
            }
        }
        assertTrue(
                moved.keySet()
                        .containsAll(
                                List.of(
                                        "bridge",
                                        "client",
                                        "direct",
                                        "ethernet",
                                        "hostdev",
                                        "mcast",
                                        "network",
                                        "server",
                                        "udp",
                                        "user",
                                        "vdpa",
                                        "vhostuser")),
                moved.toString());
    }

    private static List<XmlElement> interfaces(XmlElement element, List<XmlElement> found) {
        for (XmlElement child : element.children()) {
            if (element.name().equals("devices") && child.name().equals("interface")) {
                found.add(child);
            }
            interfaces(child, found);
        }
        return found;
    }

    /// All of the interface that a move keeps, as text that shows every element, attribute and character.
    private static List<String> rest(XmlElement vnic) {
        boolean tap =
                List.of("network", "bridge", "direct", "hostdev")
                        .contains(vnic.attribute("type").orElseThrow());
        List<String> lines = new ArrayList<>();
        for (XmlElement child : vnic.children()) {
            boolean typeBound =
                    List.of("ip", "route", "portForward", "guest", "script", "downscript")
                                    .contains(child.name())
                            || child.name().equals("backend")
                                    && child.attribute("type").isPresent();
            if (!child.name().equals("source") && (tap || !typeBound)) {
                walk(child, lines);
            }
        }
        return lines;
    }

    private static void walk(XmlElement element, List<String> lines) {
        StringBuilder line = new StringBuilder(element.name());
        element.attributes().stream()
                .filter(a -> !a.name().equals("managed"))
                .forEach(a -> line.append(' ').append(a.name()).append('=').append(a.value()));
        lines.add(line + " " + element.text());
        element.children().forEach(child -> walk(child, lines));
    }
}
