# What Bridgewright reads of a host's kernel. Plain POSIX sh; it changes nothing: no file, no module, no table.
# $1 mark   $2 what: picture full links listeners functions monitor   $3... names of links
# Each part is printed between marks: "MARK NAME", the output, "MARK= STATUS", what was said on standard error.
bw_mark=$1
bw_cap=8388608
exec 3>&1

# The time limit of a part, in the spelling of this host's timeout: coreutils', old busybox's, or none at all.
if timeout 5 true 2>/dev/null; then bw_limit() { nice -n 10 timeout 5 "$@"; }
elif timeout -t 5 true 2>/dev/null; then bw_limit() { nice -n 10 timeout -t 5 "$@"; }
else bw_limit() { nice -n 10 "$@"; }; fi

# NAME COMMAND...: one part. Its status is left in $bw_status.
bw_part() {
    bw_name=$1
    shift
    printf '\n%s %s\n' "$bw_mark" "$bw_name"
    bw_said=$( { { bw_limit "$@" 2>&4; echo "$bw_mark$?" >&4; } | head -c "$bw_cap" >&3; } 4>&1 )
    bw_status=${bw_said##*"$bw_mark"}
    bw_said=${bw_said%"$bw_mark"*}
    printf '\n%s= %s\n%s' "$bw_mark" "$bw_status" "$bw_said"
}
# NAME FORMAT WORDS...: a part that the shell itself knows; no process is started.
bw_text() {
    bw_name=$1
    shift
    printf '\n%s %s\n' "$bw_mark" "$bw_name"
    printf "$@"
    printf '\n%s= 0\n' "$bw_mark"
}
# FILE...: each as "FILE:VALUE", one line of each, as grep would print it.
bw_lines() {
    for bw_file; do
        if [ -r "$bw_file" ] && read -r bw_value <"$bw_file"; then printf '%s:%s\n' "$bw_file" "$bw_value"; fi
    done 2>/dev/null
}

bw_facts() {
    bw_text hostname.txt '%s' "$(bw_value=; read -r bw_value </proc/sys/kernel/hostname; printf %s "$bw_value")"
    bw_text uname-r.txt '%s' "$(bw_value=; read -r bw_value </proc/sys/kernel/osrelease; printf %s "$bw_value")"
    bw_text boot-id.txt '%s' "$(bw_value=; read -r bw_value </proc/sys/kernel/random/boot_id; printf %s "$bw_value")"
    bw_text ssh-connection.txt '%s' "${SSH_CONNECTION:-}"
    bw_text user.txt '%s' "${USER:-$(id -un)}"
    if [ -r /sys/class/dmi/id/product_uuid ]; then
        bw_text dmi-uuid.txt '%s' "$(bw_value=; read -r bw_value </sys/class/dmi/id/product_uuid; printf %s "$bw_value")"
    fi
    # Not by `read`: the kernel gives a number only to a read from its start, and dash reads byte by byte.
    bw_part sysctl-net.txt grep -s . /proc/sys/net/ipv4/ip_forward /proc/sys/net/bridge/bridge-nf-call-* \
        /proc/sys/net/ipv4/conf/all/forwarding /proc/sys/net/ipv4/conf/all/rp_filter /proc/sys/net/ipv4/conf/default/rp_filter \
        /proc/sys/net/ipv6/conf/all/forwarding /proc/sys/net/ipv6/conf/all/disable_ipv6 \
        /proc/sys/net/ipv6/conf/all/accept_ra /proc/sys/net/ipv6/conf/default/accept_ra
}

# What `ip` does not tell of hardware: driver, speed, Wi-Fi. Only links with a device behind them.
bw_hardware() {
    printf '\n%s sysfs-net.txt\n' "$bw_mark"
    for bw_dev in /sys/class/net/*/device; do
        [ -e "$bw_dev" ] || continue
        bw_net=${bw_dev%/device}
        printf '%s:\n' "$bw_dev"
        bw_lines "$bw_net/speed" "$bw_net/phy80211/name"
        while read -r bw_value; do
            case $bw_value in DRIVER=*) printf '%s/uevent:%s\n' "$bw_dev" "$bw_value" ;; esac
        done <"$bw_dev/uevent"
    done 2>/dev/null
    printf '\n%s= 0\n' "$bw_mark"
}

# Links by sysfs, for hosts whose `ip` is missing or tells too little.
bw_sysfs_links() {
    bw_part sysfs-links.txt sh -c 'cd / && ls -ld sys/class/net/*/master sys/class/net/*/brport/bridge sys/class/net/*/device 2>/dev/null | sed "s|sys/class/net/|/&|"
        grep -s . /sys/class/net/*/address /sys/class/net/*/flags /sys/class/net/*/mtu /sys/class/net/*/operstate /sys/class/net/*/carrier \
            /sys/class/net/*/ifindex /sys/class/net/*/type /sys/class/net/*/tx_queue_len /sys/class/net/*/tun_flags /sys/class/net/*/uevent \
            /sys/class/net/*/statistics/rx_[bpedo]* /sys/class/net/*/statistics/tx_[bpedc]* /sys/class/net/*/statistics/multicast /sys/class/net/*/statistics/collisions'
    bw_stp
}
bw_stp() {
    bw_part stp-sysfs.txt sh -c 'grep -s . /sys/class/net/*/bridge/[^fn]* /sys/class/net/*/bridge/forward_delay /sys/class/net/*/brport/[^fb]* | grep -v /flush:'
}

bw_json=unknown
bw_link_options() { # virtual functions are left out where that can be asked for: they are many and seldom change
    bw_novf=
    for bw_dev in /sys/class/net/*/device/sriov_numvfs; do
        if [ -r "$bw_dev" ] && read -r bw_value <"$bw_dev" && [ "$bw_value" != 0 ]; then bw_novf=novf; fi
    done 2>/dev/null
}
bw_links() {
    bw_link_options
    bw_part ip-link-stats.json ip -j -d -s link show $bw_novf
    if [ "$bw_status" != 0 ] && [ -n "$bw_novf" ]; then bw_part ip-link-stats.json ip -j -d -s link show; fi
    if [ "$bw_status" = 0 ]; then bw_json=yes; return; fi
    bw_json=no
    bw_part ip-link-stats.txt ip -d -s link
    if [ "$bw_status" = 0 ]; then bw_stp; return; fi
    bw_part ip-link.txt ip link
    bw_sysfs_links
}
bw_addresses() {
    if [ "$bw_json" = yes ]; then bw_part ip-addr.json ip -j addr; return; fi
    bw_part ip-addr.txt ip addr
    if [ "$bw_status" != 0 ]; then
        bw_part proc-net-fib-trie.txt cat /proc/net/fib_trie
        bw_part proc-net-if-inet6.txt cat /proc/net/if_inet6
    fi
}
bw_routes() {
    if [ "$bw_json" = yes ]; then
        bw_part ip-route-all.json ip -j route show table all
        bw_part ip-rule.json ip -j rule
        bw_part ip6-rule.json ip -6 -j rule
        return
    fi
    bw_part ip-route-all.txt ip route show table all
    if [ "$bw_status" != 0 ]; then
        bw_part ip-route.txt ip route
        bw_part ip6-route.txt ip -6 route
    fi
    if [ "$bw_status" != 0 ]; then
        bw_part proc-net-route.txt cat /proc/net/route
        bw_part proc-net-ipv6-route.txt cat /proc/net/ipv6_route
    fi
    bw_part ip-rule.txt ip rule
}
bw_neighbours() {
    if [ "$bw_json" = yes ]; then bw_part ip-neigh.json ip -j neigh; return; fi
    bw_part ip-neigh.txt ip neigh
    if [ "$bw_status" != 0 ]; then bw_part proc-net-arp.txt cat /proc/net/arp; fi
}
# The kernel's own table of each bridge has exact ages and costs a tenth of what `bridge` does; that one knows VLANs and
# the links' own addresses.
bw_has_brforward() {
    for bw_dev in /sys/class/net/*/brforward; do
        [ -r "$bw_dev" ]
        return
    done
}
bw_fdb() {
    if bw_has_brforward; then
        bw_part brforward.bin head -v -c "$bw_cap" /sys/class/net/*/brforward
        bw_part bridge-fdb.json bridge -j fdb show
    else
        bw_part bridge-fdb.json bridge -j -s fdb show
    fi
    if [ "$bw_status" != 0 ] && [ "$bw_status" != 127 ]; then bw_part bridge-fdb.txt bridge fdb show; fi
}
bw_bridge_tables() {
    bw_part bridge-vlan.json bridge -j vlan show
    if [ "$bw_status" != 0 ] && [ "$bw_status" != 127 ]; then bw_part bridge-vlan.txt bridge vlan show; fi
    bw_part bridge-mdb.json bridge -j mdb show
}
bw_bonds() {
    bw_text proc-net-bonding.txt ''
    for bw_file in /proc/net/bonding/*; do
        if [ -e "$bw_file" ]; then bw_part "proc-net-bonding-${bw_file##*/}.txt" cat "$bw_file"; fi
    done
}
bw_picture() {
    bw_links
    bw_addresses
    bw_facts
    bw_routes
    bw_fdb
    bw_bridge_tables
    bw_neighbours
    bw_bonds
    bw_hardware
}

