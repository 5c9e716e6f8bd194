package org.bridgewright.core.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlDocumentTest {
    private static final String WHAT = "The definition of network default";

    private static XmlElement root(String xml) {
        return XmlDocument.parse(xml, WHAT).root();
    }

    private static Problem refusal(String xml) {
        return assertThrows(ProblemException.class, () -> XmlDocument.parse(xml, WHAT)).problem();
    }

    @Test
    void readsElementsAttributesAndText() {
        XmlElement network =
                root(
                        "<?xml version='1.0'?>\n<network connections='2'>\n <name>a&amp;b</name></network>");
        assertEquals("2", network.attribute("connections").orElseThrow());
        assertEquals("a&b", network.childText("name").orElseThrow());
        assertTrue(network.childText("uuid").isEmpty());
    }

    @Test
    void decodesEntitiesCharacterReferencesAndCdata() {
        XmlElement e = root("<a b='&lt;&#x41;&#66;&quot;'>x<![CDATA[<&amp;>]]>&gt;<!-- no --></a>");
        assertEquals("<AB\"", e.attribute("b").orElseThrow());
        assertEquals("x<&amp;>>", e.text());
    }

    @Test
    void normalisesLineEndsAndWhiteSpaceAsXmlSays() {
        XmlElement e = root("<a b='1\r\n2\t3&#10;4'>x\r\ny</a>");
        assertEquals("1 2 3\n4", e.attribute("b").orElseThrow());
        assertEquals("x\ny", e.text());
    }

    @Test
    void resolvesNamespacesOfPrefixes() {
        XmlElement e =
                root("<d xmlns:n='http://n/1'><m><n:i><n:p/></n:i><i xmlns='http://z'/></m></d>");
        XmlElement first = e.child("m").orElseThrow().children().getFirst();
        assertEquals("i", first.name());
        assertEquals("http://n/1", first.namespace());
        assertEquals("http://n/1", first.children().getFirst().namespace());
        assertEquals("http://z", e.child("m").orElseThrow().children().getLast().namespace());
        assertTrue(e.child("m").orElseThrow().child("i").isEmpty());
    }

    @Test
    void knowsWhereEachElementStands() {
        String xml = "<a>\n  <b x='1'>t</b>\n  <c/>\n</a>";
        XmlDocument document = XmlDocument.parse(xml, WHAT);
        XmlElement b = document.root().child("b").orElseThrow();
        assertEquals("<b x='1'>t</b>", document.textOf(b));
        assertEquals("<c/>", document.textOf(document.root().child("c").orElseThrow()));
        assertEquals(2, document.lineOf(b.start()));
    }

    @Test
    void namesTheLineOfBadXml() {
        Problem problem = refusal("<network>\n<name>x</nme>\n</network>");
        assertEquals(Problem.Kind.BAD_ANSWER, problem.kind());
        assertTrue(problem.cause().contains("line 2"), problem.cause());
        assertTrue(problem.summary().startsWith(WHAT), problem.summary());
        assertTrue(problem.original().isPresent());
    }

    @Test
    void refusesAnEmptyText() {
        assertEquals("It is empty.", refusal("").cause());
        assertEquals("It is empty.", refusal(" \n").cause());
    }

    @Test
    void refusesEveryDoctype() {
        assertTrue(refusal("<!DOCTYPE a><a/>").cause().contains("DOCTYPE"));
        assertTrue(refusal("<?xml version='1.0'?><!DOCTYPE a []><a/>").cause().contains("DOCTYPE"));
    }

    @Test
    void readsNoFileThroughAnEntity(@TempDir Path dir) throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "canary-4711");
        String xml = "<!DOCTYPE a [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]><a>&x;</a>";
        Problem problem = refusal(xml);
        assertFalse(problem.toString().contains("canary-4711"));
    }

    @Test
    void fetchesNoExternalDtd() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(50);
            String xml =
                    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:"
                            + server.getLocalPort()
                            + "/x.dtd'><a/>";
            assertTrue(refusal(xml).cause().contains("DOCTYPE"));
            assertThrows(SocketTimeoutException.class, server::accept);
        }
    }

    @Test
    void refusesABillionLaughs() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE l [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY l").append(i).append(" '");
            xml.append(("&l" + (i - 1) + ";").repeat(10)).append("'>");
        }
        assertTrue(refusal(xml.append("]><l>&l9;</l>").toString()).cause().contains("DOCTYPE"));
    }

    @Test
    void refusesADeclarationThatIsNone() {
        assertTrue(refusal("<?xml version='1.0' encoding='U><?'?><a/>").cause().contains("line 1"));
        assertTrue(refusal("<?xml version='1.1'?><a/>").cause().contains("XML 1.0"));
        assertEquals(
                "a", root("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><a/>").name());
    }

    @Test
    void refusesAnUndeclaredEntityAndAnUnboundPrefix() {
        assertEquals(Problem.Kind.BAD_ANSWER, refusal("<a>&x;</a>").kind());
        assertEquals(Problem.Kind.BAD_ANSWER, refusal("<q:a/>").kind());
    }

    @Test
    void ignoresXInclude() {
        XmlElement e =
                root(
                        "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/hostname' parse='text'/></a>");
        assertEquals("include", e.children().getFirst().name());
        assertEquals("", e.text());
    }

    @Test
    void refusesALongTextBeforeParsing() {
        String xml = "<a>" + " ".repeat(XmlDocument.MAX_CHARACTERS) + "</a>";
        assertTrue(refusal(xml).cause().contains("16 million"));
    }

    @Test
    void readsTenMegabytes() {
        String xml = "<a><b>" + "x".repeat(10_000_000) + "</b></a>";
        assertEquals(10_000_000, root(xml).childText("b").orElseThrow().length());
    }

    @Test
    void readsManyCharacterReferences() {
        assertEquals(300_000, root("<a>" + "&amp;".repeat(300_000) + "</a>").text().length());
    }

    @Test
    void readsTwoHundredThousandElements() {
        assertEquals(
                200_000, root("<a>" + "<b c='d'/>".repeat(200_000) + "</a>").children().size());
    }

    @Test
    void readsADiskChainOfOneHundredAndTwentyLevels() {
        String xml = "<disk>".repeat(120) + "</disk>".repeat(120);
        XmlElement e = root(xml);
        int depth = 1;
        while (!e.children().isEmpty()) {
            e = e.children().getFirst();
            depth++;
        }
        assertEquals(120, depth);
    }

    @Test
    void refusesAMillionLevelsSoon() {
        String xml = "<a>".repeat(1_000_000) + "</a>".repeat(1_000_000);
        Problem problem = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refusal(xml));
        assertTrue(problem.cause().contains("1024"), problem.cause());
    }
}
