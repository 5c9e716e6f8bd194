package org.bridgewright.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bridgewright.core.ssh.KnownHosts.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final byte[] ONE = key("ssh-ed25519", 1);
    private static final byte[] TWO = key("ssh-ed25519", 2);
    private static final byte[] RSA = key("ssh-rsa", 3);
    @TempDir Path dir;

    private static byte[] key(String type, int seed) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[32];
        new Random(seed).nextBytes(body);
        return ByteBuffer.allocate(8 + name.length + body.length)
                .putInt(name.length)
                .put(name)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static String line(String hosts, byte[] key) {
        return hosts
                + " "
                + KnownHosts.typeOf(key)
                + " "
                + Base64.getEncoder().encodeToString(key)
                + " comment\n";
    }

    private KnownHosts files(String text) throws Exception {
        Path file = dir.resolve("known_hosts");
        Files.writeString(file, text);
        return new KnownHosts(List.of(file), List.of(), false);
    }

    @Test
    void plainPortedWildcardNegatedAndHashedNames() throws Exception {
        byte[] salt = new byte[20];
        KnownHosts known =
                files(
                        "# comment\n\nbad line\n"
                                + line("a,10.0.0.1", ONE)
                                + line("[a]:2222", TWO)
                                + line("*.lab,!x.lab", ONE)
                                + line(KnownHosts.hashed("hidden", salt), ONE)
                                + line(KnownHosts.hashed("[hidden]:22022", salt), TWO));
        assertInstanceOf(Verdict.Known.class, known.check("A", ONE));
        assertInstanceOf(Verdict.Known.class, known.check("10.0.0.1", ONE));
        assertInstanceOf(Verdict.Changed.class, known.check("a", TWO));
        assertInstanceOf(Verdict.Known.class, known.check(KnownHosts.name("A", 2222), TWO));
        assertInstanceOf(Verdict.Known.class, known.check("y.lab", ONE));
        assertInstanceOf(Verdict.Unknown.class, known.check("x.lab", ONE));
        assertInstanceOf(Verdict.Known.class, known.check("hidden", ONE));
        assertInstanceOf(Verdict.Known.class, known.check("[hidden]:22022", TWO));
        assertInstanceOf(Verdict.Unknown.class, known.check("b", ONE));
    }

    @Test
    void anotherKindOfKeyIsAChangeToo() throws Exception {
        Verdict verdict = files(line("a", ONE)).check("a", RSA);
        assertEquals(1, assertInstanceOf(Verdict.Changed.class, verdict).known().getFirst().line());
    }

    @Test
    void revokedKeysAreRefusedAndAuthoritiesAreNoKeys() throws Exception {
        KnownHosts known =
                files(
                        line("a", ONE)
                                + line("@revoked *", ONE)
                                + line("@cert-authority *", TWO)
                                + line("@strange a", RSA));
        assertEquals(2, assertInstanceOf(Verdict.Revoked.class, known.check("a", ONE)).by().line());
        assertInstanceOf(Verdict.Unknown.class, known.check("c", TWO));
        assertInstanceOf(
                Verdict.Unknown.class, files(line("@cert-authority *", TWO)).check("c", TWO));
    }

    @Test
    void oneLineIsAppendedAndNothingElseTouched() throws Exception {
        Path file = dir.resolve("new/known_hosts");
        KnownHosts plain = new KnownHosts(List.of(file), List.of(), false);
        plain.append("[a]:2222", ONE);
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(file.getParent())));
        Files.writeString(file, Files.readString(file).stripTrailing());
        new KnownHosts(List.of(file), List.of(), true).append("b", TWO);
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("[a]:2222 ssh-ed25519 "));
        assertTrue(lines.getLast().startsWith("|1|"));
        assertInstanceOf(Verdict.Known.class, plain.check("b", TWO));
    }

    @Test
    void anythingInTheFileIsSurvived() throws Exception {
        Random random = new Random(7);
        String good =
                line("a", ONE)
                        + line("@revoked b", TWO)
                        + line(KnownHosts.hashed("c", new byte[20]), RSA);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String text =
                    new String(bytes, 0, random.nextInt(bytes.length), StandardCharsets.ISO_8859_1);
            for (KnownHosts.Entry entry : KnownHosts.parse(dir, text)) {
                entry.isFor("a");
            }
        }
    }

    @Test
    void theFingerprintIsSshs() {
        assertTrue(KnownHosts.fingerprint(ONE).matches("SHA256:[A-Za-z0-9+/]{43}"));
    }
}
