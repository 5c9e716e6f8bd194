# SPDX-License-Identifier: Apache-2.0
# What the benchmarks of live hosts share: a lab, and a running process that opens hosts there (LiveFigures). Sourced.
HOST=caldera02
export LAB_STATE=${LAB_STATE:-/var/tmp/bridgewright-bench-lab} LAB_PORT_BASE=${LAB_PORT_BASE:-24600}
URI=qemu+ssh://root@$HOST/system CONFIG=$LAB_STATE/ssh/config
lab() { "$ROOT/lab/lab" "$@"; }
ws() { lab exec workstation "$@"; }
# Brings the lab up, and down again at the end when it was not there before; builds what is measured.
live_lab() {
    [ "$(id -u)" = 0 ] || { say "needs root for the lab"; exit 0; }
    if ! lab status >/dev/null 2>&1; then trap 'lab down' EXIT; fi
    lab up >/dev/null || die "the lab does not come up"
    build_lock
    maven -q -Dquick -pl core test-compile dependency:build-classpath@test-classpath >&2 || die "the build failed; see above"
    build_unlock
}
# The application's JVM options, without its cache of loaded classes.
live() { ws "$JDK/bin/java" $(grep -v '^#' "$ROOT/app/jvm.options") --enable-native-access=ALL-UNNAMED \
    -cp "$ROOT/core/target/classes:$ROOT/core/target/test-classes:$(cat "$ROOT/core/target/test.classpath")" org.bridgewright.core.host.live.LiveFigures "$@"; }
link_bytes() { ws sh -c 'cat /sys/class/net/mgmt0/statistics/rx_bytes /sys/class/net/mgmt0/statistics/tx_bytes' | awk '{ n += $1 } END { print n }'; }
