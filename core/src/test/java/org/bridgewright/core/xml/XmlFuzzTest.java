package org.bridgewright.core.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.SAXParserFactory;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/// Spoilt documents either fail with a [ProblemException] or are read as the JDK's own parser reads them.
class XmlFuzzTest {
    /// `bin/test fuzz` asks for more.
    private static final int INPUTS = org.bridgewright.core.Fuzz.inputs(3_000);

    private static final String DOMAIN =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment with <b> -->
            <domain type='kvm' xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
              <name>VM &#x1F600; &lt;1&gt;</name><metadata><n:i xmlns:n='http://n'><n:x/></n:i></metadata>
              <devices><interface type = 'network'><source network="a'b"
                 portid='&quot;'/><mac address='52:54:00:00:00:01'/></interface><?pi x?></devices>
              <qemu:commandline><qemu:arg value='-x'/><![CDATA[ <a> ]]></qemu:commandline>
            </domain>
            """;

    @Test
    void readsTheUnspoiltAsTheJdkDoes() throws Exception {
        assertEquals(jdk(DOMAIN), ours(DOMAIN));
    }

    @Test
    void survivesEveryTruncation() throws Exception {
        for (int length = 0; length < DOMAIN.length(); length++) {
            check(DOMAIN.substring(0, length));
        }
    }

    @Test
    void survivesRandomSpoiling() throws Exception {
        Random random = new Random(20261125);
        String pieces = "<>/'\"&;=! \n\r\t\u0000\u001b\uFFFE\uD83D-[]?:a0";
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder spoilt = new StringBuilder(DOMAIN);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int at = random.nextInt(spoilt.length());
                switch (random.nextInt(4)) {
                    case 0 -> spoilt.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 1 -> spoilt.deleteCharAt(at);
                    case 2 -> spoilt.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                    default -> {
                        int end = Math.min(spoilt.length(), at + random.nextInt(40));
                        spoilt.insert(random.nextInt(spoilt.length()), spoilt.substring(at, end));
                    }
                }
            }
            check(spoilt.toString());
        }
    }

    private static void check(String xml) throws Exception {
        List<String> events;
        try {
            events = ours(xml);
        } catch (ProblemException clear) {
            return;
        } catch (RuntimeException unexpected) {
            throw new AssertionError(xml, unexpected);
        }
        assertEquals(jdk(xml), events, xml);
    }

    private static List<String> ours(String xml) {
        List<String> events = new ArrayList<>();
        walk(XmlDocument.parse(xml, "It").root(), events);
        return events;
    }

    private static void walk(XmlElement element, List<String> events) {
        StringBuilder line = new StringBuilder(element.namespace() + "|" + element.name());
        element.attributes().stream()
                .filter(a -> !a.name().equals("xmlns") && !a.name().startsWith("xmlns:"))
                .forEach(a -> line.append(' ').append(a.name()).append('=').append(a.value()));
        events.add(line.toString());
        element.children().forEach(child -> walk(child, events));
        events.add("text " + element.text());
    }

    private static List<String> jdk(String xml) throws Exception {
        List<String> events = new ArrayList<>();
        List<StringBuilder> texts = new ArrayList<>();
        SAXParserFactory.newDefaultNSInstance()
                .newSAXParser()
                .parse(
                        new InputSource(new StringReader(xml)),
                        new DefaultHandler() {
                            @Override
                            public void startElement(
                                    String uri, String local, String name, Attributes attributes) {
                                StringBuilder line = new StringBuilder(uri + "|" + local);
                                for (int i = 0; i < attributes.getLength(); i++) {
                                    line.append(' ').append(attributes.getQName(i));
                                    line.append('=').append(attributes.getValue(i));
                                }
                                events.add(line.toString());
                                texts.add(new StringBuilder());
                            }

                            @Override
                            public void characters(char[] text, int start, int length) {
                                texts.getLast().append(text, start, length);
                            }

                            @Override
                            public void endElement(String uri, String local, String name) {
                                events.add("text " + texts.removeLast());
                            }
                        });
        return events;
    }
}
