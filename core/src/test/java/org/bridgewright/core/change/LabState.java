package org.bridgewright.core.change;

import org.bridgewright.core.ssh.Lab;

/// What a host of the lab says of its wiring, by its own tools: the measure of "as before" and "the same end".
public final class LabState {
    /// Both definitions of every VM's interfaces, where the kernel has their taps, and the networks; without what
    /// libvirt numbers anew on each attachment.
    private static final String SCRIPT =
            """
            for d in $(virsh list --all --name | sort); do
              for f in "" --inactive; do
                echo "== $d $f"
                virsh dumpxml $f $d 2>&1 | sed -n "/<interface/,/<\\/interface>/p" |
                  sed -e "s/ portid='[^']*'//" -e 's/vnet[0-9]*/vnetN/' -e '/<alias/d' -e "/<link state='up'/d"
              done
              virsh domiflist $d | awk '$1 ~ /^vnet/ { print $1, $5 }' | while read -r tap mac; do
                echo "$mac in $(ip -o link show $tap | sed -n 's/.* master \\([^ ]*\\) .*/\\1/p')"
              done
              echo "$(virsh domstate $d) save: $(virsh dominfo $d | grep -i managed)"
            done
            virsh net-list --all
            """;

    private LabState() {}

    public static String of(Lab lab, String host) throws Exception {
        return lab.exec(host, "sh", "-c", SCRIPT);
    }
}
