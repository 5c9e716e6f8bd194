package org.bridgewright.core.record;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.kernel.OwnerFiles;
import org.bridgewright.core.kernel.RawOutput;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.NodeDevice;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.xml.XmlEdit;

/// libvirt's answers in the form that `virsh` prints, which [VirshText] reads: so there is one reader for captures,
/// whoever made them. Pure.
final class VirshForm {
    private final List<Output> outputs = new ArrayList<>();
    private String virsh = "virsh";

    /// A file of the capture, with the `virsh` command that prints the like.
    record Output(RawOutput raw, String command) {}

    private VirshForm() {}

    static List<Output> of(LibvirtState libvirt, KernelState kernel) {
        VirshForm form = new VirshForm();
        form.info(libvirt.info());
        form.networks(libvirt.networks());
        form.guests(libvirt.guests());
        form.nodeDevices(libvirt.nodeDevices());
        form.agents(kernel.guestAddressesByAgent());
        return form.outputs;
    }

    private void put(String file, String text, String command) {
        outputs.add(new Output(RawOutput.ok(file, text), virsh + " " + command));
    }

    private void fail(String file, Problem why, String command) {
        String said = why.original().map(Problem.Original::text).orElse(why.cause());
        outputs.add(
                new Output(
                        RawOutput.of(file, 1, new byte[0], "error: " + said.replace("error: ", "")),
                        virsh + " " + command));
    }

    private void info(Part<LibvirtInfo> part) {
        switch (part) {
            case Part.Missing<LibvirtInfo> m -> fail("version.txt", m.why(), "version");
            case Part.Present<LibvirtInfo> p -> {
                LibvirtInfo info = p.value();
                virsh = info.readOnly() ? "virsh -r" : "virsh";
                put(
                        "version.txt",
                        "Using library: libvirt "
                                + info.version()
                                + "\nRunning hypervisor: "
                                + info.hypervisor().orElse("")
                                + info.hypervisorVersion().map(v -> " " + v).orElse("")
                                + "\n",
                        "version");
                info.capabilitiesXml()
                        .ifPresent(xml -> put("capabilities.xml", xml, "capabilities"));
            }
        }
    }

    private void networks(Part<List<VirtualNetwork>> part) {
        switch (part) {
            case Part.Missing<List<VirtualNetwork>> m ->
                    fail("net-list.txt", m.why(), "net-list --all");
            case Part.Present<List<VirtualNetwork>> p -> {
                StringBuilder table =
                        new StringBuilder(" Name   State   Autostart   Persistent\n----\n");
                for (VirtualNetwork n : p.value()) {
                    table.append(
                            " %s   %s   %s   %s\n"
                                    .formatted(
                                            n.name(),
                                            n.active() ? "active" : "inactive",
                                            yes(n.autostart()),
                                            yes(n.persistent())));
                    network(n);
                }
                put("net-list.txt", table.toString(), "net-list --all");
            }
        }
    }

    private void network(VirtualNetwork n) {
        String name = OwnerFiles.encode(n.name());
        n.uuid()
                .ifPresent(
                        uuid ->
                                put(
                                        "net-info-" + name + ".txt",
                                        "Name:           "
                                                + n.name()
                                                + "\nUUID:           "
                                                + uuid
                                                + "\n",
                                        "net-info " + n.name()));
        n.liveXml()
                .or(n::configXml)
                .ifPresent(
                        xml -> put("net-dumpxml-" + name + ".xml", xml, "net-dumpxml " + n.name()));
        n.configXml()
                .ifPresent(
                        xml ->
                                put(
                                        "net-dumpxml-inactive-" + name + ".xml",
                                        xml,
                                        "net-dumpxml --inactive " + n.name()));
        String command = "net-dhcp-leases " + n.name();
        String file = "net-dhcp-leases-" + name + ".txt";
        switch (n.leases()) {
            case Part.Missing<List<DhcpLease>> m -> fail(file, m.why(), command);
            case Part.Present<List<DhcpLease>> p -> put(file, leases(p.value()), command);
        }
    }

    private static String leases(List<DhcpLease> leases) {
        StringBuilder table =
                new StringBuilder(
                        " Expiry Time   MAC address   Protocol   IP address   Hostname   Client ID or DUID\n----\n");
        for (DhcpLease lease : leases) {
            table.append(
                    " %s   %s   %s   %s   %s   %s\n"
                            .formatted(
                                    lease.expires()
                                            .map(
                                                    at ->
                                                            at.atOffset(ZoneOffset.UTC)
                                                                    .format(VirshText.LEASE_TIME))
                                            .orElse("1970-01-01 00:00:00"),
                                    lease.mac().map(Object::toString).orElse("-"),
                                    lease.ip().family() == 4 ? "ipv4" : "ipv6",
                                    lease.ip(),
                                    lease.hostname().orElse("-"),
                                    lease.clientId().orElse("-")));
        }
        return table.toString();
    }

