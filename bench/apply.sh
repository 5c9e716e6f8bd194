#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One move of a running VM's vNIC on a host that is followed: from Apply to the tap's new master in the host's kernel, to the live
# step verified, and to the end, at round trips of 0 and 50 ms; against "update-device" in a virsh that is connected already. In a
# lab of its own (root).
. "$ROOT/bench/lib.sh"
[ "$(id -u)" = 0 ] || { say "apply: needs root for the lab"; exit 0; }
RUNS=${RUNS:-9} HOST=caldera02
export LAB_STATE=${LAB_STATE:-/var/tmp/bridgewright-bench-lab} LAB_PORT_BASE=${LAB_PORT_BASE:-24600}
lab() { "$ROOT/lab/lab" "$@"; }
if ! lab status >/dev/null 2>&1; then trap 'lab down' EXIT; fi
lab up >/dev/null || die "the lab does not come up"
build_lock
maven -q -pl core test-compile dependency:build-classpath@test-classpath -Dspotless.check.skip=true -Dquick >&2 || die "the build failed"
build_unlock
classpath=$ROOT/core/target/classes:$ROOT/core/target/test-classes:$(cat "$ROOT/core/target/test.classpath")
pid=$(cut -d' ' -f1 "$LAB_STATE/pids/$HOST")
journal=$WORK/apply-journal; rm -rf "$journal"
printf '#!/bin/sh\nexec ssh -F "%s" "$@"\n' "$LAB_STATE/ssh/config" >"$WORK/lab-ssh"; chmod +x "$WORK/lab-ssh"
uri="qemu+ssh://root@$HOST/system?command=$WORK/lab-ssh"
column() { cut -d' ' -f"$1" <<<"$2" | median; }
lab exec "$HOST" virsh -q net-start router >/dev/null 2>&1
for rtt in 0 50; do
    lab delay $((rtt / 2)) >/dev/null
    peer=$(lab exec workstation python3 "$ROOT/bench/open_virsh.py" "$uri" "$pid" "$RUNS") || die "virsh does not move it"
    ours=$(lab exec workstation "$JDK/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$classpath" \
        org.bridgewright.core.change.ApplyTimes "$pid" $((RUNS + 1)) "$journal" 2>"$WORK/apply.err") || { cat "$WORK/apply.err" >&2; die "the move failed"; }
    if [ $rtt = 0 ]; then bar=60; else bar=160; fi
    row "virsh on an open connection to the new master, $rtt ms" "$(median <<<"$peer")" ms - - -
    row "Apply to the new master in the kernel, $rtt ms" "$(column 1 "$ours")" ms - - $bar
    row "from there to the live step verified, $rtt ms" "$(column 2 "$ours")" ms - - $((2 * rtt + 100))
    row "Apply to all saved and verified, $rtt ms" "$(column 3 "$ours")" ms "open virsh" "$(median <<<"$peer")" -
done
lab delay 0 >/dev/null
exit $MISSED
