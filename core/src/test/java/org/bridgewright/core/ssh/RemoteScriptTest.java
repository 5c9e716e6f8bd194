package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bridgewright.core.model.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The argv proof of every way to build a script: a stub `ip` prints what it got, byte for byte.
class RemoteScriptTest {
    private static final String MARK = "bw-0123456789abcdef";
    private static final List<String> SEEDS =
            List.of(
                    "",
                    " ",
                    "a b",
                    "'",
                    "''",
                    "'\\''",
                    "\"",
                    "\\",
                    "\\\\",
                    "$(touch canary)",
                    "`touch canary`",
                    "a;touch canary",
                    "|touch canary",
                    "&touch canary&",
                    ">canary",
                    "<x",
                    "$HOME",
                    "${IFS}",
                    "*",
                    "?",
                    "[a-z]*",
                    "~",
                    "!!",
                    "#x",
                    "-x",
                    "--help",
                    "%s%n",
                    "\t",
                    "\u001b[2J",
                    "\u0007",
                    "\u202eevil",
                    "\u009b",
                    "é日本😀",
                    "()",
                    "{a,b}",
                    "a=b",
                    "{",
                    "}",
                    "bw_main",
                    "EOF",
                    "$(",
                    "`",
                    "exit 7",
                    "\u0001",
                    "\u007f",
                    "\u00a0",
                    "x".repeat(5000));
    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/sh", "/bin/busybox", "/bin/ksh"})
    void argvIsEqualInEveryShellAndNothingElseRuns(String shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(shell)), shell + " is not installed");
        List<String> words = hostileWords();
        assertTrue(words.size() >= 500);
        for (int from = 0; from < words.size(); from += 50) {
            List<Word> some =
                    words.subList(from, Math.min(words.size(), from + 50)).stream()
                            .map(Word::of)
                            .toList();
            List<List<Word>> commands = new ArrayList<>();
            for (Word word : some) {
                commands.add(List.of(Word.name("stub"), word));
            }
            check(shell, RemoteScript.commands(commands), some);
            check(shell, RemoteScript.command("stub", some.toArray(new Word[0])), some);
            check(
                    shell,
                    RemoteScript.resource(RemoteScriptTest.class, "print-arguments.sh", some),
                    some);
        }
        try (Stream<Path> files = Files.walk(dir)) {
            assertTrue(files.noneMatch(f -> f.getFileName().toString().contains("canary")));
        }
    }

    private void check(String shell, RemoteScript script, List<Word> expected) throws Exception {
        Path stub = dir.resolve("bin/stub");
        if (!Files.exists(stub)) {
            Files.createDirectories(stub.getParent());
            Files.writeString(stub, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
            assertTrue(stub.toFile().setExecutable(true));
        }
        List<String> line = new ArrayList<>(List.of(shell));
        if (shell.endsWith("busybox")) {
            line.add("sh");
        }
        line.add("-s");
        ProcessBuilder builder = new ProcessBuilder(line).directory(dir.toFile());
        builder.environment().put("PATH", stub.getParent() + ":/usr/bin:/bin");
        builder.redirectError(dir.resolve("err").toFile());
        Process process = builder.start();
        Thread feeder =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (var in = process.getOutputStream()) {
                                        in.write(
                                                script.framed(MARK, false)
                                                        .getBytes(StandardCharsets.UTF_8));
                                    } catch (IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                });
        byte[] out = process.getInputStream().readAllBytes();
        feeder.join();
        assertEquals(0, process.waitFor());
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        wanted.writeBytes(("\n" + MARK + "\n").getBytes(StandardCharsets.UTF_8));
        for (Word word : expected) {
            wanted.writeBytes(word.text().getBytes(StandardCharsets.UTF_8));
            wanted.write(0);
        }
        wanted.writeBytes(("\n" + MARK + " 0\n").getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(
                wanted.toByteArray(),
                out,
                () -> shell + ": " + new String(out, StandardCharsets.UTF_8));
        assertEquals("", Files.readString(dir.resolve("err")));
    }

    private static List<String> hostileWords() {
        List<String> words = new ArrayList<>(SEEDS);
        Random random = new Random(20261125);
        String alphabet = "'\"\\$`;|&<>(){}[]*?!#~ \t-=%ab\u0001\u001b\u007fé\u202e😀";
        int[] letters = alphabet.codePoints().toArray();
        while (words.size() < 600) {
            StringBuilder word = new StringBuilder();
            int parts = 1 + random.nextInt(4);
            for (int i = 0; i < parts; i++) {
                if (random.nextInt(3) == 0) {
                    String seed = SEEDS.get(random.nextInt(SEEDS.size()));
                    word.append(seed.length() > 100 ? "x" : seed);
                } else {
                    for (int n = random.nextInt(12); n > 0; n--) {
                        word.appendCodePoint(letters[random.nextInt(letters.length)]);
                    }
                }
            }
            words.add(word.toString());
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\rb", "\uFFFD", "\uD800", "x\uDC00"})
    void refusesWhatNoShellCarries(String text) {
        assertThrows(ProblemException.class, () -> Word.of(text));
    }

    @Test
    void aNameIsNeverAnOption() {
        assertThrows(ProblemException.class, () -> Word.name("-x"));
        assertThrows(ProblemException.class, () -> Word.name(""));
        assertEquals("vnet0", Word.name("vnet0").text());
    }
}
