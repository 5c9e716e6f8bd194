// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app;

import javafx.application.Application;

/// Where the process starts. Not an `Application`: the command line must not load JavaFX.
public final class Main {
    private Main() {}

    /// @param args as the user typed them
    public static void main(String[] args) {
        Application.launch(BridgewrightApp.class, args);
    }
}
