package org.bridgewright.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.LinkAddress;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.ssh.RemoteScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real script under a real `sh`, with the tools of this machine or with stand-ins for old ones.
class KernelScriptTest {
    @TempDir Path tools = Path.of("");

    private static RawOutputs run(RemoteScript script, String mark, Map<String, String> environment)
            throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "no /bin/sh here");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script.text());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        byte[] all = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return KernelReader.split(all, mark, Instant.EPOCH);
    }

    private void tool(String name, String body) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void thisMachineIsRead() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/sbin/ip")) || Files.exists(Path.of("/bin/ip")),
                "no ip here");
        String mark = KernelScript.newMark();
        RawOutputs outputs = run(KernelScript.read(mark, ReadScope.PICTURE), mark, Map.of());
        KernelState state = KernelReader.parse(outputs);
        assertTrue(
                state.links().orElse(List.of()).stream().anyMatch(l -> l.name().equals("lo")),
                state.links().toString());
        assertTrue(state.facts().optional().orElseThrow().kernelRelease().isPresent());
        assertTrue(state.facts().optional().orElseThrow().forwarding(4).isPresent());
        assertTrue(state.addresses().isPresent() && state.routes().isPresent());
        assertEquals(Kind.NOT_READ, state.firewall().problem().orElseThrow().kind());
        assertTrue(outputs.get("ss-lunp.txt").isEmpty());
    }

    @Test
    void namedLinksAreReadAndAbsentOnesLeftOut() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/sbin/ip")) || Files.exists(Path.of("/bin/ip")),
                "no ip here");
        String mark = KernelScript.newMark();
        KernelState before =
                KernelReader.parse(run(KernelScript.read(mark, ReadScope.PICTURE), mark, Map.of()));
        List<String> names = List.of("no$(such)", "lo");
        RawOutputs answer = run(KernelScript.links(mark, names), mark, Map.of());
        KernelState after = LinkRefresh.apply(before, names, answer);
        assertEquals(
                before.links().orElse(List.of()).stream().map(l -> l.name()).sorted().toList(),
                after.links().orElse(List.of()).stream().map(l -> l.name()).sorted().toList());
        assertTrue(answer.get("ip-link-stats.json").orElseThrow().stderr().contains("no$(such)"));
    }

    @Test
    void oldToolsAndNoToolsFallBack() throws Exception {
        tool(
                "ip",
                "case $1 in -j|-6) echo 'Option \"-j\" is unknown, try \"ip -help\".' >&2; exit 255;; esac\n"
                        + "case \"$*\" in '-d -s link') echo '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN'; echo '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0';;\n"
                        + "addr) echo '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536'; echo '    inet 127.0.0.1/8 scope host lo';;\n"
                        + "'route show table all') echo 'default via 192.0.2.1 dev eth0';; rule) echo '0:\tfrom all lookup local';;\n"
                        + "neigh) echo '192.0.2.1 dev eth0 lladdr 52:54:00:00:00:01 REACHABLE';; esac");
        String mark = KernelScript.newMark();
        KernelState old =
                KernelReader.parse(
                        run(
                                KernelScript.read(mark, ReadScope.PICTURE),
                                mark,
                                Map.of("PATH", tools + ":/usr/bin:/bin")));
        assertEquals(1, old.links().orElse(List.of()).size());
        assertEquals("default", old.routes().orElse(List.of()).getFirst().destination());
        assertEquals(1, old.neighbours().orElse(List.of()).size());
        assertEquals(1, old.addresses().orElse(List.of()).size());
        Files.delete(tools.resolve("ip"));
        tool("ip", "echo 'ip: not found' >&2; exit 127");
        tool("bridge", "echo 'bridge: not found' >&2; exit 127");
        KernelState none =
                KernelReader.parse(
                        run(
                                KernelScript.read(mark, ReadScope.PICTURE),
                                mark,
                                Map.of("PATH", tools + ":/usr/bin:/bin")));
        assertTrue(
                none.links().orElse(List.of()).stream().anyMatch(l -> l.name().equals("lo")),
                none.links().toString());
        assertTrue(none.routes().isPresent(), none.routes().toString());
        assertTrue(
                none.addresses().orElse(List.of()).stream()
                        .anyMatch(
                                a ->
                                        a.link().equals("lo")
                                                && a.ip().toString().equals("127.0.0.1/8")),
                none.addresses().toString());
        assertEquals(Kind.TOOL_MISSING, none.vlans().problem().orElseThrow().kind());
    }

    @Test
    void theMonitorTellsCountersAndLeavesOutWhatIsGone() throws Exception {
        assumeTrue(Files.exists(Path.of("/sys/class/net/lo/statistics")), "no sysfs here");
        String mark = KernelScript.newMark();
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", KernelScript.monitor(mark).text());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("counters 7 no-such lo\n".getBytes(StandardCharsets.US_ASCII));
        }
        MonitorParser parser = new MonitorParser(mark, () -> Instant.EPOCH);
        List<MonitorParser.Event> events = parser.feed(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor());
        MonitorParser.Event.Answer answer =
                events.stream()
                        .filter(MonitorParser.Event.Answer.class::isInstance)
                        .map(MonitorParser.Event.Answer.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals(7, answer.number());
        Map<String, Link.Counters> counters = KernelReader.counters(answer.outputs());
        assertEquals(Set.of("lo"), counters.keySet());
    }

    @Test
    void addressesOfAHostWithoutIpComeFromItsOwnTables() {
        String trie =
                """
                Main:
                  +-- 0.0.0.0/0 3 0 5
                     |-- 192.0.2.0
                        /24 link UNICAST
                Local:
                  +-- 0.0.0.0/0 3 0 5
                     +-- 127.0.0.0/8 2 0 2
                        |-- 127.0.0.1
                           /32 host LOCAL
                     +-- 192.0.2.0/24 2 0 2
                        |-- 192.0.2.17
                           /32 host LOCAL
                        |-- 192.0.2.255
                           /32 link BROADCAST
                     |-- 203.0.113.9
                        /32 host LOCAL
                """;
        String routes =
                "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
                        + "eno1\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                        + "br0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
        Entries<LinkAddress> read =
                ProcText.addresses(trie, routes)
                        .plus(
                                ProcText.addresses6(
                                        "fe80000000000000505400fffe000001 04 40 20 80     br0\n"));
        assertEquals(
                List.of(
                        "lo 127.0.0.1/8 host",
                        "br0 192.0.2.17/24 global",
                        "br0 fe80::5054:ff:fe00:1/64 link"),
                read.good().stream().map(a -> a.link() + " " + a.ip() + " " + a.scope()).toList());
        assertEquals(1, read.notes().size());
    }
}
