# SPDX-License-Identifier: Apache-2.0
# Reads Surefire's XML reports. Prints what failed and what was skipped, Surefire's summary line for each module and layer, and
# as the last line "tests failures errors skipped" of all. The text inside CDATA (output, stack traces) is passed over.
BEGIN { RS = "<" }
function attribute(name,    s, i) {
    s = " " $0; gsub(/[\n\t]/, " ", s)
    i = index(s, " " name "=\""); if (!i) return ""
    s = substr(s, i + length(name) + 3); s = substr(s, 1, index(s, "\"") - 1)
    gsub(/&#10;.*/, "", s); gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;/, "'", s); gsub(/&amp;/, "\\&", s)
    return s
}
FNR == 1 {
    cdata = 0; group = FILENAME; layer = "unit"
    if (group ~ /-window\.xml$/) layer = "window"; if (group ~ /-lab\.xml$/) layer = "lab"
    sub(/\/target\/.*/, "", group); if (index(group, root) == 1) group = substr(group, length(root) + 1)
    group = layer ": " group
}
cdata { if (index($0, "]]>")) cdata = 0; next }
/^!\[CDATA\[/ { cdata = !index($0, "]]>"); next }
/^testcase[ >]/ { test[group]++; name = attribute("classname") "." attribute("name"); counted = 0; if (!(group in seen)) { seen[group] = 1; order[++groups] = group } }
/^failure[ \/>]/ && !counted { counted = 1; failure[group]++; print "FAILED  " name "  " attribute("message") }
/^error[ \/>]/ && !counted { counted = 1; error[group]++; print "ERROR   " name "  " attribute("message") }
/^skipped[ \/>]/ && !counted { counted = 1; skipped[group]++; print "SKIPPED " name "  " attribute("message") }
END {
    for (i = 1; i <= groups; i++) {
        g = order[i]; t += test[g]; f += failure[g]; e += error[g]; s += skipped[g]
        printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d -- %s\n", test[g], failure[g], error[g], skipped[g], g
    }
    printf "%d %d %d %d\n", t, f, e, s
}
