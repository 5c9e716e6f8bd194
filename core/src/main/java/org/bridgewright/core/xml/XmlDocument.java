package org.bridgewright.core.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/// A parsed XML text. **The only door to XML**: what comes from a host is hostile until it has passed here.
///
/// A DOCTYPE of any kind is refused, so there are no entities to expand and nothing outside to fetch; texts over
/// [#MAX_CHARACTERS] and trees deeper than [#MAX_DEPTH] are refused as well. The JDK's parser judges whether a text
/// is well-formed; a scanner of our own, which relies on that verdict, finds where each element stands, since the
/// JDK's parsers do not tell.
public final class XmlDocument {
    /// 16 Mi characters; checked before anything looks at the text.
    public static final int MAX_CHARACTERS = 16 << 20;

    /// libvirt's deepest known documents are disk chains of some 200 levels.
    public static final int MAX_DEPTH = 1024;

    /// The JDK's parser does not look into the declaration's encoding when it is given characters.
    private static final Pattern DECLARATION =
            Pattern.compile(
                    "<\\?xml\\s+version\\s*=\\s*(['\"])1\\.0\\1"
                            + "(\\s+encoding\\s*=\\s*(['\"])[A-Za-z][A-Za-z0-9._-]*\\3)?"
                            + "(\\s+standalone\\s*=\\s*(['\"])(yes|no)\\5)?\\s*\\?>");

    private static final Words WORDS = Words.of(XmlDocument.class);
    private static final int MOST_KEPT = 8;
    private static final int MOST_USES = 500;
    private static final int MOST_CHARACTERS_TO_KEEP = 256 << 10;
    private static final Deque<Kept> KEPT = new ConcurrentLinkedDeque<>();

    private final String text;
    private final XmlElement root;

    private XmlDocument(String text, XmlElement root) {
        this.text = text;
        this.root = root;
    }

    /// Parses `text`.
    ///
    /// @param what names it for people, as a sentence's beginning: `The definition of network default`
    /// @throws ProblemException `BAD_ANSWER`, with the line, when it is not well-formed or not acceptable
    public static XmlDocument parse(String text, String what) {
        if (text.length() > MAX_CHARACTERS) {
            throw refused(what, WORDS.get("too.long", MAX_CHARACTERS >> 20), Optional.empty());
        }
        if (text.startsWith("<?xml") && !DECLARATION.matcher(text).lookingAt()) {
            throw refused(what, WORDS.get("declaration"), Optional.empty());
        }
        try {
            judge(text);
        } catch (SAXParseException badXml) {
            throw notWellFormed(what, text, badXml);
        } catch (SAXException | IOException badXml) {
            throw refused(what, WORDS.get("not.well.formed"), Optional.of(badXml));
        }
        try {
            return new XmlDocument(text, new XmlScanner(text).scan());
        } catch (IndexOutOfBoundsException | NoSuchElementException disagreement) {
            // The JDK took what XML forbids. One such document must not cost the whole host.
            throw refused(what, WORDS.get("not.well.formed"), Optional.of(disagreement));
        }
    }

    public String text() {
        return text;
    }

    public XmlElement root() {
        return root;
    }

    /// The element's own text, every character as it came.
    public String textOf(XmlElement element) {
        return text.substring(element.start(), element.end());
    }

    /// The line, from 1, of an offset.
    public int lineOf(int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    /// A parser costs more to make than a definition to parse, so a few are kept; one that has met a fault or a long text is
    /// not used again, and none for ever, since each remembers every name that it has read.
    private static void judge(String text) throws SAXException, IOException {
        Kept kept = KEPT.pollFirst();
        Kept mine = kept != null ? kept : new Kept(newParser(), 0);
        mine.parser.parse(new InputSource(new StringReader(text)), new RefuseEverythingOutside());
        if (text.length() <= MOST_CHARACTERS_TO_KEEP
                && mine.used < MOST_USES
                && KEPT.size() < MOST_KEPT) {
            KEPT.offerFirst(new Kept(mine.parser, mine.used + 1));
        }
    }

    private record Kept(SAXParser parser, int used) {}

    private static SAXParser newParser() throws SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setXIncludeAware(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            parser.setProperty("jdk.xml.dtd.support", "deny");
            parser.setProperty("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
            // These two count &amp; and its like; without a DOCTYPE nothing grows beyond the text
            // itself.
            parser.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
            parser.setProperty("jdk.xml.totalEntitySizeLimit", "0");
            return parser;
        } catch (ParserConfigurationException e) {
            throw new SAXException("this Java cannot read XML safely", e);
        }
    }

    private static ProblemException notWellFormed(
            String what, String text, SAXParseException badXml) {
        String said = badXml.getMessage() == null ? "" : badXml.getMessage();
        String key;
        if (said.contains("DOCTYPE")) {
            key = "doctype";
        } else if (said.contains("maxElementDepth") || said.contains("JAXP00010006")) {
            key = "too.deep";
        } else if (text.isBlank()) {
            key = "empty";
        } else {
            key = "line";
        }
        String cause = WORDS.get(key, badXml.getLineNumber(), badXml.getColumnNumber(), MAX_DEPTH);
        Problem problem =
                Problem.of(
                                Problem.Kind.BAD_ANSWER,
                                WORDS.get("summary", what),
                                cause,
                                WORDS.get("remedy"))
                        .withOriginal("XML", said);
        return new ProblemException(problem, badXml);
    }

    private static ProblemException refused(
            String what, String cause, Optional<Exception> original) {
        Problem problem =
                Problem.of(
                        Problem.Kind.BAD_ANSWER,
                        WORDS.get("summary", what),
                        cause,
                        WORDS.get("remedy"));
        return original.map(
                        o ->
                                new ProblemException(
                                        problem.withOriginal("XML", String.valueOf(o.getMessage())),
                                        o))
                .orElseGet(() -> new ProblemException(problem));
    }

    /// Quiet (the JDK's default prints to the error stream), and a second lock on the way out.
    private static final class RefuseEverythingOutside extends DefaultHandler {
        @Override
        public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId)
                throws SAXException {
            throw new SAXException("refused to fetch " + systemId);
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
