// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How large the window was when it was last closed. One line of plain text, since it is read before the first frame, when
/// nothing that reads JSON is loaded.
///
/// @param width of the window's content, in logical pixels
/// @param height likewise
public record WindowSize(double width, double height, boolean maximised) {
    public static final WindowSize USUAL = new WindowSize(1280, 800, false);

    private static final Pattern LINE =
            Pattern.compile("(\\d{3,5})x(\\d{3,5})( maximised)?\\s*", Pattern.DOTALL);
    private static final int LONGEST = 64;

    /// The kept size; the usual one where there is none that makes sense. Blocks for one small file.
    public static WindowSize read(XdgPaths paths) {
        try {
            Path file = file(paths);
            if (Files.size(file) > LONGEST) {
                return USUAL;
            }
            Matcher line = LINE.matcher(Files.readString(file));
            return line.matches()
                    ? new WindowSize(
                            Integer.parseInt(line.group(1)),
                            Integer.parseInt(line.group(2)),
                            line.group(3) != null)
                    : USUAL;
        } catch (IOException none) {
            return USUAL;
        }
    }

    /// Keeps it. Blocks; that it cannot be kept is no reason to stop anybody from leaving.
    public void write(XdgPaths paths) {
        try {
            KeptFile.privateFolder(paths.state());
            Files.writeString(
                    file(paths),
                    String.format(
                            Locale.ROOT,
                            "%.0fx%.0f%s%n",
                            width,
                            height,
                            maximised ? " maximised" : ""));
        } catch (IOException unwritable) {
            Log.LOG.info("the window's size is not kept: {}", unwritable.toString());
        }
    }

    private static Path file(XdgPaths paths) {
        return paths.state().resolve("window-size");
    }

    /// Loaded by the one who needs it: not before the first frame.
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(WindowSize.class);
    }
}
