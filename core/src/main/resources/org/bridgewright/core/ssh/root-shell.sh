# $1 a mark. One root's shell for the whole session, on this script's own standard input: `sudo /bin/sh -s`, one line in sudo's log.
# Tells "MARK-prompt" when sudo wants a password, "MARK-running" when the shell is there: only then may a script be sent, since
# sudo would take it for a password; "MARK-ended STATUS" at the end.
exec 3<&0
sudo -k -S -p "
$1-prompt
" /bin/sh -s <&3 2>&1 &
bw_sudo=$!
bw_is_roots_shell() {
    bw_comm=
    read -r bw_comm <"/proc/$1/comm" || return 1
    case $bw_comm in sh | ash | dash | bash | ksh* | mksh | busybox | zsh) ;; *) return 1 ;; esac
    [ "$bw_me" = 0 ] || ! [ -O "/proc/$1" ] # before it becomes sudo, the new process is a shell of our own
}
bw_children() {
    bw_kids=
    read -r bw_kids <"/proc/$1/task/$1/children"
    printf '%s' "$bw_kids"
}
(
    bw_me=$(id -u)
    bw_n=0
    while [ "$bw_n" -lt 3000 ]; do
        for bw_pid in $bw_sudo $(bw_children "$bw_sudo"); do
            for bw_one in $bw_pid $(bw_children "$bw_pid"); do
                if bw_is_roots_shell "$bw_one"; then
                    printf '\n%s-running\n' "$1"
                    exit
                fi
            done
        done
        bw_n=$((bw_n + 1))
        sleep 0.1 || sleep 1
    done
) 2>/dev/null 3<&- &
bw_looking=$!
wait "$bw_sudo"
bw_status=$?
kill "$bw_looking" 2>/dev/null
printf '\n%s-ended %s\n' "$1" "$bw_status"
