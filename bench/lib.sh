# SPDX-License-Identifier: Apache-2.0
# What the scripts in bench/ share. Sourced. bin/bench has set ROOT, JAVA_HOME and DISPLAY.
set -u
. "$ROOT/bin/lib/common.sh"
find_jdk
WORK=$ROOT/build/bench/work; mkdir -p "$WORK"
now_ms() { local t=${EPOCHREALTIME/[.,]/}; echo "${t:0:-3}"; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# Prints one result. BAR is the most that is allowed, in the unit of the ratio (or of the value, without a baseline).
row() { # WHAT VALUE UNIT BASELINE-NAME BASELINE-VALUE BAR       ("-" for what there is not)
    awk -v what="$1" -v value="$2" -v unit="$3" -v base="$4" -v basevalue="$5" -v bar="$6" 'BEGIN {
        measured = value; if (basevalue != "-") { measured = value / basevalue }
        printf "%-58s %9.4g %-3s", what, value, unit
        if (basevalue != "-") printf "  / %s %.4g %s = %.2f", base, basevalue, unit, measured
        if (bar != "-") printf "  (bar %s: %s)", bar, measured <= bar ? "held" : "MISSED"
        print ""
        exit bar != "-" && measured > bar }' || MISSED=1
}
MISSED=0
