package org.bridgewright.core.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.xml.XmlDocument;
import org.bridgewright.core.xml.XmlEdit;
import org.bridgewright.core.xml.XmlElement;

/// A domain's definition without what may be a secret: displays' passwords, references to secrets, kernel and QEMU
/// arguments, firmware entries (cloud-init hands its data to guests in these). All else stays as it came.
final class XmlSecrets {
    private static final String REMOVED = "removed";

    private XmlSecrets() {}

    /// Text that is not XML cannot be cleaned, and is left out whole.
    static String leftOut(String xml) {
        try {
            XmlDocument document = XmlDocument.parse(xml, "domain");
            XmlEdit edit = new XmlEdit(document);
            boolean changed = false;
            Deque<XmlElement> open = new ArrayDeque<>(List.of(document.root()));
            while (!open.isEmpty()) {
                XmlElement element = open.removeLast();
                changed |= clean(document, edit, element);
                if (!isWhole(element)) {
                    new ArrayList<>(element.children()).forEach(open::addLast);
                }
            }
            return changed ? edit.text() : xml;
        } catch (ProblemException notXml) {
            return "";
        }
    }

    /// Elements that are replaced as a whole, children and all.
    private static boolean isWhole(XmlElement element) {
        return element.name().equals("secret")
                || element.name().equals("cmdline")
                || element.name().equals("commandline")
                || element.name().equals("entry");
    }

    private static boolean clean(XmlDocument document, XmlEdit edit, XmlElement element) {
        if (isWhole(element)) {
            String text = document.textOf(element);
            String replacement =
                    switch (element.name()) {
                        case "cmdline" -> "<cmdline>" + REMOVED + "</cmdline>";
                        case "entry" ->
                                text.substring(0, element.openEnd() - element.start())
                                                .replaceFirst("/?>$", ">")
                                        + REMOVED
                                        + "</entry>";
                        default -> "";
                    };
            if (replacement.equals(text)) {
                return false;
            }
            if (replacement.isEmpty()) {
                edit.remove(element);
            } else {
                edit.replace(element, replacement);
            }
            return true;
        }
        boolean changed = false;
        for (String attribute : List.of("passwd", "password")) {
            if (element.attribute(attribute).filter(v -> !v.equals(REMOVED)).isPresent()) {
                edit.setAttribute(element, attribute, REMOVED);
                changed = true;
            }
        }
        return changed;
    }
}
