#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Frame times of the picture in software rendering at 1280x800: panned and zoomed, 100, 1,000 and 5,000 VMs.
. "$ROOT/bench/lib.sh"
. "$ROOT/bin/lib/common.sh"
[ -d "$ROOT/ui-components/target/test-classes" ] || die "build the tests first: bin/bench does"
maven -q dependency:build-classpath@test-classpath -pl ui-components -am >&2 || die "no class path"
classpath=$(cat "$ROOT/ui-components/target/test.classpath")
fx=$(tr ':' '\n' <<<"$classpath" | grep -E '/javafx-(base|graphics|controls)-[^/]*-linux[^/]*\.jar$' | paste -sd:)
"$JDK/bin/java" -Xmx1g -XX:+UseSerialGC -Dprism.order=sw -Djavafx.animation.fullspeed=true \
    --module-path="$fx" --add-modules=javafx.controls --enable-native-access=javafx.graphics \
    -cp "$ROOT/ui-components/target/classes:$ROOT/ui-components/target/test-classes:$classpath" \
    org.bridgewright.ui.topologyview.FrameBench
