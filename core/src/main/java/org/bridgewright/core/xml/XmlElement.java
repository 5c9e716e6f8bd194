package org.bridgewright.core.xml;

import java.util.List;
import java.util.Optional;

/// One element, with where it stands in the document's text. Immutable.
///
/// @param name the local name, without prefix
/// @param namespace the name space's URI, empty for none (libvirt's own elements have none)
/// @param text the element's own characters, decoded, without those of its children
/// @param start offset of `<`
/// @param nameEnd offset behind the tag's name
/// @param openEnd offset behind the `>` of the start tag; behind `/>` for an empty-element tag
/// @param closeStart offset of the `</` of the end tag; equal to `end` for an empty-element tag
/// @param end offset behind the element
public record XmlElement(
        String name,
        String namespace,
        List<XmlAttribute> attributes,
        List<XmlElement> children,
        String text,
        int start,
        int nameEnd,
        int openEnd,
        int closeStart,
        int end) {
    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /// The attribute's value; empty when it is not there.
    public Optional<String> attribute(String attributeName) {
        return find(attributeName).map(XmlAttribute::value);
    }

    Optional<XmlAttribute> find(String attributeName) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.name().equals(attributeName)) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    /// The first child of that name.
    public Optional<XmlElement> child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName) && child.namespace.isEmpty()) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /// All children of that name, in their order.
    public List<XmlElement> children(String childName) {
        return children.stream()
                .filter(c -> c.name.equals(childName) && c.namespace.isEmpty())
                .toList();
    }

    /// The first element down that way, `at("os", "type")`.
    public Optional<XmlElement> at(String... path) {
        Optional<XmlElement> here = Optional.of(this);
        for (String step : path) {
            here = here.flatMap(e -> e.child(step));
        }
        return here;
    }

    /// The text of the first child of that name, stripped; empty when there is no child or no text.
    public Optional<String> childText(String childName) {
        return child(childName).map(c -> c.text().strip()).filter(t -> !t.isEmpty());
    }

    /// An attribute of a child: `childAttribute("mac", "address")`.
    public Optional<String> childAttribute(String childName, String attributeName) {
        return child(childName).flatMap(c -> c.attribute(attributeName));
    }

    boolean isEmptyTag() {
        return closeStart == end;
    }
}
