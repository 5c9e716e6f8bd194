// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.bridgewright.core.ssh.Lab;

/// What a host of the lab says of itself, by its own tools.
final class LabHost {
    /// Both definitions of every VM's interfaces, where the kernel has their taps, and the networks; without what
    /// libvirt numbers anew on each attachment.
    private static final String STATE =
            """
            for d in $(virsh list --all --name | sort); do
              for f in "" --inactive; do
                echo "== $d $f"
                virsh dumpxml $f $d 2>&1 | sed -n "/<interface/,/<\\/interface>/p" |
                  sed -e "s/ portid='[^']*'//" -e 's/vnet[0-9]*/vnetN/' -e '/<alias/d' -e "/<link state='up'/d"
              done
              virsh domiflist $d | awk '$1 ~ /^vnet/ { print $1, $5 }' | while read -r tap mac; do
                echo "$mac in $(basename "$(readlink /sys/class/net/$tap/master)")"
              done
              echo "save: $(virsh dominfo $d | grep -i managed)"
            done
            virsh net-list --all
            """;

    private final Lab lab;
    private final String name;
    private String begun = "";

    LabHost(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
    }

    String sh(String script) {
        try {
            return lab.exec(name, "sh", "-c", script);
        } catch (Exception e) {
            throw new AssertionError(script, e);
        }
    }

    String state() {
        return sh(STATE);
    }

    /// Remembers how the host is before a test.
    void begin() {
        begun = state();
    }

    /// Makes the host anew where a test that failed left it otherwise than it was, so that the next one does not fail with it.
    void tidy() throws Exception {
        if (!begun.isEmpty() && !state().equals(begun)) {
            lab.lab("reset", name);
        }
    }

    Path config() {
        return lab.file("config");
    }

    String uri(String user) {
        return lab.uri(user, name).text();
    }

    /// The bridge that the kernel has a VM's tap in; empty without one.
    String master(String guest, String mac) {
        return sh("tap=$(virsh domiflist "
                        + guest
                        + " | awk '$5 == \""
                        + mac
                        + "\" { print $1 }'); [ -z \"$tap\" ] || basename \"$(readlink /sys/class/net/$tap/master)\"")
                .strip();
    }

    /// The sources of a VM's interfaces in its definition.
    String sources(String guest, boolean live) {
        return sh("virsh dumpxml "
                        + (live ? "" : "--inactive ")
                        + guest
                        + " | grep -o \"<source \\(network\\|bridge\\)='[^']*'\"; true")
                .strip();
    }

    /// Kernel, live XML and config agree with the aim.
    void isOn(String guest, String mac, String bridge, String source) {
        assertEquals(bridge, master(guest, mac));
        assertTrue(sources(guest, true).contains(source), () -> sources(guest, true));
        assertTrue(sources(guest, false).contains(source), () -> sources(guest, false));
    }

    /// Both definitions say whether the link of the VM is up or down.
    void linkIs(String guest, String state) {
        for (String flag : new String[] {"", "--inactive"}) {
            String xml = sh("virsh dumpxml " + flag + " " + guest + " | grep '<link ' ; true");
            assertEquals(state.equals("down"), xml.contains("state='down'"), xml);
        }
    }

    void network(String xml) {
        String network = xml.replaceAll("(?s).*<name>(.*)</name>.*", "$1");
        sh(
                "cat > /tmp/n.xml <<'END'\n"
                        + xml
                        + "\nEND\nvirsh net-define /tmp/n.xml && virsh net-start "
                        + network);
    }
}
