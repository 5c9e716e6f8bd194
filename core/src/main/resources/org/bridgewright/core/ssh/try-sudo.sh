# $1 the password, tried once. `printf` is the shell's own: it stands in no process list.
printf '%s\n' "$1" | sudo -k -S -p '' /bin/sh -c :
