package org.bridgewright.core.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class XmlEditTest {
    private static final String XML =
            """
            <devices>
              <!-- keep  me -->
              <interface type = "network"  odd='&#65;'>
                <source network='default' portid='x'/>
                <mac address='52:54:00:00:00:01' />
                <link/>
              </interface>
            </devices>
            """;

    private final XmlDocument document = XmlDocument.parse(XML, "It");
    private final XmlElement vnic = document.root().child("interface").orElseThrow();
    private final XmlElement source = vnic.child("source").orElseThrow();

    private XmlEdit edit() {
        return new XmlEdit(document);
    }

    @Test
    void changesNothingWithoutEdits() {
        assertEquals(XML, edit().text());
    }

    @Test
    void setsAnAttributeInItsOwnQuotes() {
        assertEquals(
                XML.replace("\"network\"", "\"a&quot;'b&amp;\""),
                edit().setAttribute(vnic, "type", "a\"'b&").text());
    }

    @Test
    void addsAndRemovesAttributes() {
        assertEquals(
                XML.replace(" portid='x'/>", " mode='&apos;'/>").replace("default", "router"),
                edit().removeAttribute(source, "portid")
                        .setAttribute(source, "network", "router")
                        .setAttribute(source, "mode", "'")
                        .text());
        assertEquals(
                XML.replace("<link/>", "<link state='down'/>"),
                edit().setAttribute(vnic.child("link").orElseThrow(), "state", "down").text());
    }

    @Test
    void removesAnElementWithItsLine() {
        assertEquals(
                XML.replace("    <link/>\n", ""),
                edit().remove(vnic.child("link").orElseThrow()).text());
        XmlDocument flat = XmlDocument.parse("<a><b/> <c/></a>", "It");
        assertEquals(
                "<a> <c/></a>",
                new XmlEdit(flat).remove(flat.root().child("b").orElseThrow()).text());
    }

    @Test
    void insertsOnALineOfItsOwn() {
        assertEquals(
                XML.replace("    <link/>\n", "    <link/>\n    <vlan/>\n"),
                edit().append(vnic, "<vlan/>").text());
        assertEquals(
                XML.replace("    <mac", "    <model type='e1000'/>\n    <mac"),
                edit().insertAfter(source, "<model type='e1000'/>").text());
        assertEquals(
                XML.replace("    <source", "    <boot/>\n    <source"),
                edit().insertBefore(source, "<boot/>").text());
    }

    @Test
    void appendsIntoAnEmptyElement() {
        XmlDocument flat = XmlDocument.parse("<a><b x='1'/><c></c></a>", "It");
        XmlElement b = flat.root().child("b").orElseThrow();
        XmlElement c = flat.root().child("c").orElseThrow();
        assertEquals(
                "<a><b x='1'><d/></b><c><e/></c></a>",
                new XmlEdit(flat).append(b, "<d/>").append(c, "<e/>").text());
    }

    @Test
    void givesTheEditedTextOfOneElement() {
        assertEquals(
                "<source network='router' portid='x'/>",
                edit().setAttribute(source, "network", "router").textOf(source));
    }

    @Test
    void keepsCarriageReturns() {
        XmlDocument crlf = XmlDocument.parse("<a>\r\n  <b/>\r\n</a>\r\n", "It");
        XmlElement b = crlf.root().child("b").orElseThrow();
        assertEquals(
                "<a>\r\n  <b/>\r\n  <c/>\r\n</a>\r\n",
                new XmlEdit(crlf).insertAfter(b, "<c/>").text());
        assertEquals("<a>\r\n</a>\r\n", new XmlEdit(crlf).remove(b).text());
    }

    @Test
    void refusesTwoEditsOfOnePlace() {
        XmlEdit twice = edit().replace(source, "<x/>").setAttribute(source, "network", "y");
        assertThrows(IllegalStateException.class, twice::text);
    }

    @Test
    void refusesCharactersThatXmlCannotHold() {
        assertThrows(
                IllegalArgumentException.class, () -> edit().setAttribute(vnic, "type", "a\u001b"));
    }
}
