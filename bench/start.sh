#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How long until the window is on the screen, against a bare JavaFX label started the same way; what the start script adds;
# memory with the demo open at 1280x800.
. "$ROOT/bench/lib.sh"
RUNS=${RUNS:-5}
"$ROOT/bin/run" --version >/dev/null || die "bin/run does not work"
read -r n <"$ROOT/build/app/current"; OUT=$ROOT/build/app/$n

# The baseline: one label, its own AOT cache, the application's JVM options and modules.
mkdir -p "$WORK/label"
"$JDK/bin/javac" -d "$WORK/label" -cp "$(printf '%s:' "$OUT"/javafx/*.jar)" "$ROOT/bench/BareLabel.java" || die "the baseline does not compile"
"$JDK/bin/jar" cf "$WORK/label.jar" -C "$WORK/label" .
label() { exec "$JDK/bin/java" "$@" $(grep -v '^#' "$ROOT/app/jvm.options") --module-path "$OUT/javafx" --add-modules javafx.controls \
    --enable-native-access=javafx.graphics -cp "$WORK/label.jar" BareLabel; }
product() { exec "$ROOT/bin/run" demo; }

window_of() { # NAME: waits until a visible window of that name is there
    local i; for ((i = 0; i < 3000; i++)); do xdotool search --onlyvisible --name "$1" >/dev/null 2>&1 && return 0; sleep 0.01; done
    return 1
}
timed() { # NAME CMD...: prints the milliseconds until the window, then ends the process; RSS goes to $WORK/rss
    local name=$1 t pid; shift
    t=$(now_ms); ("$@") >"$WORK/run.log" 2>&1 & pid=$!
    if window_of "$name"; then echo $(($(now_ms) - t)); else echo "no window named $name (log: build/bench/work/run.log)" >&2; fi
    sleep "${SETTLE:-1}"; awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$pid/status" >"$WORK/rss" 2>/dev/null
    kill -TERM $pid 2>/dev/null; wait $pid 2>/dev/null
    for _ in {1..100}; do xdotool search --onlyvisible --name "$name" >/dev/null 2>&1 || break; sleep 0.05; done
}
export XDG_CONFIG_HOME=$WORK/xdg XDG_STATE_HOME=$WORK/xdg XDG_CACHE_HOME=$WORK/xdg XDG_DATA_HOME=$WORK/xdg

# first sessions of both, recorded for their caches
SETTLE=4 timed Bridgewright product >/dev/null
SETTLE=2 timed BareLabel label -XX:AOTMode=record -XX:AOTConfiguration="$WORK/label.conf" >/dev/null
(label -XX:AOTMode=create -XX:AOTConfiguration="$WORK/label.conf" -XX:AOTCache="$WORK/label.aot") >/dev/null 2>&1
for _ in {1..600}; do [ -e "$OUT/window.key" ] && break; sleep 0.1; done
[ -e "$OUT/window.key" ] || say "bin/run has made no AOT cache for the window; measuring without"

for ((i = 0; i < RUNS; i++)); do
    timed BareLabel label -XX:AOTCache="$WORK/label.aot" >>"$WORK/label.ms.$$"
    timed Bridgewright product >>"$WORK/product.ms.$$"
done
base=$(median <"$WORK/label.ms.$$") value=$(median <"$WORK/product.ms.$$"); rm -f "$WORK"/*.ms.$$
[ -n "$value" ] && [ -n "$base" ] || die "no window was seen"
row "window on screen, from process start (median of $RUNS)" "$value" ms "bare label" "$base" 1.5
SETTLE=8 timed Bridgewright product >/dev/null
row "resident memory, demo open for 8 s" "$(cat "$WORK/rss")" MB - - 280

direct() { "$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:AOTCache="$OUT/cli.aot" "@$OUT/java.args" org.bridgewright.app.Main --version >/dev/null; }
for ((i = 0; i < 20; i++)); do t=$(now_ms); "$ROOT/bin/run" --version >/dev/null; a=$(now_ms); direct; b=$(now_ms)
    echo $((a - t)) >>"$WORK/run.ms.$$"; echo $((b - a)) >>"$WORK/direct.ms.$$"; done
row "bin/run --version adds to java itself (median of 20)" "$(($(median <"$WORK/run.ms.$$" | cut -d. -f1) - $(median <"$WORK/direct.ms.$$" | cut -d. -f1)))" ms - - 300
rm -f "$WORK"/*.ms.$$
exit $MISSED
