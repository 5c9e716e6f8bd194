package org.bridgewright.core.xml;

/// One attribute, with where it stands in the document's text.
///
/// @param name as written, with its prefix
/// @param value decoded: entities replaced, line ends and tabs as XML says
/// @param start offset of the name's first character
/// @param valueStart offset of the value's first raw character, behind the quote
/// @param valueEnd offset of the closing quote
public record XmlAttribute(String name, String value, int start, int valueStart, int valueEnd) {
    /// Offset behind the closing quote.
    int end() {
        return valueEnd + 1;
    }
}
