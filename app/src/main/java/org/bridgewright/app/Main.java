// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import javafx.application.Application;
import org.bridgewright.app.cli.Cli;
import org.bridgewright.app.cli.Invocation;

/// Where the process starts. Not an `Application`: the command line must not load JavaFX.
public final class Main {
    private Main() {}

    /// @param args as the user typed them
    public static void main(String[] args) {
        switch (Invocation.of(args, System.getenv())) {
            case Invocation.Window window ->
                    Application.launch(
                            BridgewrightApp.class, window.arguments().toArray(String[]::new));
            case Invocation.Command command ->
                    System.exit(Cli.onTerminal().run(command.arguments()));
        }
    }
}
