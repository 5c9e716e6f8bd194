// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The hosts of a command that reads several, and how they are opened: what `show` and `check` share.
public final class HostsOption {
    @Parameters(arity = "1..*", paramLabel = "URI", descriptionKey = "parameter.uris")
    private List<String> uris = List.of();

    @Mixin private CommonOptions common = new CommonOptions();

    List<String> uris() {
        return uris;
    }

    CommonOptions common() {
        return common;
    }

    HostReads reads(CliContext context) {
        return new HostReads(context, common.opening());
    }

    /// Says on standard error what could not be read, beside what was printed of the others.
    void sayFailures(CliContext context, HostReads.Result read) {
        read.failures().forEach(problem -> context.say(problem, common.debug()));
    }
}
