package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bridgewright.core.Fuzz;
import org.bridgewright.core.model.KernelState;
import org.junit.jupiter.api.Test;

/// Whatever a host prints, reading answers and never throws.
class ParserFuzzTest {
    private static final int INPUTS = Fuzz.inputs(300);

    /// Every name that the reader looks for.
    private static final List<String> NAMES =
            List.of(
                    "ip-link-stats.json",
                    "ip-link-stats.txt",
                    "ip-addr.json",
                    "ip-addr.txt",
                    "ip-route-all.json",
                    "ip-route-all.txt",
                    "ip-rule.json",
                    "ip-rule.txt",
                    "ip-neigh.json",
                    "ip-neigh.txt",
                    "bridge-fdb.json",
                    "bridge-fdb.txt",
                    "bridge-vlan.json",
                    "bridge-vlan.txt",
                    "bridge-mdb.json",
                    "bridge-link-detail.json",
                    "bridge-link.txt",
                    "brctl-show.txt",
                    "brctl-showmacs-br0.txt",
                    "brctl-showstp-br0.txt",
                    "brforward.bin",
                    "sysfs-links.txt",
                    "stp-sysfs.txt",
                    "sysctl-net.txt",
                    "proc-net-bonding-bond0.txt",
                    "proc-net-route.txt",
                    "proc-net-ipv6-route.txt",
                    "proc-net-arp.txt",
                    "hostname.txt");

    @Test
    void mutatedOutputsNeverThrow() {
        RawOutputs seed = CaptureFolders.outputs(CaptureFolders.lab().resolve("joined/caldera02"));
        for (String name : NAMES) {
            Random random = new Random(name.hashCode());
            byte[] original = original(seed, name);
            for (int i = 0; i < INPUTS; i++) {
                byte[] mutated = mutate(original, random);
                KernelState state = read(name, mutated);
                assertTrue(state.notes().size() < 100);
            }
        }
    }

    @Test
    void everyFileOfTheCorpusIsReadAsAnythingOfItsForm() throws IOException {
        int files = 0;
        try (var walk = Files.walk(CaptureFolders.corpus().resolve("kernel"))) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                byte[] bytes = CaptureFolders.bytes(file);
                if (bytes.length > 2_000_000) {
                    continue;
                }
                files++;
                boolean json = JsonAnswer.looksLikeJson(CleanText.of(bytes));
                for (String name : NAMES) {
                    if (json == name.endsWith(".json")) {
                        read(name, bytes);
                    }
                }
            }
        }
        assertTrue(files > 200, "only " + files);
    }

    private static KernelState read(String name, byte[] bytes) {
        try {
            return KernelReader.parse(
                    RawOutputs.of(
                            List.of(RawOutput.of(name, 0, bytes, "")), Optional.empty(), true));
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    name
                            + ": "
                            + new String(
                                    bytes,
                                    0,
                                    Math.min(600, bytes.length),
                                    StandardCharsets.ISO_8859_1),
                    e);
        }
    }

    private static byte[] original(RawOutputs seed, String name) {
        String stand =
                switch (name) {
                    case "ip-route-all.txt" -> "ip-route.txt";
                    case "ip-link-stats.txt" -> "ip-link.txt";
                    case "brctl-showmacs-br0.txt" -> "brctl-showmacs-virbr0.txt";
                    case "brctl-showstp-br0.txt" -> "brctl-showstp-virbr0.txt";
                    default -> name;
                };
        byte[] found =
                seed.get(stand)
                        .map(o -> o.stdout().octets())
                        .orElseGet(
                                () ->
                                        ("/sys/class/net/br0/bridge/stp_state:1\nSlave Interface: a\n0: from all\n"
                                                        + "==> /sys/class/net/br0/brforward <==\n0123456789abcdef")
                                                .getBytes(StandardCharsets.UTF_8));
        return found.length > 3000 ? Arrays.copyOf(found, 3000) : found;
    }

    private static byte[] mutate(byte[] original, Random random) {
        List<Byte> bytes = new ArrayList<>();
        int from = random.nextInt(original.length + 1);
        int to = Math.min(original.length, from + random.nextInt(400));
        byte[] piece =
                Arrays.copyOfRange(original, random.nextInt(4) == 0 ? from : 0, Math.max(from, to));
        for (byte b : piece) {
            bytes.add(b);
        }
        for (int i = random.nextInt(4); i >= 0 && !bytes.isEmpty(); i--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(7)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.remove(at);
                case 2 -> bytes.add(at, (byte) "{}[],:\"\\\n\0 @<>-".charAt(random.nextInt(15)));
                case 3 -> insert(bytes, at, "99999999999999999999999999");
                case 4 -> insert(bytes, at, "[[[[[[[[[[{\"a\":");
                case 5 -> insert(bytes, at, "\u001b[31m\u0007");
                default -> bytes.add(at, (byte) 0xff);
            }
        }
        if (random.nextBoolean() && from > 0) {
            bytes.add((byte) ']'); // so that many get past the check for the end
        }
        byte[] out = new byte[bytes.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes.get(i);
        }
        return out;
    }

    private static void insert(List<Byte> bytes, int at, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(at, b);
        }
    }
}
