package org.bridgewright.core.record;

import static org.bridgewright.core.record.Captures.WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.kernel.RawOutput;
import org.bridgewright.core.libvirt.DomainXml;
import org.bridgewright.core.libvirt.NetworkXml;
import org.bridgewright.core.libvirt.NodeDeviceXml;
import org.bridgewright.core.model.DhcpLease;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.LibvirtInfo;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.NodeDevice;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.Problem.Kind;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.VirtualNetwork;

/// A snapshot out of a capture's files. Pure.
final class CaptureReader {
    private final CaptureFiles capture;

    private CaptureReader(CaptureFiles capture) {
        this.capture = capture;
    }

    static HostSnapshot read(CaptureFiles capture, String uri) {
        CaptureReader reader = new CaptureReader(capture);
        return new HostSnapshot(
                new HostId(capture.hostId()),
                uri,
                capture.outputs().readAt(),
                reader.libvirt(),
                reader.kernel());
    }

    private KernelState kernel() {
        KernelState k = KernelReader.parse(capture.outputs());
        List<RawOutput> asked = capture.outputs().matching("domifaddr-agent-", ".txt");
        if (asked.isEmpty()) {
            return k;
        }
        List<GuestAddress> addresses = new ArrayList<>();
        for (RawOutput output : asked) {
            if (output.exitStatus() == 0) {
                addresses.addAll(VirshText.agentAddresses(output.text()));
            }
        }
        return k.withGuestAddressesByAgent(
                new Part.Present<>(List.copyOf(addresses), capture.outputs().readAt()));
    }

    private LibvirtState libvirt() {
        return new LibvirtState(info(), networks(), guests(), nodeDevices());
    }

    private Part<LibvirtInfo> info() {
        return text("version.txt", "part.libvirt")
                .map(
                        text ->
                                VirshText.version(
                                        text,
                                        (capture.commands().getOrDefault("version.txt", "") + " ")
                                                .contains(" -r "),
                                        capture.outputs()
                                                .good("capabilities.xml")
                                                .map(RawOutput::text)))
                .map(
                        info ->
                                info.orElseGet(
                                        () ->
                                                new LibvirtInfo(
                                                        "",
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        false,
                                                        Optional.empty())));
    }

    private Part<List<VirtualNetwork>> networks() {
        return text("net-list.txt", "part.networks")
                .map(text -> VirshText.networks(text).stream().map(this::network).toList());
    }

    private VirtualNetwork network(VirshText.ListedNetwork listed) {
        String name = listed.name();
        Optional<String> uuid =
                capture.text("net-info-", name, ".txt")
                        .map(text -> VirshText.form(text).get("UUID"));
        Optional<String> xml = capture.text("net-dumpxml-", name, ".xml");
        Optional<String> config = capture.text("net-dumpxml-inactive-", name, ".xml");
        // Of an inactive network virsh prints the config for both; a transient one has no config,
        // whatever is printed.
        Optional<String> live = listed.active() ? xml : Optional.empty();
        Optional<String> kept = listed.persistent() ? config.or(() -> xml) : Optional.empty();
        return NetworkXml.read(
                new NetworkXml.Listing(
                        name, uuid, listed.active(), listed.autostart(), listed.persistent()),
                live,
                kept,
                leases(name, listed.active()));
    }

    private Part<List<DhcpLease>> leases(String network, boolean active) {
        Optional<RawOutput> output = capture.of("net-dhcp-leases-", network, ".txt");
        if (output.isEmpty()) {
            return active
                    ? Part.missing(absent("net-dhcp-leases-" + network + ".txt", "part.leases"))
                    : new Part.Present<>(List.of(), capture.outputs().readAt());
        }
        if (output.get().exitStatus() != 0) {
            return active
                    ? Part.missing(failed(output.get(), "part.leases"))
                    : new Part.Present<>(List.of(), capture.outputs().readAt());
        }
        return new Part.Present<>(
                VirshText.leases(network, output.get().text(), capture.offset()),
                capture.outputs().readAt());
    }

    private Part<List<Guest>> guests() {
        return text("list.txt", "part.guests")
                .map(text -> VirshText.guests(text).stream().map(this::guest).toList());
    }

