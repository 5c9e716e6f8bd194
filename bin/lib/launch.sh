# SPDX-License-Identifier: Apache-2.0
# Building for, and starting, the application out of the source tree. Sourced after common.sh.
#
# build/app/NNN/ holds one build: jars, javafx/, java.args (an argument file for java) and the AOT caches made from these jars.
# A build never touches the one before it, so an application that is running keeps its jars. build/app/current names the newest.

APP=$ROOT/build/app

# A word of the command line interface comes first: no window will be opened.
without_window() {
    case ${1:-} in show | plan | apply | check | record | help | --help | -h | --version | -V) return 0;; esac
    return 1
}

system_libraries() {
    local missing=()
    have_library libvirt.so.0 || missing+=(libvirt0)
    if ! without_window "$@"; then
        have_library libgtk-3.so.0 || missing+=(libgtk-3-0)
        have_library libGL.so.1 || missing+=(libgl1)
        have_library libXtst.so.6 || missing+=(libxtst6)
        have_library libXxf86vm.so.1 || missing+=(libxxf86vm1)
    fi
    # What cannot be installed is said, and the application goes on with what there is.
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}" || :
}

# True when something that goes into the application is newer than the last build.
changed() {
    [ -e "$APP/stamp" ] && [ -r "$APP/current" ] || return 0
    [ -n "$(find "$ROOT"/{core,icons,ui-components,app}/{src/main,pom.xml} "$ROOT"/{pom.xml,app/jvm.options,bin/lib/launch.sh} \
        -newer "$APP/stamp" -print -quit 2>&1)" ]
}

