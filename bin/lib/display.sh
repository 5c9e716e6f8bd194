# SPDX-License-Identifier: Apache-2.0
# A display of our own, with a window manager, for tests, benchmarks and pictures. Sourced after common.sh.
display= xvfb_pid= openbox_pid=
start_display() { # [WIDTHxHEIGHT]: a server that is beaten to its number by another one is tried again
    local i; for i in 1 2 3; do try_display "$@" && return 0; done
    return 1
}
try_display() {
    local number log=$ROOT/build/display.log fifo
    mkdir -p "$ROOT/build"; fifo=$(mktemp -u "${TMPDIR:-/tmp}/display.XXXXXX"); mkfifo "$fifo" || return 1
    # -r: keys do not repeat, so that a slow machine does not type what nobody typed
    Xvfb -displayfd 3 -screen 0 "${1:-2560x1600}x24" -nolisten tcp -noreset -r 3>"$fifo" >"$log" 2>&1 </dev/null 6>&- &
    xvfb_pid=$!
    exec 5<>"$fifo"; rm -f "$fifo"
    read -r -t 10 number <&5 || { exec 5>&-; stop_display; return 1; }
    exec 5>&-
    display=:$number; export DISPLAY=$display; unset WAYLAND_DISPLAY
    openbox --sm-disable >>"$log" 2>&1 </dev/null 6>&- &
    openbox_pid=$!
    for _ in {1..100}; do
        xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && return 0
        kill -0 $openbox_pid 2>/dev/null || break
        sleep 0.1
    done
    stop_display; return 1
}
stop_display() {
    local p
    for p in $openbox_pid $xvfb_pid; do kill "$p" 2>/dev/null && wait "$p" 2>/dev/null; done
    display= xvfb_pid= openbox_pid=
}
