package org.bridgewright.core.model;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One part of what was read of a host: there, with its time, or missing, with the reason. Missing is not empty.
public sealed interface Part<T> {
    /// Read at `readAt`; empty where the source does not say (a capture of version 0).
    record Present<T>(T value, Optional<Instant> readAt) implements Part<T> {}

    record Missing<T>(Problem why) implements Part<T> {}

    /// What was read, and when.
    static <T> Part<T> present(T value, Instant readAt) {
        return new Present<>(value, Optional.of(readAt));
    }

    /// What is known without a time of reading.
    static <T> Part<T> present(T value) {
        return new Present<>(value, Optional.empty());
    }

    /// What could not be read, with the reason to show in its place.
    static <T> Part<T> missing(Problem why) {
        return new Missing<>(why);
    }

    default boolean isPresent() {
        return this instanceof Present;
    }

    default Optional<T> optional() {
        return this instanceof Present<T> p ? Optional.of(p.value()) : Optional.empty();
    }

    /// The value, or `absent` where the reason for its absence does not matter to the caller.
    default T orElse(T absent) {
        return this instanceof Present<T> p ? p.value() : absent;
    }

    default Optional<Problem> problem() {
        return this instanceof Missing<T> m ? Optional.of(m.why()) : Optional.empty();
    }

    /// Changes what was read and keeps its time; a missing part stays so, with its reason.
    default <R> Part<R> map(Function<? super T, ? extends R> f) {
        return switch (this) {
            case Present<T> p -> new Present<>(f.apply(p.value()), p.readAt());
            case Missing<T> m -> new Missing<>(m.why());
        };
    }
}
