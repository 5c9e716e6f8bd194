// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CliTest {
    private static final Path CAPTURES = Path.of("../lab/captures");
    private static final Map<String, String> DISPLAY = Map.of("DISPLAY", ":9");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return run(new OpenedHosts(), args);
    }

    private int run(HostOpening opening, String... args) {
        return new Cli(
                        new CliContext(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                true,
                                Map.of(),
                                opening,
                                LoginDialog.NONE))
                .run(List.of(args));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String capture(String name) {
        return "file:" + CAPTURES.resolve(name);
    }

    // -- which of the two, window or command
    // ---------------------------------------------------------------------

    @Test
    void hostsAndNothingOpenTheWindow() {
        assertEquals(new Invocation.Window(List.of()), of());
        assertEquals(new Invocation.Window(List.of("demo:")), of("demo"));
        assertEquals(
                new Invocation.Window(List.of("--ssh-config=/x", "--read-only", "qemu:///system")),
                of("--ssh-config", "/x", "--read-only", "qemu:///system"));
    }

    @Test
    void commandsAndMistakesGoToTheCommandLine() {
        for (String[] args :
                List.of(
                        new String[] {"show", "demo:"},
                        new String[] {"--debug", "check", "demo:"},
                        new String[] {"--version"},
                        new String[] {"-h"},
                        new String[] {"--no-such"},
                        new String[] {"shwo"},
                        new String[] {"demo", "qemu:///system"})) {
            assertInstanceOf(Invocation.Command.class, of(args), String.join(" ", args));
        }
        assertInstanceOf(
                Invocation.Command.class, Invocation.of(new String[0], Map.of("DISPLAY", "")));
    }

    private static Invocation of(String... args) {
        return Invocation.of(args, DISPLAY);
    }

    // -- results
    // -------------------------------------------------------------------------------------------------

    @Test
    void showPrintsEachHostOfACapture() {
        assertEquals(0, run("show", capture("joined")));
        assertTrue(out().contains("├─ ens2   NIC"), out());
        assertTrue(out().contains("likely direct link to ens2 of caldera03"), out());
        assertEquals("", err());
    }

    @Test
    void showWritesJsonToAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.json");
        assertEquals(0, run("show", capture("seed"), "--format", "json", "-o", file.toString()));
        assertEquals("", out());
        assertTrue(Files.readString(file).startsWith("{\"format\":\"bridgewright.topology\""));
    }

    @Test
    void checkOfAHealthyHostSaysSo() {
        assertEquals(0, run("check", capture("bridged/caldera03")));
        assertEquals("caldera03: nothing found\n", out());
    }

    @Test
    void versionAndHelp() {
        assertEquals(0, run("--version"));
        assertEquals("bridgewright " + Cli.VERSION + "\n", out());
        assertEquals(0, run("show", "--help"));
        assertTrue(out().contains("--format"), out());
    }

    // -- failures
    // ------------------------------------------------------------------------------------------------

    @Test
    void badUsageIsTwoAndSaysWhereToLook() {
        assertEquals(2, run("show", "--no-such", "demo:"));
        assertTrue(err().contains("--no-such"), err());
        assertTrue(err().contains("bridgewright show --help"), err());
        assertEquals("", out());
        assertEquals(2, run("show"));
        assertEquals(2, run("show", capture("seed"), "--format", "yaml"));
        assertEquals(2, run("shwo"));
        assertEquals(2, run("show", "qemu+tcp://host/system"));
        assertFalse(err().contains("\tat "), err());
    }

    @Test
    void everyRecordingIsRecordedAnewWithoutLoss(@TempDir Path folder) {
        for (String uri : List.of(capture("seed"), capture("bridged/caldera02"), "demo:")) {
            Path file = folder.resolve(uri.replaceAll("\\W", "_") + ".bwcap");
            assertEquals(0, run("record", uri, "-o", file.toString()), this::err);
            out.reset();
            assertEquals(0, run("show", uri, "--format", "json"), this::err);
            JsonNode before = JsonMapper.shared().readTree(out());
            out.reset();
            assertEquals(0, run("show", "file:" + file, "--format", "json"), this::err);
            JsonNode after = JsonMapper.shared().readTree(out());
            assertEquals(before.get("elements"), after.get("elements"), uri);
            assertEquals(before.get("links"), after.get("links"), uri);
            assertEquals(before.get("findings"), after.get("findings"), uri);
        }
    }

    @Test
    void recordNeedsAFile() {
        assertEquals(2, run("record", "qemu:///system"));
        assertTrue(err().contains("--output"), err());
    }

    /// Each has its own reason, and says what to do.
    @Test
    void whatIsNoCaptureIsRefusedWithItsReason(@TempDir Path folder) throws IOException {
        Path zip = folder.resolve("seed.bwcap");
        assertEquals(0, run("record", capture("seed"), "-o", zip.toString()), this::err);
        byte[] whole = Files.readAllBytes(zip);
        byte[] garbled = whole.clone();
        for (int i = 200; i < 2_000; i++) {
            garbled[i] = (byte) (i * 31);
        }
        Files.write(folder.resolve("cut.bwcap"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("garbled.bwcap"), garbled);
        Files.writeString(folder.resolve("photo.bwcap"), "JFIF and so on");
        Files.createDirectory(folder.resolve("empty"));
        Path strange = Files.createDirectory(folder.resolve("strange"));
        Files.writeString(strange.resolve("commands.txt"), "#!/bin/sh\nls\n");
        Path later = Files.createDirectory(folder.resolve("later"));
        Files.writeString(later.resolve("commands.txt"), "0 hostname.txt hostname\n");
        Files.writeString(later.resolve("capture.txt"), "bridgewright.capture 2\n");
        Set<String> reasons = new HashSet<>();
        List<String> names =
                List.of(
                        "absent",
                        "cut.bwcap",
                        "garbled.bwcap",
                        "photo.bwcap",
                        "empty",
                        "strange",
                        "later",
                        "seed.bwcap!/nobody");
        for (String name : names) {
            err.reset();
            assertEquals(2, run("show", "file:" + folder.resolve(name)), name + ": " + err());
            assertTrue(err().contains(name), err());
            assertFalse(err().contains("\tat "), err());
            reasons.add(err().lines().filter(l -> l.contains("why")).findFirst().orElse(err()));
        }
        assertTrue(reasons.size() >= names.size() - 2, reasons::toString);
    }

    @Test
    void picturesNeedNoDisplay(@TempDir Path folder) throws Exception {
        Path svg = folder.resolve("x.svg");
        Path png = folder.resolve("x.png");
        assertEquals(0, run("show", capture("joined"), "--format", "svg", "-o", svg.toString()));
        assertEquals(
                0,
                run(
                        "show",
                        capture("joined"),
                        "--format",
                        "png",
                        "--theme",
                        "dark",
                        "-o",
                        png.toString()));
        assertTrue(Files.readString(svg).startsWith("<svg"));
        assertEquals((byte) 'P', Files.readAllBytes(png)[1]);
    }

    @Test
    void anAbsentCaptureIsNamed() {
        assertEquals(2, run("show", "file:/no/such"));
        assertTrue(err().contains("/no/such"), err());
        assertTrue(err().contains("  why: "), err());
        assertTrue(err().contains("  now: "), err());
    }

    @Test
    void hostsThatAnswerArePrintedBesideOneThatDoesNot() {
        HostOpening opening =
                (uri, options, login, states, cancel) -> {
                    if (uri instanceof HostUri.Ssh ssh) {
                        throw new ProblemException(
                                Problem.of(
                                        Problem.Kind.CANNOT_CONNECT,
                                        new HostId(ssh.host()),
                                        "It could not be reached",
                                        "no route \u001b[31mto host\u202e",
                                        "Look at the network."));
                    }
                    return new OpenedHosts().open(uri, options, login, states, cancel);
                };
        assertEquals(3, run(opening, "show", "qemu+ssh://gone/system", capture("seed/caldera02")));
        assertTrue(out().startsWith("caldera02"), out());
        assertTrue(err().contains("gone: It could not be reached"), err());
        assertTrue(err().contains("no route ␛[31mto host<U+202E>"), err());
    }

    @Test
    void exitCodesOfEveryKindOfProblem() {
        for (Problem.Kind kind : Problem.Kind.values()) {
            int code = ExitCode.of(kind);
            assertTrue(code >= 1 && code <= 4, kind + " " + code);
        }
    }
}
