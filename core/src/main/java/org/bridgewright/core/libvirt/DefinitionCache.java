package org.bridgewright.core.libvirt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// Definitions as they were read last: most of a host's guests are the same in the next read, and are then not parsed
/// again, nor kept twice. Any thread.
final class DefinitionCache {
    private final Map<String, Parsed> last = new ConcurrentHashMap<>();

    /// A definition's text with what it says, or with what is wrong with it.
    record Parsed(
            String xml, Optional<DomainXml.Definition> definition, Optional<Problem> problem) {}

    /// @param key the guest and which of its definitions
    Parsed parse(String key, String xml, String what) {
        Parsed known = last.get(key);
        if (known != null && known.xml.equals(xml)) {
            return known;
        }
        Parsed parsed;
        try {
            parsed = new Parsed(xml, Optional.of(DomainXml.read(xml, what)), Optional.empty());
        } catch (ProblemException badXml) {
            parsed = new Parsed(xml, Optional.empty(), Optional.of(badXml.problem()));
        }
        last.put(key, parsed);
        return parsed;
    }

    /// Forgets all but these.
    void retain(Set<String> keys) {
        last.keySet().retainAll(keys);
    }
}
