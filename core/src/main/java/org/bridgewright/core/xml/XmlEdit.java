package org.bridgewright.core.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Changes to a document's text that leave every other character as it was.
///
/// Elements that we do not know survive, and the difference shown to the user is the difference sent. The edits are
/// gathered, then [#text()] applies them all; two edits of the same place are a mistake of the caller.
public final class XmlEdit {
    private final XmlDocument document;
    private final List<Splice> splices = new ArrayList<>();

    private record Splice(int start, int end, String replacement) {}

    public XmlEdit(XmlDocument document) {
        this.document = document;
    }

    /// Replaces the whole element by `xml`.
    public XmlEdit replace(XmlElement element, String xml) {
        splices.add(new Splice(element.start(), element.end(), xml));
        return this;
    }

    /// Takes the element out, with its line when it has the line for itself.
    public XmlEdit remove(XmlElement element) {
        String text = document.text();
        int lineStart = element.start();
        while (lineStart > 0 && isBlank(text.charAt(lineStart - 1))) {
            lineStart--;
        }
        int lineEnd = element.end();
        while (lineEnd < text.length() && isBlank(text.charAt(lineEnd))) {
            lineEnd++;
        }
        boolean ownLine =
                lineStart > 0
                        && text.charAt(lineStart - 1) == '\n'
                        && lineEnd < text.length()
                        && (text.charAt(lineEnd) == '\n' || text.charAt(lineEnd) == '\r');
        if (ownLine) {
            int from = lineStart - 1;
            if (from > 0 && text.charAt(from - 1) == '\r') {
                from--;
            }
            splices.add(new Splice(from, lineEnd, ""));
        } else {
            splices.add(new Splice(element.start(), element.end(), ""));
        }
        return this;
    }

    /// Puts `xml` behind the element, on a line of its own when the element begins one.
    public XmlEdit insertAfter(XmlElement element, String xml) {
        splices.add(new Splice(element.end(), element.end(), lineBreak(element) + xml));
        return this;
    }

    /// Puts `xml` in front of the element, on a line of its own when the element begins one.
    public XmlEdit insertBefore(XmlElement element, String xml) {
        splices.add(new Splice(element.start(), element.start(), xml + lineBreak(element)));
        return this;
    }

    /// Puts `xml` behind the last child of `parent`.
    public XmlEdit append(XmlElement parent, String xml) {
        if (!parent.children().isEmpty()) {
            return insertAfter(parent.children().getLast(), xml);
        }
        String line = lineBreak(parent);
        String inside = line.isEmpty() ? xml : line + "  " + xml;
        if (parent.isEmptyTag()) {
            String name = document.text().substring(parent.start() + 1, parent.nameEnd());
            int slash = parent.openEnd() - 2;
            splices.add(
                    new Splice(slash, parent.openEnd(), ">" + inside + line + "</" + name + ">"));
        } else {
            boolean blank = parent.text().isBlank();
            splices.add(
                    new Splice(
                            parent.openEnd(),
                            blank ? parent.closeStart() : parent.openEnd(),
                            inside + (blank ? line : "")));
        }
        return this;
    }

    /// Gives the attribute this value; adds it behind the others when it is not there.
    public XmlEdit setAttribute(XmlElement element, String name, String value) {
        Optional<XmlAttribute> old = element.find(name);
        if (old.isPresent()) {
            char quote = document.text().charAt(old.get().valueEnd());
            splices.add(
                    new Splice(old.get().valueStart(), old.get().valueEnd(), escape(value, quote)));
        } else {
            int at =
                    element.attributes().isEmpty()
                            ? element.nameEnd()
                            : element.attributes().getLast().end();
            splices.add(new Splice(at, at, " " + name + "='" + escape(value, '\'') + "'"));
        }
        return this;
    }

    /// Takes the attribute out, with the white space before it. Nothing happens when it is not there.
    public XmlEdit removeAttribute(XmlElement element, String name) {
        element.find(name)
                .ifPresent(
                        attribute -> {
                            int from = attribute.start();
                            while (Character.isWhitespace(document.text().charAt(from - 1))) {
                                from--;
                            }
                            splices.add(new Splice(from, attribute.end(), ""));
                        });
        return this;
    }

    /// The whole text with all edits made.
    public String text() {
        return textFrom(0, document.text().length());
    }

    /// The text of `element` with all edits made, which must lie in it.
    public String textOf(XmlElement element) {
        return textFrom(element.start(), element.end());
    }

    private String textFrom(int start, int end) {
        List<Splice> inOrder = new ArrayList<>(splices);
        inOrder.sort(Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end));
        StringBuilder edited = new StringBuilder();
        int at = start;
        for (Splice splice : inOrder) {
            if (splice.start() < at || splice.end() > end) {
                throw new IllegalStateException("two edits of one place, or outside of the text");
            }
            edited.append(document.text(), at, splice.start()).append(splice.replacement());
            at = splice.end();
        }
        return edited.append(document.text(), at, end).toString();
    }

    /// `value` as it stands in an attribute between `'`.
    public static String escape(String value) {
        return escape(value, '\'');
    }

    private static String escape(String value, char quote) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.codePoints()
                .forEach(
                        c -> {
                            if (!isXmlCharacter(c)) {
                                throw new IllegalArgumentException(
                                        "XML cannot hold U+%04X".formatted(c));
                            }
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '\n', '\r', '\t' -> escaped.append("&#").append(c).append(';');
                                default -> {
                                    if (c == quote) {
                                        escaped.append(quote == '"' ? "&quot;" : "&apos;");
                                    } else {
                                        escaped.appendCodePoint(c);
                                    }
                                }
                            }
                        });
        return escaped.toString();
    }

    /// Whether XML 1.0 has a way to write the character (section 2.2).
    public static boolean isXmlCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd
                || c >= 0x10000 && c <= 0x10ffff;
    }

    /// The line end and indent of the element's line when it begins it, else nothing.
    private String lineBreak(XmlElement element) {
        String text = document.text();
        int from = element.start();
        while (from > 0 && isBlank(text.charAt(from - 1))) {
            from--;
        }
        if (from == 0 || text.charAt(from - 1) != '\n') {
            return "";
        }
        String end = from > 1 && text.charAt(from - 2) == '\r' ? "\r\n" : "\n";
        return end + text.substring(from, element.start());
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
