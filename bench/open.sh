#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A click on a host in a running window, to its first live picture and to the complete one, over SSH with a round trip of 50 ms, for 6 and
# for 1,000 VMs on 20 networks; against "ssh HOST true" and one exec that prints all facts. In a lab of its own (root).
. "$ROOT/bench/lib.sh"
. "$ROOT/bench/live.sh"
RUNS=${RUNS:-7}
live_lab
SSH=(ssh -F "$CONFIG")
median_of() { # CMD...: the median of five runs, in milliseconds, timed inside the workstation
    local i; for i in 1 2 3 4 5; do
        ws bash -c 's=${EPOCHREALTIME/[.,]/}; "$@" >/dev/null 2>&1 || echo "exit $? of $1" >&2; e=${EPOCHREALTIME/[.,]/}; echo $(((e - s) / 1000))' - "$@"
    done | median; }
column() { awk -v c="$1" '$1 == "open" { print $c }' | tail -n +2 | median; } # the first run warms up

lab delay 25 >/dev/null
base=$(median_of "${SSH[@]}" root@$HOST true)
row "ssh HOST true, 50 ms round trip" "$base" ms - - -
for n in 6 1000; do
    if [ $n = 6 ]; then lab scale 3 1 $HOST >/dev/null; else lab scale 1000 20 $HOST >/dev/null; fi
    floor=$(median_of sh -c "${SSH[*]} -C root@$HOST sh -s <'$ROOT/bench/all-facts.sh'")
    runs=$(live read "$URI" "$CONFIG" "$RUNS") || die "the host is not read"
    ! grep -v '^open' <<<"$runs" || die "not a complete picture"
    row "click to first live picture, $n VMs" "$(column 4 <<<"$runs")" ms - - $((base + 700))
    if [ $n = 6 ]; then
        row "click to complete picture, $n VMs" "$(column 6 <<<"$runs")" ms - - $((base + 700))
    else
        row "click to complete picture, $n VMs" "$(column 6 <<<"$runs")" ms "one exec of all facts" "$floor" 1.0
    fi
done
lab scale 0 $HOST >/dev/null; lab delay 0 >/dev/null
exit $MISSED