# Whether asking a netfilter tool would load this module: then it has no rules, and is not asked.
bw_loaded() {
    [ -d "/sys/module/$1" ] || [ ! -e /proc/modules ] || grep -qs "/$1\.ko" "/lib/modules/$(uname -r)/modules.builtin" || [ -e "/proc/net/$2" ]
}
bw_firewall() {
    if bw_loaded nf_tables nf_tables; then
        bw_part nft-ruleset.json nft -j -t list ruleset
        if [ "$bw_status" != 0 ] && [ "$bw_status" != 127 ]; then bw_part nft-ruleset.txt nft -t list ruleset; fi
    else
        bw_text nft-ruleset.json '{"nftables": []}'
    fi
    if bw_loaded ip_tables ip_tables_names || bw_loaded nf_tables nf_tables; then bw_part iptables-save.txt iptables-save; else bw_text iptables-save.txt ''; fi
    if bw_loaded ip6_tables ip6_tables_names || bw_loaded nf_tables nf_tables; then bw_part ip6tables-save.txt ip6tables-save; else bw_text ip6tables-save.txt ''; fi
}
# The owner's files, with what looks like a secret taken out before it leaves the host.
bw_owner_files() {
    bw_text etc.txt ''
    for bw_file in /etc/network/interfaces /etc/network/interfaces.d/* /etc/netplan/*.yaml /etc/systemd/network/*.net* /etc/systemd/network/*.link \
        /etc/sysconfig/network-scripts/ifcfg-* /etc/NetworkManager/system-connections/* /etc/NetworkManager/NetworkManager.conf \
        /etc/resolv.conf /etc/nmstate/*.yml; do
        [ -f "$bw_file" ] && [ -r "$bw_file" ] || continue
        bw_rest=${bw_file#/etc/}
        case $bw_rest in *[!A-Za-z0-9._/\ @+-]*) continue ;; esac
        bw_name=etc-
        while :; do
            case $bw_rest in
            *[/\ @+]*)
                bw_head=${bw_rest%%[/ @+]*}
                bw_tail=${bw_rest#"$bw_head"}
                case $bw_tail in /*) bw_code=%2F ;; \ *) bw_code=%20 ;; @*) bw_code=%40 ;; *) bw_code=%2B ;; esac
                bw_name=$bw_name$bw_head$bw_code
                bw_rest=${bw_tail#?}
                ;;
            *) break ;;
            esac
        done
        bw_part "$bw_name$bw_rest" sed -E \
            -e 's/^([[:space:]]*["'\'']?[A-Za-z0-9_.-]*([Pp]assword|PASSWORD|passwd|[Pp]assphrase|[Ss]ecret|SECRET|[Pp][Ss][Kk]|wep[-_]key[a-z0-9]*|[Pp]rivate-?_?[Kk]ey|[Pp]reshared-?_?[Kk]ey|KEY[0-9]?)["'\'']?[[:space:]]*[:=]).*/\1 <removed>/' \
            -e 's/^([[:space:]]*(key|pin)[0-9]?[[:space:]]*[:=]).*/\1 <removed>/' \
            -e 's/^([[:space:]]*(wpa-psk|wpa-passphrase|wireless-key[0-9]?)[[:space:]]+).*/\1<removed>/' "$bw_file"
    done
}
# Which servers this host leans on, by name and address alone: of files that hold passwords, too, no other line is read out.
bw_servers() {
    bw_types='nfs4?|cifs|smb3|ceph|glusterfs|fuse\.glusterfs|fuse\.sshfs|lustre'
    bw_part etc-mtab sed -n -E -e "s/^([^ ]+) ([^ ]+) ($bw_types) (.*,)?(addr=[^, ]+).*/\\1 \\2 \\3 \\5/p;t" -e "s/^([^ ]+) ([^ ]+) ($bw_types) .*/\\1 \\2 \\3/p" /proc/mounts
    if [ -r /etc/fstab ]; then
        bw_part etc-fstab sed -n -E "s/^[[:space:]]*([^#[:space:]]+)[[:space:]]+([^[:space:]]+)[[:space:]]+($bw_types)([[:space:]].*)?\$/\\1 \\2 \\3/p" /etc/fstab
    fi
    if [ -r /run/systemd/resolve/resolv.conf ]; then bw_part etc-resolv.conf.upstream sed -n '/^nameserver/p' /run/systemd/resolve/resolv.conf; fi
    if [ -r /etc/sssd/sssd.conf ]; then
        bw_part etc-sssd%2Fsssd.conf sed -n -E '/^[[:space:]]*(ldap(_backup)?_uri|(krb5|ad|ipa)(_backup)?_server)[[:space:]]*=/p' /etc/sssd/sssd.conf
    fi
    if [ -r /etc/krb5.conf ]; then bw_part etc-krb5.conf sed -n -E '/^[[:space:]]*(kdc|master_kdc|admin_server)[[:space:]]*=/p' /etc/krb5.conf; fi
    if [ -r /etc/nslcd.conf ]; then bw_part etc-nslcd.conf sed -n -E '/^[[:space:]]*uri[[:space:]]/p' /etc/nslcd.conf; fi
    for bw_file in /sys/class/iscsi_connection/*/persistent_address; do
        if [ -r "$bw_file" ]; then bw_part iscsi-servers.txt sh -c 'cat /sys/class/iscsi_connection/*/persistent_address'; break; fi
    done
}
# Links that are gone by now are only missing from the answer.
bw_named_links() {
    if [ "$bw_json" != no ]; then
        bw_part ip-link-stats.json sh -c 'r=1; for l; do ip -j -d -s link show dev "$l" && r=0; done; exit $r' sh "$@"
        bw_part ip-addr.json sh -c 'r=1; for l; do ip -j addr show dev "$l" && r=0; done; exit $r' sh "$@"
    else
        bw_part ip-link-stats.txt sh -c 'r=1; for l; do ip -d -s link show dev "$l" && r=0; done; exit $r' sh "$@"
        bw_part ip-addr.txt sh -c 'r=1; for l; do ip addr show dev "$l" && r=0; done; exit $r' sh "$@"
    fi
}

