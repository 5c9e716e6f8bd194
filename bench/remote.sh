#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Reading a host over SSH with a round trip of 50 ms, for 6 and for 1,000 VMs: bin/run show as a whole process, against
# "ssh HOST true" and one exec that prints all facts; SSH connections and bytes of a complete read. In a lab of its own (root).
. "$ROOT/bench/lib.sh"
[ "$(id -u)" = 0 ] || { say "remote: needs root for the lab"; exit 0; }
RUNS=${RUNS:-5} HOST=caldera02
export LAB_STATE=${LAB_STATE:-/var/tmp/bridgewright-bench-lab} LAB_PORT_BASE=${LAB_PORT_BASE:-24600}
lab() { "$ROOT/lab/lab" "$@"; }
ws() { lab exec workstation "$@"; }
if ! lab status >/dev/null 2>&1; then trap 'lab down' EXIT; fi
lab up >/dev/null || die "the lab does not come up"
"$ROOT/bin/run" --version >/dev/null || die "bin/run does not work"
SSH=(ssh -F "$LAB_STATE/ssh/config") URI=qemu+ssh://root@$HOST/system
SHOW=("$ROOT/bin/run" show "$URI" --ssh-config "$LAB_STATE/ssh/config" --format json -o "$WORK/show.json")
export XDG_CONFIG_HOME=$WORK/xdg XDG_STATE_HOME=$WORK/xdg XDG_CACHE_HOME=$WORK/xdg
"${SHOW[@]/$URI/demo:}" >/dev/null; read -r n <"$ROOT/build/app/current"
for _ in {1..300}; do [ -e "$ROOT/build/app/$n/cli.key" ] && break; sleep 0.2; done

median_of() { # CMD...: the median of RUNS runs, in milliseconds, timed inside the workstation
    local i; for ((i = 0; i < RUNS; i++)); do
        ws bash -c 's=${EPOCHREALTIME/[.,]/}; "$@" >/dev/null 2>&1 || echo "exit $? of $1" >&2; e=${EPOCHREALTIME/[.,]/}; echo $(((e - s) / 1000))' - "$@"
    done | median; }
bytes() { ws sh -c 'cat /sys/class/net/mgmt0/statistics/rx_bytes /sys/class/net/mgmt0/statistics/tx_bytes' | paste -sd+ | bc; }

lab delay 25 >/dev/null
trueMs=$(median_of "${SSH[@]}" root@$HOST true)
row "ssh HOST true, 50 ms round trip" "$trueMs" ms - - -
for n in 6 1000; do
    if [ $n = 6 ]; then lab scale 3 1 $HOST >/dev/null; bar=3.5; else lab scale 1000 20 $HOST >/dev/null; bar=4.5; fi
    floor=$(median_of sh -c "${SSH[*]} -C root@$HOST sh -s <'$ROOT/bench/all-facts.sh'")
    row "one exec that prints all facts, $n VMs (ssh -C)" "$floor" ms "ssh true" "$trueMs" -
    ws "${SHOW[@]}" >/dev/null || die "show fails"
    b=$(bytes); ws "${SHOW[@]}"; b=$(($(bytes) - b))
    [ "$(grep -o '"kind":"guest"' "$WORK/show.json" | wc -l)" -ge "$n" ] || grep -c '"kind" *: *"guest"' "$WORK/show.json" || :
    value=$(median_of "${SHOW[@]}")
    row "bin/run show --format json, $n VMs" "$value" ms "ssh true" "$trueMs" $bar
    row "bytes on the link for it, $n VMs" "$((b / 1024))" KiB - - $([ $n = 6 ] && echo - || echo 400)
done
lab scale 0 $HOST >/dev/null; lab delay 0 >/dev/null
exit $MISSED
