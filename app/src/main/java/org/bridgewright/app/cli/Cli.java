// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ResourceBundle;
import org.bridgewright.core.model.ProblemException;
import picocli.CommandLine;

/// Runs one command line. Results on standard output, everything else on standard error, an exit code of [ExitCode].
public final class Cli {
    static final String VERSION = "0.1.0";

    private final CliContext context;

    public Cli(CliContext context) {
        this.context = context;
    }

    /// On this process's terminal.
    public static Cli onTerminal() {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        boolean unicode =
                Charset.forName(
                                System.getProperty("stdout.encoding", "UTF-8"),
                                StandardCharsets.US_ASCII)
                        .equals(StandardCharsets.UTF_8);
        return new Cli(
                new CliContext(
                        out,
                        err,
                        unicode,
                        System.getenv(),
                        new OpenedHosts(),
                        TerminalLogin.orNone(err)));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /// Runs one command line to its end, and gives its [ExitCode]; throws nothing for what goes
    /// wrong.
    public int run(List<String> args) {
        boolean debug = args.contains("--debug");
        CommandLine line = commandLine();
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    if (e instanceof ProblemException expected) {
                        int code = context.say(expected.problem(), debug);
                        trace(e, debug);
                        return code;
                    }
                    context.message(
                            CliContext.WORDS.get(
                                    "fault",
                                    e.getClass().getSimpleName(),
                                    String.valueOf(e.getMessage())));
                    if (!debug) {
                        context.message(CliContext.WORDS.get("fault.remedy"));
                    }
                    trace(e, debug);
                    return ExitCode.FAULT;
                });
        line.setParameterExceptionHandler(
                (e, parsed) -> {
                    context.message(String.valueOf(e.getMessage()));
                    String name = e.getCommandLine().getCommandSpec().qualifiedName();
                    context.message(CliContext.WORDS.get("usage.see", name));
                    return ExitCode.USAGE;
                });
        try (HostOpening hosts = context.opening()) {
            return line.execute(args.toArray(String[]::new));
        } finally {
            context.out().flush();
            context.err().flush();
        }
    }

    private void trace(Exception e, boolean debug) {
        if (debug) {
            e.printStackTrace(context.err());
        }
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(new RootCommand(context));
        line.addSubcommand(new ShowCommand(context));
        line.addSubcommand(new CheckCommand(context));
        line.addSubcommand(new PlanCommand(context));
        line.addSubcommand(new ApplyCommand(context));
        line.addSubcommand(new RecordCommand(context));
        line.addSubcommand(new CommandLine.HelpCommand());
        line.setResourceBundle(ResourceBundle.getBundle("org.bridgewright.app.cli.usage"));
        line.getCommandSpec().version(CliContext.WORDS.get("version", VERSION));
        line.getSubcommands()
                .values()
                .forEach(
                        sub ->
                                sub.getCommandSpec()
                                        .version(CliContext.WORDS.get("version", VERSION)));
        line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpAutoWidth(true);
        return line;
    }
}