# Counters of the named links, one line each, in the order of `ip -s link`. The shell reads them itself: this comes often.
bw_counters() {
    printf '\n%s counters.txt\n' "$bw_mark"
    for bw_link; do
        bw_row=$bw_link
        for bw_file in rx_bytes rx_packets rx_errors rx_dropped rx_over_errors multicast tx_bytes tx_packets tx_errors tx_dropped tx_carrier_errors collisions; do
            bw_value=-
            read -r bw_value <"/sys/class/net/$bw_link/statistics/$bw_file"
            bw_row="$bw_row $bw_value"
        done
        printf '%s\n' "$bw_row"
    done 2>/dev/null
    printf '\n%s= 0\n' "$bw_mark"
}

# PART KEY COMMAND...: prints the part only when it differs from what the last full dump of the stream held. Values
# that run (timers, life times) do not count.
bw_if_changed() {
    bw_key=$1
    shift
    bw_sum=$(bw_limit "$@" 2>&1 | sed -E 's/"[a-z_]*(timer|life_time|updated|used)":[0-9.]+//g; s/(timer|lft|used) +[0-9./]+[a-z]*//g' | cksum)
    eval "bw_old=\${bw_sum_$bw_key:-}"
    eval "bw_sum_$bw_key=\$bw_sum"
    [ "$bw_sum" != "$bw_old" ]
}
# The stations of all bridges, when one came, went or moved. Without sysfs the whole table.
bw_stations() {
    if ! bw_has_brforward; then
        if bw_if_changed fdb bridge -j fdb show; then bw_fdb; fi
    elif bw_if_changed fdb sh -c 'cat /sys/class/net/*/brforward | od -An -v -tx1 -w16 | cut -c1-24,37-39'; then
        bw_part brforward.bin head -v -c "$bw_cap" /sys/class/net/*/brforward
    fi
}
bw_count() { bw_number_of=$#; }
bw_sync() {
    if [ "$bw_json" = no ]; then bw_j=; else bw_j=-j; fi
    # Of many links the short form is compared: the details of 2,000 cost the host four times as much, and a change of theirs is
    # told as it happens.
    bw_count /sys/class/net/*
    if [ "$bw_number_of" -gt 500 ]; then bw_how=-o; else bw_how="$bw_j -d"; fi
    if bw_if_changed link ip $bw_how link; then bw_links; fi
    if [ "$bw_number_of" -le 500 ]; then bw_how=$bw_j; fi
    if bw_if_changed addr ip $bw_how addr; then bw_addresses; fi
    if bw_if_changed route ip $bw_j route show table all; then bw_routes; fi
    bw_stations
    if bw_if_changed vlan bridge -j vlan show; then bw_bridge_tables; fi
    if bw_if_changed facts grep -s . /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding; then bw_facts; fi
}

# Commands come on standard input, events from the kernel; one loop answers both, so that nothing is printed into the
# middle of something else. It ends when standard input ends.
bw_monitor() {
    {
        (
            trap 'kill $bw_child 2>/dev/null; exit' TERM HUP INT
            ip -o monitor link address route 2>&1 &
            bw_child=$!
            wait $bw_child
            echo 'monitor ended'
            while :; do # no monitor here: look for ourselves, and speak only of changes
                bw_now=$(ls -ld /sys/class/net/*/master 2>/dev/null | sed 's/.*net.//'; cat /sys/class/net/*/flags /sys/class/net/*/operstate 2>/dev/null)
                if [ "$bw_now" != "${bw_last-$bw_now}" ]; then echo 'monitor changed'; fi
                bw_last=$bw_now
                sleep 2 &
                bw_child=$!
                wait $bw_child
            done
        ) 3>&- &
        bw_events=$!
        while read -r bw_line; do printf '%s %s\n' "$bw_mark" "$bw_line"; done
        kill $bw_events 2>/dev/null
        printf '%s quit\n' "$bw_mark"
    } | {
        set -f
        while read -r bw_line; do
            set -- $bw_line
            case ${1:-} in
            "$bw_mark")
                shift
                bw_command=${1:-}
                bw_number=${2:-0}
                [ $# -ge 2 ] && shift 2
                set +f
                case $bw_command in
                quit) break ;;
                picture) bw_picture ;;
                full) bw_picture; bw_firewall; bw_owner_files; bw_servers ;;
                rest) bw_firewall; bw_owner_files; bw_servers ;;
                fdb) bw_fdb ;;
                stations) bw_stations ;;
                sync) bw_sync ;;
                links) bw_named_links "$@" ;;
                counters) bw_counters "$@" ;;
                esac
                set -f
                printf '\n%s# %s\n' "$bw_mark" "$bw_number"
                ;;
            monitor | netlink) printf '%s+ lost %s\n' "$bw_mark" "${2:-}" ;;
            '') ;;
            *)
                if [ "$1" = Deleted ]; then shift; fi
                case ${1:-} in
                [0-9]*:)
                    bw_link=${2%:}
                    bw_link=${bw_link%@*}
                    case ${3:-} in
                    inet*) printf '%s+ address %s\n' "$bw_mark" "$bw_link" ;;
                    *) printf '%s+ link %s\n' "$bw_mark" "$bw_link" ;;
                    esac
                    ;;
                *) printf '%s+ route\n' "$bw_mark" ;;
                esac
                ;;
            esac
        done
    }
}

bw_what=$2
shift 2
case $bw_what in
picture) bw_picture ;;
full) bw_picture; bw_firewall; bw_owner_files; bw_servers ;;
rest) bw_firewall; bw_owner_files; bw_servers ;;
links) bw_named_links "$@" ;;
listeners) bw_part ss-lunp.txt ss -lunp ;;
functions) bw_part ip-link-vf.json ip -j -d link show ;;
monitor) bw_monitor ;;
esac
