# SPDX-License-Identifier: Apache-2.0
# What the commands in bin/ share. Sourced, never run. ROOT is the source tree.

say() { printf 'bridgewright: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# --- the JDK ----------------------------------------------------------------------------------------------------------
# Sets JDK to a directory with JDK 25, and JDK_VERSION to its full version. No process is started for it.
find_jdk() {
    local d line
    for d in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [ -n "$d" ] && [ -x "$d/bin/javac" ] && [ -r "$d/release" ] || continue
        JDK_VERSION=
        while read -r line; do case $line in JAVA_RUNTIME_VERSION=*) JDK_VERSION=${line#*=};; esac; done <"$d/release"
        JDK_VERSION=${JDK_VERSION//\"/}
        case $JDK_VERSION in 25 | 25.* | 25+*) JDK=$d; return 0;; esac
    done
    say "no JDK 25 found, neither in JAVA_HOME (${JAVA_HOME:-not set}) nor in /usr/lib/jvm."
    say "Install one (a package such as openjdk-25-jdk, or Eclipse Temurin 25), or set JAVA_HOME to the one you have."
    exit 1
}

# --- system packages --------------------------------------------------------------------------------------------------
have_library() { # SONAME
    local f
    for f in /usr/lib/*/"$1" /usr/lib/"$1" /usr/lib64/"$1" /lib/*/"$1"; do [ -e "$f" ] && return 0; done
    [[ $(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) == *"$1 "* ]]
}
# Installs Debian packages; asks for sudo when that is possible. Returns non-zero, with the command to type, when it is not.
install_packages() { # PACKAGE...
    local apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o APT::Update::Error-Mode=any) as=() log
    if ! command -v apt-get >/dev/null; then
        say "missing here: $* (these are Debian's names; install what your system calls them)"; return 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as=(sudo); else
            say "missing here: $*. Install them with:  sudo apt-get install $*"; return 1
        fi
    fi
    say "installing $*"
    mkdir -p "$ROOT/build"; log=$ROOT/build/apt.log
    local install=("${as[@]}" env DEBIAN_FRONTEND=noninteractive "${apt[@]}" install --no-install-recommends "$@")
    "${install[@]}" >"$log" 2>&1 </dev/null || { "${as[@]}" "${apt[@]}" update >>"$log" 2>&1; "${install[@]}" >>"$log" 2>&1 </dev/null; } || {
        tail -n 5 "$log" >&2; say "cannot install $* (log: $log)"; return 1; }
}
require_packages() { # PACKAGE...: those that dpkg does not have are installed
    local p missing=()
    for p in "$@"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) in installed) ;; *) missing+=("$p");; esac
    done
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

# --- Maven ------------------------------------------------------------------------------------------------------------
# Two builds never write into one tree at once.
build_lock() {
    mkdir -p "$ROOT/build"; exec 8>"$ROOT/build/.lock"
    flock -n 8 || { say "waiting for another build of this tree"; flock 8; }
}
build_unlock() { exec 8>&-; }
MAVEN=(mvn)
maven_present() { command -v mvn >/dev/null || install_packages maven; }
# Runs Maven, without the network once a build of this tree has fetched what it needs. Output is shown as it comes.
maven() { # ARGUMENT...
    maven_present || return 1
    local log rc=1 fetched=$ROOT/build/fetched
    export JAVA_HOME=$JDK MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
    mkdir -p "$ROOT/build"; log=$ROOT/build/maven.log
    if [ -e "$fetched" ]; then maven_logged "$log" -o "$@"; rc=$?; fi
    if [ ! -e "$fetched" ] || { [ "$rc" != 0 ] && grep -qE 'in offline mode|has not been downloaded from it before|Cannot access .* offline' "$log"; }; then
        say "fetching the libraries that are not here yet"
        maven_logged "$log" "$@"; rc=$?
    fi
    [ "$rc" != 0 ] || : >"$fetched"
    return "$rc"
}
maven_logged() { # LOG ARGUMENT...
    local log=$1; shift
    (cd "$ROOT" && "${MAVEN[@]}" -B -ntp -Dstyle.color=never "$@" 8>&-) 2>&1 | tee "$log"; return "${PIPESTATUS[0]}"
}
