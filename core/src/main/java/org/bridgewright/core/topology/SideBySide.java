package org.bridgewright.core.topology;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Pure work on thousands of items, done by all cores at once. What is small is done where it is asked for: waking another
/// thread would take longer. A fault of the work is thrown as it is.
public final class SideBySide {
    /// Items from which on it is worth it.
    private static final int MANY = 400;

    private SideBySide() {}

    /// The results in the order of the items.
    ///
    /// @param weight how many items the work is about, where one of `items` stands for several
    public static <T, R> List<R> map(List<T> items, int weight, Function<T, R> work) {
        return weight < MANY
                ? items.stream().map(work).toList()
                : items.parallelStream().map(work).toList();
    }

    /// Does `first` here while another core does `second`.
    static void both(int weight, Runnable first, Runnable second) {
        both(
                weight,
                () -> {
                    first.run();
                    return true;
                },
                () -> {
                    second.run();
                    return true;
                },
                (one, other) -> one && other);
    }

    /// Does `first` here while another core does `second`.
    static <A, B, R> R both(
            int weight, Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> join) {
        if (weight < MANY) {
            return join.apply(first.get(), second.get());
        }
        ForkJoinTask<B> other = ForkJoinPool.commonPool().submit(second::get);
        A mine;
        try {
            mine = first.get();
        } finally {
            other.quietlyJoin();
        }
        return join.apply(mine, other.join());
    }
}
