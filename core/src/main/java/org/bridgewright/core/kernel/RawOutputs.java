package org.bridgewright.core.kernel;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that the commands of one read printed, by name; the same for a live host's script and for a capture.
///
/// @param readAt when; empty where a capture does not say
/// @param live from a live host, else from a capture: it only changes how absence is worded
public record RawOutputs(Map<String, RawOutput> byName, Optional<Instant> readAt, boolean live) {
    public RawOutputs {
        byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    public static RawOutputs of(
            Collection<RawOutput> outputs, Optional<Instant> readAt, boolean live) {
        Map<String, RawOutput> byName = new LinkedHashMap<>();
        outputs.forEach(output -> byName.put(output.name(), output));
        return new RawOutputs(byName, readAt, live);
    }

    /// The output whether or not its command succeeded; empty when the source has no such part.
    public Optional<RawOutput> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The output of `name` when its command succeeded.
    public Optional<RawOutput> good(String name) {
        return get(name).filter(output -> output.exitStatus() == 0 && !output.cut());
    }

    /// Names that begin with `prefix` and end with `suffix`, in the order of the source.
    public List<RawOutput> matching(String prefix, String suffix) {
        return byName.values().stream()
                .filter(o -> o.name().startsWith(prefix) && o.name().endsWith(suffix))
                .filter(o -> o.name().length() >= prefix.length() + suffix.length())
                .toList();
    }

    /// These with `other`'s in place of those of the same name: a later, partial read laid over an earlier one.
    public RawOutputs with(RawOutputs other) {
        Map<String, RawOutput> all = new LinkedHashMap<>(byName);
        all.putAll(other.byName);
        return new RawOutputs(all, other.readAt.isPresent() ? other.readAt : readAt, live);
    }
}
