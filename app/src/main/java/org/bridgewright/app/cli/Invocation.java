// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the user's words ask for: the window, or a command without one. Loads neither JavaFX nor the command parser.
public sealed interface Invocation {
    /// The window, with JavaFX's form of the options (`--ssh-config=FILE`) and the URIs as they came.
    record Window(List<String> arguments) implements Invocation {
        public Window {
            arguments = List.copyOf(arguments);
        }
    }

    /// A command, or a mistake that the command parser will name.
    record Command(List<String> arguments) implements Invocation {
        public Command {
            arguments = List.copyOf(arguments);
        }
    }

    Set<String> WORDS = Set.of("show", "plan", "apply", "check", "record", "help");
    Set<String> HELP = Set.of("-h", "--help", "-V", "--version");
    Set<String> FLAGS = Set.of("--read-only", "--debug");

    /// @param environment of the process: without a display there is no window, and the command parser says so
    static Invocation of(String[] args, Map<String, String> environment) {
        List<String> given = List.of(args);
        List<String> window = new ArrayList<>();
        boolean demo = false;
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals("--ssh-config") && i + 1 < args.length) {
                window.add("--ssh-config=" + args[++i]);
            } else if (FLAGS.contains(arg) || arg.startsWith("--ssh-config=")) {
                window.add(arg);
            } else if (WORDS.contains(arg) || HELP.contains(arg) || arg.startsWith("-")) {
                return new Command(given);
            } else if (arg.equals("demo") && !demo) {
                demo = true;
                window.add("demo:");
            } else if (demo || !isHostUri(arg)) {
                return new Command(given);
            } else {
                window.add(arg);
            }
        }
        return hasDisplay(environment) ? new Window(window) : new Command(given);
    }

    /// Anything with a scheme; what it is worth, whoever opens it says.
    private static boolean isHostUri(String arg) {
        return arg.indexOf(':') > 0;
    }

    static boolean hasDisplay(Map<String, String> environment) {
        return !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }
}