    private void guests(Part<List<Guest>> part) {
        switch (part) {
            case Part.Missing<List<Guest>> m -> fail("list.txt", m.why(), "list --all");
            case Part.Present<List<Guest>> p -> {
                StringBuilder table = new StringBuilder(" Id   Name   State\n----\n");
                int id = 0;
                for (Guest g : p.value()) {
                    String shown = g.isActive() ? Integer.toString(++id) : "-";
                    table.append(" %s   %s   %s\n".formatted(shown, g.name(), g.stateWord()));
                    guest(g);
                }
                put("list.txt", table.toString(), "list --all");
            }
        }
    }

    private void guest(Guest g) {
        String name = OwnerFiles.encode(g.name());
        put(
                "dominfo-" + name + ".txt",
                "Name:           %s\nUUID:           %s\nPersistent:     %s\nAutostart:      %s\nManaged save:   %s\n"
                        .formatted(
                                g.name(),
                                g.uuid().orElse("-"),
                                yes(g.persistent()),
                                g.autostart() ? "enable" : "disable",
                                yes(g.managedSave())),
                "dominfo " + g.name());
        Optional<String> shown = g.liveXml().or(g::configXml);
        if (shown.isEmpty()) {
            g.unreadable()
                    .ifPresent(why -> fail("dumpxml-" + name + ".xml", why, "dumpxml " + g.name()));
        }
        shown.ifPresent(
                xml ->
                        put(
                                "dumpxml-" + name + ".xml",
                                XmlSecrets.leftOut(xml),
                                "dumpxml " + g.name()));
        g.configXml()
                .ifPresent(
                        xml ->
                                put(
                                        "dumpxml-inactive-" + name + ".xml",
                                        XmlSecrets.leftOut(xml),
                                        "dumpxml --inactive " + g.name()));
    }

    private void nodeDevices(Part<List<NodeDevice>> part) {
        switch (part) {
            case Part.Missing<List<NodeDevice>> m ->
                    fail("nodedev-net.txt", m.why(), "nodedev-list --cap net");
            case Part.Present<List<NodeDevice>> p -> {
                StringBuilder names = new StringBuilder();
                for (NodeDevice d : p.value()) {
                    names.append(d.name()).append('\n');
                    put(
                            "nodedev-" + OwnerFiles.encode(d.name()) + ".xml",
                            device(d),
                            "nodedev-dumpxml " + d.name());
                }
                put("nodedev-net.txt", names.toString(), "nodedev-list --cap net");
            }
        }
    }

    private static String device(NodeDevice d) {
        StringBuilder xml = new StringBuilder("<device>\n");
        element(xml, "name", Optional.of(d.name()));
        element(xml, "parent", d.parent());
        d.driver()
                .ifPresent(
                        driver ->
                                xml.append("  <driver><name>")
                                        .append(XmlEdit.escape(driver))
                                        .append("</name></driver>\n"));
        xml.append("  <capability type='net'>\n");
        element(xml, "interface", d.link());
        element(xml, "address", d.mac().map(Object::toString));
        if (d.linkState().isPresent() || d.speedMbps().isPresent()) {
            xml.append("  <link");
            d.speedMbps().ifPresent(speed -> xml.append(" speed='").append(speed).append('\''));
            d.linkState()
                    .ifPresent(
                            state ->
                                    xml.append(" state='")
                                            .append(XmlEdit.escape(state))
                                            .append('\''));
            xml.append("/>\n");
        }
        if (d.wireless()) {
            xml.append("  <capability type='80211'/>\n");
        }
        return xml.append("  </capability>\n</device>\n").toString();
    }

    private static void element(StringBuilder xml, String name, Optional<String> text) {
        text.ifPresent(
                t ->
                        xml.append("  <")
                                .append(name)
                                .append('>')
                                .append(XmlEdit.escape(t))
                                .append("</")
                                .append(name)
                                .append(">\n"));
    }

    private void agents(Part<List<GuestAddress>> part) {
        if (part instanceof Part.Present<List<GuestAddress>> p) {
            StringBuilder table =
                    new StringBuilder(" Name   MAC address   Protocol   Address\n----\n");
            for (GuestAddress a : p.value()) {
                table.append(
                        " -   %s   %s   %s/%d\n"
                                .formatted(
                                        a.mac(),
                                        a.ip().family() == 4 ? "ipv4" : "ipv6",
                                        a.ip(),
                                        a.ip().bits()));
            }
            put("domifaddr-agent-all.txt", table.toString(), "domifaddr --source agent");
        }
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }
}
