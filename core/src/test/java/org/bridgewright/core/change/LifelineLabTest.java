package org.bridgewright.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.host.live.HostSources;
import org.bridgewright.core.host.live.OpenedHost;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.ssh.Lab;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A VM that is our way in, or that the host leans on, is not moved: on a real host, for each of the reasons.
@Tag("lab")
class LifelineLabTest {
    private static final HostId HOST = CrashChild.HOST;
    private static final String MAC = "52:54:00:02:01:01";

    @TempDir Path folder;
    private Lab lab = Lab.orSkip();
    private HostSources sources = new HostSources(lab.connector().config());
    private String address = "";

    @BeforeEach
    void prepare() throws Exception {
        lab.orSkipIfShared();
        address = sh("virsh -q domifaddr VM1 | awk '{ sub(\"/.*\", \"\", $4); print $4; exit }'");
        assertTrue(address.startsWith("192.168.122."), address);
    }

    @AfterEach
    void close() {
        sources.close();
    }

    private String sh(String script) throws Exception {
        return lab.exec(HOST.value(), "sh", "-c", script).strip();
    }

    /// What the planner says about moving VM1 away; empty when it may go.
    private String whyNot(PlanContext context) {
        try (OpenedHost host = CrashChild.open(sources, lab)) {
            Topology now =
                    Topologies.build(
                            List.of(
                                    host.source()
                                            .read(ReadScope.FULL, p -> {}, CrashChild.soon())));
            Planned planned =
                    Planner.plan(
                            now,
                            List.of(CrashChild.Kind.move(new MoveTarget.ToNetwork("router"))),
                            context.withWayIn(union(context.wayIn(), host.wayIn())));
            return switch (planned) {
                case Planned.Ready ready -> "";
                case Planned.Refused refused -> {
                    assertEquals(
                            List.of(RefusalReason.LIFELINE),
                            refused.refusals().stream().map(Planned.Refusal::reason).toList());
                    yield refused.refusals().stream()
                            .map(Planned.Refusal::sentence)
                            .collect(Collectors.joining());
                }
            };
        }
    }

    private static Set<IpAddress> union(Set<IpAddress> a, Set<IpAddress> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).collect(Collectors.toSet());
    }

    private void assertNamed(String words, String why) {
        assertTrue(why.contains(words), why);
    }

    @Test
    void anyOtherVmMayGo() {
        assertEquals("", whyNot(PlanContext.OPEN));
    }

    @Test
    void ourOwnMachineStays() {
        assertNamed(
                "computer that you are working on",
                whyNot(
                        PlanContext.OPEN.withOurselves(
                                Set.of(MacAddress.parse(MAC).orElseThrow()),
                                Optional.empty(),
                                Set.of())));
        String uuid = lines("virsh domuuid VM1");
        assertNamed(
                "computer that you are working on",
                whyNot(PlanContext.OPEN.withOurselves(Set.of(), Optional.of(uuid), Set.of())));
    }

    private String lines(String script) {
        try {
            return sh(script);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theJumpHostStays() {
        assertNamed(
                address,
                whyNot(PlanContext.OPEN.withWayIn(Set.of(IpAddress.parse(address).orElseThrow()))));
    }

    @Test
    void aConnectionKnowsWhatItGoesThrough() throws Exception {
        String jump = lab.alias("caldera02");
        Path config = folder.resolve("config");
        Files.writeString(
                config,
                Files.readString(lab.file("config"))
                        + "\nHost behind\n  HostName 198.51.100.13\n  User root\n  HostKeyAlias caldera03\n"
                        + "  ProxyJump root@"
                        + jump
                        + "\n  IdentityFile "
                        + lab.file("id_ed25519")
                        + "\n  UserKnownHostsFile "
                        + lab.file("known_hosts")
                        + "\n");
        try (HostSources through = new HostSources(lab.connector(config, Map.of()).config());
                OpenedHost host =
                        through.open(
                                        org.bridgewright.core.host.HostUri.Ssh.of("behind"),
                                        new org.bridgewright.core.host.live.OpenOptions(
                                                true,
                                                false,
                                                org.bridgewright.core.host.LoginDialog.NONE,
                                                org.bridgewright.core.host.live.Manners.DEFAULT),
                                        s -> {},
                                        CrashChild.soon())
                                .getFirst()) {
            Set<String> way =
                    host.wayIn().stream().map(IpAddress::toString).collect(Collectors.toSet());
            assertTrue(way.contains("198.51.100.13"), way::toString);
            // From outside of the lab the jump host is reached by a forward on this computer.
            assertEquals(jump.equals("caldera02"), way.contains("198.51.100.12"), way::toString);
        }
    }

    @Test
    void theNextHopStays() throws Exception {
        String was = sh("ip route show default");
        try {
            sh(
                    "ip route replace default via "
                            + address
                            + " dev virbr0; ping -c 2 -W 2 "
                            + address
                            + "; true");
            assertNamed("next hop", whyNot(PlanContext.OPEN));
        } finally {
            sh("ip route replace " + was);
        }
    }

    @Test
    void theServersOfTheHostStay() throws Exception {
        sh("cp /etc/resolv.conf /tmp/resolv.kept; cp /etc/fstab /tmp/fstab.kept 2>/dev/null; true");
        try {
            sh("echo 'nameserver " + address + "' >/etc/resolv.conf");
            assertNamed("name server", whyNot(PlanContext.OPEN));
            sh(
                    "cp /tmp/resolv.kept /etc/resolv.conf; echo 'vm1.example.org:/export /srv nfs defaults 0 0' >/etc/fstab");
            assertNamed("storage server", whyNot(PlanContext.OPEN));
            sh(
                    "rm /etc/fstab; mkdir -p /etc/sssd; printf '[domain/x]\\nldap_default_authtok = canary\\nldap_uri = ldap://"
                            + address
                            + "\\n' >/etc/sssd/sssd.conf");
            assertNamed("directory server", whyNot(PlanContext.OPEN));
        } finally {
            sh(
                    "cp /tmp/resolv.kept /etc/resolv.conf; rm -f /etc/fstab; cp /tmp/fstab.kept /etc/fstab 2>/dev/null;"
                            + " rm -rf /etc/sssd; true");
        }
    }
}