    private Guest guest(VirshText.ListedGuest listed) {
        String name = listed.name();
        Map<String, String> info =
                capture.text("dominfo-", name, ".txt").map(VirshText::form).orElse(Map.of());
        Optional<String> xml = capture.text("dumpxml-", name, ".xml");
        Optional<String> inactive = capture.text("dumpxml-inactive-", name, ".xml");
        boolean active = listed.id().isPresent();
        boolean persistent =
                Optional.ofNullable(info.get("Persistent"))
                        .map("yes"::equals)
                        .orElse(!active || inactive.isPresent());
        DomainXml.Listing listing =
                new DomainXml.Listing(
                        name,
                        Optional.ofNullable(info.get("UUID")),
                        listed.stateWord(),
                        persistent,
                        info.getOrDefault("Autostart", "").equals("enable"),
                        info.getOrDefault("Managed save", "").equals("yes"));
        Optional<String> config =
                persistent ? inactive.or(() -> active ? Optional.empty() : xml) : Optional.empty();
        Optional<String> live = active ? xml : Optional.empty();
        if (live.isEmpty() && config.isEmpty()) {
            Problem why =
                    capture.of("dumpxml-", name, ".xml")
                            .filter(output -> output.exitStatus() != 0)
                            .map(output -> failed(output, "part.guest"))
                            .orElseGet(() -> absent("dumpxml-" + name + ".xml", "part.guest"));
            return DomainXml.unreadable(listing, why);
        }
        return DomainXml.guest(listing, live, config);
    }

    private Part<List<NodeDevice>> nodeDevices() {
        List<RawOutput> outputs = capture.outputs().matching("nodedev-", ".xml");
        if (outputs.isEmpty()) {
            return text("nodedev-net.txt", "part.node-devices").map(text -> List.<NodeDevice>of());
        }
        List<NodeDevice> devices = new ArrayList<>();
        for (RawOutput output : outputs) {
            if (output.exitStatus() == 0) {
                device(output).ifPresent(devices::add);
            }
        }
        return new Part.Present<>(List.copyOf(devices), capture.outputs().readAt());
    }

    private static Optional<NodeDevice> device(RawOutput output) {
        try {
            return Optional.of(
                    NodeDeviceXml.read(
                            output.text(), WORDS.get("node-device.what", output.name())));
        } catch (ProblemException unreadable) {
            return Optional
                    .empty(); // one device hides only itself: its NIC is still known from the
            // kernel
        }
    }

    private Part<String> text(String file, String part) {
        Optional<RawOutput> output = capture.outputs().get(file);
        if (output.isEmpty()) {
            return Part.missing(absent(file, part));
        }
        return output.get().exitStatus() == 0
                ? new Part.Present<>(output.get().text(), capture.outputs().readAt())
                : Part.missing(failed(output.get(), part));
    }

    private static Problem absent(String file, String part) {
        return Problem.of(
                Kind.NOT_READ,
                WORDS.get("absent.summary", WORDS.get(part)),
                WORDS.get("absent.cause", file),
                WORDS.get("absent.remedy"));
    }

    private static Problem failed(RawOutput output, String part) {
        String said = output.stderr().strip();
        String cause =
                said.lines()
                        .map(line -> line.replaceFirst("^error: ", ""))
                        .filter(line -> !line.startsWith("failed to connect"))
                        .findFirst()
                        .orElseGet(() -> WORDS.get("failed.status", output.exitStatus()));
        boolean rights = said.contains("Permission denied") || said.contains("denied by");
        boolean absent = output.exitStatus() == 127;
        Kind kind = rights ? Kind.NOT_PERMITTED : absent ? Kind.TOOL_MISSING : Kind.HOST_REFUSED;
        String remedy = rights ? "failed.rights" : absent ? "failed.tool" : "failed.other";
        return Problem.of(
                        kind,
                        WORDS.get("absent.summary", WORDS.get(part)),
                        cause,
                        WORDS.get(remedy + ".remedy"))
                .withOriginal(WORDS.get("failed.source", output.name(), output.exitStatus()), said);
    }
}
