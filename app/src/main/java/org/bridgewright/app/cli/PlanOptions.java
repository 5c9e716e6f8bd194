// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// One host and the changes to it: what `plan` and `apply` share.
public final class PlanOptions {
    @Parameters(arity = "1", paramLabel = "URI", descriptionKey = "parameter.uri")
    private String uri = "";

    @Mixin private ChangeOptions changes = new ChangeOptions();

    @Mixin private CommonOptions common = new CommonOptions();

    String uri() {
        return uri;
    }

    PlannedHost open(CliContext context) {
        return PlannedHost.open(context, uri, common, changes);
    }
}
