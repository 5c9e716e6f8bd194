#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""For apply.sh: moves VM2 between default and router by a virsh that is connected, and prints the milliseconds from the command
to the tap's new master in the host's kernel.   open_virsh.py URI PID-OF-THE-HOST RUNS"""
import os, pathlib, subprocess, sys, tempfile, time

uri, pid, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
MAC = "52:54:00:02:01:02"
links = pathlib.Path(f"/proc/{pid}/root/sys/class/net")
tap = next(t for t in links.glob("vnet*") if (t / "address").read_text().strip()[3:] == MAC[3:])


def master():
    try:
        return os.path.basename(os.readlink(tap / "master"))
    except FileNotFoundError:  # in no bridge, for a moment
        return None


with tempfile.TemporaryDirectory() as folder:
    device = {}
    for bridge, network in (("virbr0", "router"), ("virbr1", "default")):
        device[bridge] = f"{folder}/{network}.xml"
        pathlib.Path(device[bridge]).write_text(
            f"<interface type='network'><mac address='{MAC}'/><source network='{network}'/><model type='virtio'/></interface>")
    shell = subprocess.Popen(["virsh", "-q", "-c", uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def say(command, mark):
        shell.stdin.write(f"{command}\necho {mark}\n")
        shell.stdin.flush()

    def heard(mark):
        for line in shell.stdout:
            if mark in line:
                return
        raise SystemExit("virsh has ended")

    say("version", "ready")
    heard("ready")
    for run in range(runs + runs % 2):  # an even number: it ends where it began
        was = master()
        begun = time.monotonic()
        say(f"update-device VM2 {device[was]} --live", f"done-{run}")
        while master() in (was, None):
            if time.monotonic() - begun > 20:
                raise SystemExit("the tap stayed on " + was)
            time.sleep(0.0003)
        print(f"{(time.monotonic() - begun) * 1000:.1f}", flush=True)
        heard(f"done-{run}")
    shell.stdin.close()
    shell.wait()
