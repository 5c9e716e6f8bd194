// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that every command has.
public final class CommonOptions {
    @Option(
            names = "--ssh-config",
            paramLabel = "FILE",
            descriptionKey = "option.ssh-config",
            order = 90)
    private @Nullable Path sshConfig;

    @Option(names = "--read-only", descriptionKey = "option.read-only", order = 91)
    private boolean readOnly;

    @Option(names = "--debug", descriptionKey = "option.debug", order = 92)
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "option.help",
            order = 98)
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            descriptionKey = "option.version",
            order = 99)
    private boolean version;

    public HostOpening.Options opening() {
        return new HostOpening.Options(Optional.ofNullable(sshConfig), readOnly);
    }

    public boolean debug() {
        return debug;
    }

    boolean asksForHelp() {
        return help || version;
    }
}
