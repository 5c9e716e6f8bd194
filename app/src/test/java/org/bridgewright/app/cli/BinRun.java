// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command line as its users have it: `bin/run` in a process of its own, against the lab's hosts. `bin/test` has built
/// it before. State, settings and caches are in `home`.
final class BinRun {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int LIMIT_SECONDS = 120;

    private final Path home;
    private final Path sshConfig;

    BinRun(Path home, Path sshConfig) {
        this.home = home;
        this.sshConfig = sshConfig;
    }

    /// What a command line printed, and how it ended.
    record Ran(int status, String out, String err) {}

    /// Runs it to its end.
    Ran run(List<String> words) throws IOException, InterruptedException {
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        Process process =
                builder(words).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(words + " has not ended: " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// The process, to be started by the caller.
    ProcessBuilder builder(List<String> words) {
        List<String> line = new ArrayList<>();
        line.add(ROOT.resolve("bin/run").toString());
        line.addAll(words);
        line.addAll(List.of("--ssh-config", sshConfig.toString()));
        ProcessBuilder builder = new ProcessBuilder(line);
        for (String kind : List.of("CONFIG", "STATE", "CACHE", "DATA")) {
            builder.environment().put("XDG_" + kind + "_HOME", home.resolve("xdg").toString());
        }
        builder.environment().put("BRIDGEWRIGHT_NO_AOT", "1");
        builder.environment().put("BRIDGEWRIGHT_NO_BUILD", "1");
        return builder;
    }
}
