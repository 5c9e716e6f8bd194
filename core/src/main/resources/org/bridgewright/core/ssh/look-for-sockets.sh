# $1 system|session. Looks only: opens nothing, so that no daemon is started by it.
echo "user $(id -un 2>/dev/null)"
look() {
	if [ -S "$1" ]; then
		if [ -w "$1" ]; then echo "open $1"; else echo "closed $1"; fi
	fi
}
if [ "$1" = session ]; then
	dir=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/libvirt
	for s in libvirt-sock virtqemud-sock; do look "$dir/$s"; done
else
	dir=/run/libvirt
	[ -d $dir ] || dir=/var/run/libvirt
	for s in libvirt-sock virtqemud-sock libvirt-sock-ro virtqemud-sock-ro; do look $dir/$s; done
fi
for p in libvirtd virtqemud; do
	command -v $p >/dev/null 2>&1 && { echo installed; break; }
done
exit 0
