package org.bridgewright.core.host.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ConnectionState;
import org.bridgewright.core.host.HostSource;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.ReadScope;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.ssh.Lab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What connecting, reading, following and closing change on a host: nothing. Compared by the host's own tools, before and after.
@Tag("lab")
class NoTraceLabTest {
    private static final String HOST = "caldera02";

    /// All that could be changed, one fact a line; what runs by itself (leases, counters, times of access) is left out.
    private static final String FACTS =
            """
            find /etc /root /home /run /tmp /var/lib/libvirt /var/cache/libvirt -xdev ! -path '*/dnsmasq/*' ! -path '/run/sshd*' \\
                ! -path '/run/utmp' ! -type d -printf 'file %p %y %m %u %s %T@\\n' | sort
            find /etc /root /home /var/lib/libvirt -xdev -type d ! -path '*/dnsmasq*' -printf 'folder %p %m %u %T@\\n' | sort
            for what in 'list --all --name' 'net-list --all --name' 'pool-list --all --name' 'nwfilter-list' 'secret-list' 'iface-list --all'; do
                virsh -q $what 2>/dev/null | sed "s/^/virsh $what: /"
            done
            sed 's/ .*//; s/^/module /' /proc/modules | sort
            nft -s list ruleset | sed 's/^/nft /'
            for t in iptables-save ip6tables-save; do $t 2>/dev/null | sed -E "s/\\[[0-9]+:[0-9]+\\]//; /^#/d; s/^/$t /"; done
            ip -o link | sed -E 's/^([0-9]+: [^ ]+).*(master [^ ]+)?.*/link \\1 \\2/'
            ip -o addr | awk '{ print "address", $2, $4 }'; ip route show table all | sed 's/^/route /'; ip rule | sed 's/^/rule /'
            cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding
            """;

    private static final String PROCESSES =
            "ps -eo user:20,args | grep -Ev 'ps -eo|sleep|sh -c|grep' | sort";
    private Lab lab = Lab.orSkip();
    private HostSources sources = new HostSources(lab.connector().config());

    @BeforeEach
    void open() throws Exception {
        lab = Lab.orSkip();
        lab.orSkipIfShared();
        sources = new HostSources(lab.connector().config());
        lab.exec(
                HOST,
                "sh",
                "-c",
                "echo 'Defaults logfile=/var/log/sudo.log, loglinelen=0' >/etc/sudoers.d/zz-test; : >/var/log/sudo.log");
    }

    @AfterEach
    void close() throws Exception {
        sources.close();
        lab.exec(HOST, "rm", "-f", "/etc/sudoers.d/zz-test", "/var/log/sudo.log");
    }

    private String host(String script) throws Exception {
        return lab.exec(HOST, "sh", "-c", script);
    }

    private static Cancel soon() {
        return Cancel.after(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"root,false,0", "plain,false,0", "lab,true,1", "operator,true,1"})
    void readingAHostLeavesNothingThere(String user, boolean sudo, int sudoLines) throws Exception {
        String processes = host(PROCESSES);
        String before = host(FACTS);
        int logins = logins();
        LoginDialog dialog = new OnePassword(user + "-password");
        OpenOptions how = new OpenOptions(true, sudo, dialog, Manners.DEFAULT);
        try (OpenedHost opened =
                sources.open(lab.uri(user, HOST), how, state -> {}, soon()).getFirst()) {
            HostSource source = opened.source();
            source.read(ReadScope.PICTURE, partial -> {}, soon());
            HostSnapshot full = source.read(ReadScope.FULL, partial -> {}, soon());
            assertEquals(
                    !user.equals("plain"), full.kernel().firewall().isPresent(), "firewall rules");
            Told told = new Told();
            try (HostSource.Following following = source.follow(told)) {
                assertTrue(told.once.await(20, TimeUnit.SECONDS), "the first comparison");
                source.read(ReadScope.FULL, partial -> {}, soon());
                following.refresh();
                source.read(ReadScope.FULL, partial -> {}, soon());
            }
        }
        assertEquals(logins + 1, logins(), "logins in the log of sshd");
        assertEquals("", difference(before, host(FACTS)));
        assertEquals(sudoLines, sudoLines().size(), () -> "lines in sudo's log");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String left = difference(processes, host(PROCESSES));
        while (!left.isEmpty() && System.nanoTime() < until) {
            left = difference(processes, host(PROCESSES)); // sshd takes a moment to see the end
        }
        assertEquals("", left);
    }

    private int logins() throws Exception {
        return Integer.parseInt(
                host("grep -c 'Accepted [^ ]* for ' /var/log/sshd.log || true").strip());
    }

    private List<String> sudoLines() throws Exception {
        return host("cat /var/log/sudo.log").lines().filter(l -> l.contains("COMMAND=")).toList();
    }

    private static String difference(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        return Stream.concat(
                        old.stream().filter(l -> !now.contains(l)).map(l -> "- " + l),
                        now.stream().filter(l -> !old.contains(l)).map(l -> "+ " + l))
                .collect(Collectors.joining("\n"));
    }

    /// Answers each question for a password with the one it has.
    private record OnePassword(String password) implements LoginDialog {
        @Override
        public boolean acceptHostKey(HostKeyQuestion question) {
            return false;
        }

        @Override
        public Optional<List<char[]>> secrets(SecretQuestion question) {
            return Optional.of(
                    question.prompts().stream().map(p -> password.toCharArray()).toList());
        }
    }

    private static final class Told implements HostSource.Listener {
        final CountDownLatch once = new CountDownLatch(1);

        @Override
        public void changed(HostSnapshot snapshot) {
            once.countDown();
        }

        @Override
        public void state(ConnectionState state) {
            // Only pictures count here.
        }
    }
}