build_if_changed() {
    # A test that starts it over and over tests what was built before it, whatever is edited meanwhile.
    [ -z "${BRIDGEWRIGHT_NO_BUILD:-}" ] || [ ! -r "$APP/current" ] || return 0
    changed || return 0
    build_lock
    changed || { build_unlock; return 0; } # another one has just built it
    local out last n
    say "building: the sources are new or have changed"
    touch "$ROOT/build/stamp.new"          # before the build, so that an edit made meanwhile counts
    rm -rf "$ROOT/app/target/lib" "$ROOT/app/target/javafx"
    maven -q package -Dquick -Dmaven.test.skip=true -Dspotless.check.skip=true >&2 || die "the build failed; its messages are above"
    last=; [ ! -r "$APP/current" ] || read -r last <"$APP/current"
    n=$(printf %03d $((10#${last:-0} + 1)))
    out=$APP/$n; rm -rf "$out"; mkdir -p "$out"
    cp -rp "$ROOT/app/target/lib" "$ROOT/app/target/javafx" "$out/"
    cp -p "$ROOT"/app/target/app-*.jar "$out/lib/"
    write_java_args "$out"
    printf '%s\n' "$n" >"$APP/current.new"; mv "$APP/current.new" "$APP/current"
    mv "$ROOT/build/stamp.new" "$APP/stamp"
    # the one before stays, for an application that still runs from it
    local d; for d in "$APP"/[0-9]*/; do d=${d%/}; case ${d##*/} in "$n" | "${last:-none}") ;; *) rm -rf "$d";; esac; done
    build_unlock
}

# In an argument file a value in double quotes may hold blanks; a backslash and a quote need a backslash.
quoted() { local s=${1//\\/\\\\}; printf '"%s"' "${s//\"/\\\"}"; }
write_java_args() { # DIR
    local jar cp=
    for jar in "$1"/lib/*.jar; do cp=$cp${cp:+:}$jar; done
    {   grep -v '^#' "$ROOT/app/jvm.options"
        echo --enable-native-access=javafx.graphics,ALL-UNNAMED
        echo "--module-path=$(quoted "$1/javafx")"
        echo --add-modules=javafx.controls
        echo "-Dbridgewright.home=$(quoted "$ROOT")"
        echo -cp; quoted "$cp"; echo
    } >"$1/java.args"
}

# --- AOT caches -------------------------------------------------------------------------------------------------------
# Two of them, since they load different things: cli.aot and window.aot. NAME.aot is used while NAME.key, written just after
# it, names this JDK. Anything that has written to the cache since makes it newer than its key, and it is made anew. The JVM
# by itself ignores a cache that does not fit its jars; it never fails because of one. BRIDGEWRIGHT_NO_AOT=1: neither used nor made.
aot_usable() { # KIND
    local f=$OUT/$1 key=
    [ -r "$f.aot" ] && [ -r "$f.key" ] && [ ! "$f.aot" -nt "$f.key" ] && read -r key <"$f.key" && [ "$key" = "$JDK $JDK_VERSION" ]
}
# What was recorded becomes KIND.aot. Runs in the background, after the recorded process has ended.
aot_create() { # KIND CONFIGURATION JAVA-OPTION...
    local f=$OUT/$1 conf=$2; shift 2
    [ -s "$conf" ] || return 1
    if "$JDK/bin/java" "$@" -XX:AOTMode=create -XX:AOTConfiguration="$conf" -XX:AOTCache="$f.new" "@$OUT/java.args" \
        org.bridgewright.app.Main && [ -s "$f.new" ]; then
        rm -f "$f.key"; mv "$f.new" "$f.aot"; printf '%s\n' "$JDK $JDK_VERSION" >"$f.key"
    fi
    rm -f "$conf" "$f.new"
}
# The command line: a run of our own is recorded, in the background. It reads a capture, libvirt's test driver, and a host that
# refuses the connection: parsers, libvirt's bindings and SSH are all loaded, and nothing outside this machine is asked.
aot_train_cli() {
    local conf=$OUT/cli.$BASHPID.aotconf
    exec 7>"$OUT/cli.lock"; flock -n 7 || return 0
    ! aot_usable cli || return 0
    local xdg=$OUT/training; mkdir -p "$xdg"
    XDG_CONFIG_HOME=$xdg XDG_STATE_HOME=$xdg XDG_CACHE_HOME=$xdg XDG_DATA_HOME=$xdg \
        "$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:AOTMode=record -XX:AOTConfiguration="$conf" "@$OUT/java.args" \
        org.bridgewright.app.Main show "file:$ROOT/lab/captures/joined" "test://$ROOT/core/src/test/resources/org/bridgewright/core/libvirt/testdriver.xml" \
        qemu+ssh://nobody@127.0.0.1:1/system --ssh-config /dev/null --format json >/dev/null
    rm -rf "$xdg"
    aot_create cli "$conf" -XX:TieredStopAtLevel=1 || : >"$OUT/cli.untrainable"
}
# The window: the user's own first session is recorded, and made into the cache when it has ended.
aot_train_window() { # PID CONFIGURATION
    tail --pid="$1" -f /dev/null
    exec 7>"$OUT/window.lock"; flock -n 7 || { rm -f "$2"; return 0; }
    if aot_usable window; then rm -f "$2"; else aot_create window "$2"; fi
}
in_background() { # COMMAND...: apart from this terminal, in no one's way
    ( trap '' HUP; exec 8>&-; renice -n 10 $BASHPID; "$@" ) </dev/null >>"$OUT/aot.log" 2>&1 &
    disown
}

launch() {
    local n kind options=() conf
    read -r n <"$APP/current" || die "no build in $APP"
    OUT=$APP/$n
    if without_window "$@"; then kind=cli; options=(-XX:TieredStopAtLevel=1); else kind=window; fi
    if [ -n "${BRIDGEWRIGHT_NO_AOT:-}" ]; then :
    elif aot_usable $kind; then options+=(-XX:AOTCache="$OUT/$kind.aot")
    elif [ $kind = cli ]; then [ -e "$OUT/cli.untrainable" ] || in_background aot_train_cli
    else
        conf=$OUT/window.$$.aotconf
        options+=(-XX:AOTMode=record -XX:AOTConfiguration="$conf" -XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput)
        in_background aot_train_window $$ "$conf"
    fi
    exec "$JDK/bin/java" "${options[@]}" "@$OUT/java.args" org.bridgewright.app.Main "$@"
}
