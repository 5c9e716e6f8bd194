# SPDX-License-Identifier: Apache-2.0
# The practical floor of one SSH exec: runs on the host and prints all that a picture needs, kernel and libvirt, at once.
ip -j -d -s link; ip -j addr; ip -j route show table all; ip -j neigh; bridge -j -d link; bridge -j fdb; bridge -j vlan
nft -j list ruleset
export LC_ALL=C
v='virsh -q -c qemu:///system'
nets=$($v net-list --all --name) guests=$($v list --all --name)
{   for n in $nets; do echo "net-info $n"; echo "net-dumpxml $n"; echo "net-dhcp-leases $n"; done
    echo 'list --all'
    for g in $guests; do echo "dumpxml $g"; done
} | $v
