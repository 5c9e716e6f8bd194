#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Frame times of the picture in software rendering at 1280x800: panned and zoomed, 100, 1,000 and 5,000 VMs.
. "$ROOT/bench/lib.sh"
. "$ROOT/bin/lib/common.sh"
build_lock
# The other modules are found in the reactor only once it has compiled.
maven -q test-compile dependency:build-classpath@test-classpath -Dspotless.check.skip=true -pl ui-components -am >&2 || die "the build failed; see above"
build_unlock
classpath=$(cat "$ROOT/ui-components/target/test.classpath")
fx=$(tr ':' '\n' <<<"$classpath" | grep -E '/javafx-(base|graphics|controls)-[^/]*-linux[^/]*\.jar$' | paste -sd:)
"$JDK/bin/java" -Xmx1g -XX:+UseSerialGC -Dprism.order=sw -Djavafx.animation.fullspeed=true \
    --module-path="$fx" --add-modules=javafx.controls --enable-native-access=javafx.graphics \
    -cp "$ROOT/ui-components/target/classes:$ROOT/ui-components/target/test-classes:$classpath" \
    org.bridgewright.ui.topologyview.FrameBench
