#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Following a host on which nothing changes, over SSH: processor time here and there, bytes, memory, log lines. First with 1,000 VMs on 20
# networks, then with 2,000 links and 20,000 forwarding entries made in the host's name space. In a lab of its own (root).
#   SECONDS_IDLE=30 SECONDS_LARGE=180   how long to follow each; 600 shows whether the heap grows
. "$ROOT/bench/lib.sh"
. "$ROOT/bench/live.sh"
live_lab
IDLE=${SECONDS_IDLE:-30} LARGE=${SECONDS_LARGE:-180}

# Milliseconds of all processes there but the VMs, with those of their children that have ended.
there_ms() { lab exec $HOST sh -c 'cat /proc/[0-9]*/stat 2>/dev/null' |
    awk '{ name = $0; sub(/^[0-9]+ \(/, "", name); sub(/\).*/, "", name); sub(/^.*\) /, ""); if (name !~ /^(qemu|vhost)/) ms += ($12 + $13 + $14 + $15) * 10 } END { print ms }'; }
log_lines() { lab exec $HOST sh -c 'cat /var/log/*.log /var/log/*/*.log 2>/dev/null | wc -l'; }

# follow WHAT SECONDS: prints the rows of one run
follow() {
    local what=$1 seconds=$2 pid line lines bytes there rate idle t
    there=$(there_ms); sleep 10; idle=$((($(there_ms) - there) / 10)) # what the host does by itself, in ms a second
    coproc LIVE { live follow "$URI" "$CONFIG" "$seconds"; }
    local out=${LIVE[0]} last=
    while read -r line <&"$out" && [ "$line" != following ]; do say "$line"; done
    pid=$(pgrep -n -f "LiveFigures follow")
    bytes=$(link_bytes) there=$(there_ms) lines=$(log_lines) t=$(now_ms)
    while read -r line <&"$out"; do
        last=$line; echo "  $line"
        case $line in "seconds $seconds "*) break;; esac
    done
    t=$((($(now_ms) - t) / 1000)); [ "$t" -gt 0 ] || die "following ended at once"
    rate=$((($(there_ms) - there) / t - idle))
    row "$what: CPU here, for 30 s" "$(awk -v s="$seconds" '{ print $4 * 30 / s }' <<<"$last")" ms - - "$3"
    row "$what: CPU there, of a core" "$(awk -v r=$rate 'BEGIN { print r / 10 }')" % - - 1
    row "$what: bytes on the link, a second" "$((($(link_bytes) - bytes) / t))" B - - 2048
    row "$what: log lines there" "$(($(log_lines) - lines))" "" - - 2
    row "$what: resident memory of the process (no window)" "$(awk '/^VmRSS/ { print int($2 / 1024) }' /proc/"$pid"/status)" MB - - 320
    wait
}

[ "$IDLE" = 0 ] || lab scale 1000 20 $HOST >/dev/null
[ "$IDLE" = 0 ] || follow "1,000 VMs" "$IDLE" 900
lab scale 0 $HOST >/dev/null

# 1,000 veth pairs, half of them in bridges; two bridges with 10,000 stations each that do not age
lab exec $HOST sh -c 'for b in 0 1; do echo "link add bwl$b type bridge ageing_time 100000000"; echo "link set bwl$b up"; done >/tmp/b1
    i=0; while [ $i -lt 1000 ]; do echo "link add bwa$i type veth peer name bwb$i"; [ $i -ge 500 ] || echo "link set bwa$i master bwl$((i % 2)) up"; i=$((i + 1)); done >>/tmp/b1
    i=0; while [ $i -lt 20000 ]; do printf "fdb add 06:00:00:00:%02x:%02x dev bwa%d master static\n" $((i / 256)) $((i % 256)) $((i % 500)); i=$((i + 1)); done >/tmp/b2
    ip -batch /tmp/b1 && bridge -batch /tmp/b2' || die "2,000 links cannot be made"
follow "2,000 links, 20,000 stations" "$LARGE" -
lab exec $HOST sh -c 'i=0; while [ $i -lt 1000 ]; do echo "link del bwa$i"; i=$((i + 1)); done >/tmp/b3; echo "link del bwl0
link del bwl1" >>/tmp/b3; ip -batch /tmp/b3'
exit $MISSED
