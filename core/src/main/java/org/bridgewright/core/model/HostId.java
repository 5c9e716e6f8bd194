package org.bridgewright.core.model;

/// A host's id: what `hostname` prints there up to the first dot; a second connected host of the same name gets `~2`.
public record HostId(String value) implements Comparable<HostId> {
    public HostId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a host id is not empty");
        }
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
