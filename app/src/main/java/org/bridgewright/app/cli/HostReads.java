// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;

/// Reads several hosts at the same time. One that fails does not take the others with it.
public final class HostReads {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int AT_ONCE = 16;

    private final CliContext context;
    private final HostOpening.Options options;

    public HostReads(CliContext context, HostOpening.Options options) {
        this.context = context;
        this.options = options;
    }

    /// @param snapshots in the order of the URIs
    /// @param failures one for each URI that gave none
    public record Result(List<HostSnapshot> snapshots, List<Problem> failures) {
        /// The exit code that the failures ask for.
        public int exitCode() {
            return failures.stream()
                    .mapToInt(p -> ExitCode.of(p.kind()))
                    .max()
                    .orElse(ExitCode.DONE);
        }
    }

    /// Opens, reads and closes. The same URI named twice is read once.
    ///
    /// @throws ProblemException when a URI is none: nothing is read then
    public Result read(List<String> uris, ReadScope scope) {
        List<HostUri> parsed = uris.stream().map(HostUris::parse).distinct().toList();
        List<HostSnapshot> snapshots = new ArrayList<>();
        List<Problem> failures = new ArrayList<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        Math.min(AT_ONCE, Math.max(1, parsed.size())),
                        Thread.ofPlatform().daemon().name("read-", 1).factory());
        try {
            List<Future<List<HostSnapshot>>> reads =
                    parsed.stream().map(uri -> workers.submit(() -> readOne(uri, scope))).toList();
            for (int i = 0; i < reads.size(); i++) {
                await(reads.get(i), parsed.get(i), snapshots, failures);
            }
        } finally {
            workers.shutdownNow();
        }
        return new Result(List.copyOf(snapshots), failures.stream().distinct().toList());
    }

    private void await(
            Future<List<HostSnapshot>> read,
            HostUri uri,
            List<HostSnapshot> snapshots,
            List<Problem> failures) {
        try {
            try {
                snapshots.addAll(read.get(QUIET.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException slow) {
                context.message(CliContext.WORDS.get("reading", uri.text()));
                snapshots.addAll(read.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException expected) {
                failures.add(expected.problem());
            } else {
                throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(
                    Problem.of(
                            Problem.Kind.CANCELLED,
                            CliContext.WORDS.get("cancelled", uri.text()),
                            "",
                            ""));
        }
    }

    private List<HostSnapshot> readOne(HostUri uri, ReadScope scope) {
        Cancel cancel = Cancel.after(DEADLINE);
        List<? extends HostSource> sources =
                context.opening().open(uri, options, context.login(), state -> {}, cancel);
        try {
            List<HostSnapshot> snapshots = new ArrayList<>();
            for (HostSource source : sources) {
                snapshots.add(source.read(scope, partial -> {}, cancel));
            }
            return snapshots;
        } finally {
            sources.forEach(HostSource::close);
        }
    }
}
