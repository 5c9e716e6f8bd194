// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The system's clipboard.
public final class Clip {
    private Clip() {}

    /// Replaces what is on the system's clipboard. FX thread only.
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
