// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.jspecify.annotations.Nullable;

/// Where results go: a file of the user's, or standard output.
final class Outputs {
    private Outputs() {}

    static void write(CliContext context, @Nullable Path file, byte[] result) {
        try {
            if (file == null) {
                context.out().write(result);
                context.out().flush();
            } else {
                Files.write(file, result);
            }
        } catch (IOException e) {
            if (file == null) {
                throw new UncheckedIOException(e);
            }
            throw new ProblemException(
                    Problem.of(
                                    Problem.Kind.BAD_INPUT,
                                    CliContext.WORDS.get("output.summary", file),
                                    CliContext.WORDS.get("output.cause"),
                                    CliContext.WORDS.get("output.remedy"))
                            .withOriginal("write", String.valueOf(e.getMessage())),
                    e);
        }
    }
}
