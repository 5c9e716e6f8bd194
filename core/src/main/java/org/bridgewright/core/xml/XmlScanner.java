package org.bridgewright.core.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds every element's place in a text that is known to be well-formed XML without a DOCTYPE.
final class XmlScanner {
    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable XmlElement root;

    XmlScanner(String text) {
        this.text = text;
    }

    XmlElement scan() {
        int at = 0;
        while (at < text.length()) {
            int tag = text.indexOf('<', at);
            if (tag < 0) {
                break;
            }
            characters(at, tag, true);
            if (text.startsWith("<!--", tag)) {
                at = behind("-->", tag + 4);
            } else if (text.startsWith("<![CDATA[", tag)) {
                at = behind("]]>", tag + 9);
                characters(tag + 9, at - 3, false);
            } else if (text.startsWith("<?", tag)) {
                at = behind("?>", tag + 2);
            } else if (text.startsWith("</", tag)) {
                at = behind(">", tag + 2);
                close(tag, at);
            } else {
                at = startTag(tag);
            }
        }
        if (root == null) {
            throw new IllegalStateException("a well-formed text without a root element");
        }
        return root;
    }

    private int behind(String end, int from) {
        return text.indexOf(end, from) + end.length();
    }

    private void characters(int from, int to, boolean entities) {
        Open here = open.peek();
        if (here == null || from == to) {
            return;
        }
        String raw = text.substring(from, to);
        here.characters.append(lineFeeds(entities ? decode(raw) : raw));
    }

    private int startTag(int tag) {
        int at = tag + 1;
        while (!isSpace(text.charAt(at)) && text.charAt(at) != '>' && text.charAt(at) != '/') {
            at++;
        }
        Open element = new Open(text.substring(tag + 1, at), tag, at, open.peek());
        at = skipSpace(at);
        while (text.charAt(at) != '>' && text.charAt(at) != '/') {
            int nameStart = at;
            while (!isSpace(text.charAt(at)) && text.charAt(at) != '=') {
                at++;
            }
            String name = text.substring(nameStart, at);
            int quote = skipSpace(text.indexOf('=', at) + 1);
            int end = text.indexOf(text.charAt(quote), quote + 1);
            String value = decode(spaces(text.substring(quote + 1, end)));
            element.attributes.add(new XmlAttribute(name, value, nameStart, quote + 1, end));
            element.declare(name, value);
            at = skipSpace(end + 1);
        }
        boolean empty = text.charAt(at) == '/';
        element.openEnd = empty ? at + 2 : at + 1;
        open.push(element);
        if (empty) {
            close(element.openEnd, element.openEnd);
        }
        return element.openEnd;
    }

    private void close(int closeStart, int end) {
        XmlElement element = open.pop().close(closeStart, end);
        Open parent = open.peek();
        if (parent == null) {
            root = element;
        } else {
            parent.children.add(element);
        }
    }

    private int skipSpace(int from) {
        int at = from;
        while (isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static String lineFeeds(String raw) {
        return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
    }

    /// White space of a raw attribute value, as XML 1.0 section 3.3.3 normalises it.
    private static String spaces(String raw) {
        return lineFeeds(raw).replace('\n', ' ').replace('\t', ' ');
    }

    private static String decode(String raw) {
        int amp = raw.indexOf('&');
        if (amp < 0) {
            return raw;
        }
        StringBuilder decoded = new StringBuilder(raw.length());
        int at = 0;
        while (amp >= 0) {
            int semicolon = raw.indexOf(';', amp);
            decoded.append(raw, at, amp);
            appendEntity(decoded, raw.substring(amp + 1, semicolon));
            at = semicolon + 1;
            amp = raw.indexOf('&', at);
        }
        return decoded.append(raw, at, raw.length()).toString();
    }

    private static void appendEntity(StringBuilder to, String name) {
        switch (name) {
            case "lt" -> to.append('<');
            case "gt" -> to.append('>');
            case "amp" -> to.append('&');
            case "quot" -> to.append('"');
            case "apos" -> to.append('\'');
            default ->
                    to.appendCodePoint(
                            name.startsWith("#x")
                                    ? Integer.parseInt(name.substring(2), 16)
                                    : Integer.parseInt(name.substring(1)));
        }
    }

    /// An element whose end has not come yet.
    private static final class Open {
        private final String name;
        private final int start;
        private final int nameEnd;
        private final @Nullable Open parent;
        private final List<XmlAttribute> attributes = new ArrayList<>();
        private final List<XmlElement> children = new ArrayList<>();
        private final StringBuilder characters = new StringBuilder();
        private Map<String, String> prefixes = Map.of();
        private int openEnd;

        Open(String name, int start, int nameEnd, @Nullable Open parent) {
            this.name = name;
            this.start = start;
            this.nameEnd = nameEnd;
            this.parent = parent;
        }

        void declare(String attribute, String uri) {
            if (!attribute.equals("xmlns") && !attribute.startsWith("xmlns:")) {
                return;
            }
            if (prefixes.isEmpty()) {
                prefixes = new HashMap<>();
            }
            prefixes.put(attribute.equals("xmlns") ? "" : attribute.substring(6), uri);
        }

        private String namespace(String prefix) {
            for (Open at = this; at != null; at = at.parent) {
                String uri = at.prefixes.get(prefix);
                if (uri != null) {
                    return uri;
                }
            }
            return "";
        }

        XmlElement close(int closeStart, int end) {
            int colon = name.indexOf(':');
            boolean prefixed = colon > 0; // the JDK takes a name that begins with a colon as it is
            return new XmlElement(
                    prefixed ? name.substring(colon + 1) : name,
                    namespace(prefixed ? name.substring(0, colon) : ""),
                    attributes,
                    children,
                    characters.toString(),
                    start,
                    nameEnd,
                    openEnd,
                    closeStart,
                    end);
        }
    }
}
