// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.MoveTarget;
import org.bridgewright.core.change.PlanContext;
import org.bridgewright.core.change.When;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import picocli.CommandLine.Option;

/// The CHANGE words: what is to be different on the host.
public final class ChangeOptions {
    private static final Pattern MOVE =
            Pattern.compile(
                    "(?<guest>.+?)(/(?<vnic>[^/=]+))?=(?<target>network:.+|bridge:.+|link-down|link-up|detached)",
                    Pattern.DOTALL);
    private static final Pattern NETWORK =
            Pattern.compile(
                    "network:(?<name>.+?)(,portgroup=(?<group>[^,]+))?(,vlan=(?<vlan>[^,]*))?",
                    Pattern.DOTALL);
    private static final Pattern BRIDGE =
            Pattern.compile("bridge:(?<name>.+?)(,vlan=(?<vlan>[^,]*))?", Pattern.DOTALL);
    private static final int HIGHEST_VLAN = 4094;

    @Option(
            names = "--move",
            paramLabel = "GUEST[/VNIC]=TARGET",
            descriptionKey = "option.move",
            order = 1)
    private List<String> moves = new ArrayList<>();

    @Option(
            names = "--when",
            paramLabel = "WHEN",
            defaultValue = "both",
            descriptionKey = "option.when",
            order = 2)
    private String when = "both";

    @Option(
            names = "--start-network",
            paramLabel = "N",
            descriptionKey = "option.start-network",
            order = 3)
    private List<String> startNetworks = new ArrayList<>();

    @Option(
            names = "--stop-network",
            paramLabel = "N",
            descriptionKey = "option.stop-network",
            order = 4)
    private List<String> stopNetworks = new ArrayList<>();

    @Option(
            names = "--restart-network",
            paramLabel = "N",
            descriptionKey = "option.restart-network",
            order = 5)
    private List<String> restartNetworks = new ArrayList<>();

    @Option(
            names = "--start-guest",
            paramLabel = "G",
            descriptionKey = "option.start-guest",
            order = 6)
    private List<String> startGuests = new ArrayList<>();

    @Option(
            names = "--shutdown-guest",
            paramLabel = "G",
            descriptionKey = "option.shutdown-guest",
            order = 7)
    private List<String> shutdownGuests = new ArrayList<>();

    @Option(
            names = "--reboot-guest",
            paramLabel = "G",
            descriptionKey = "option.reboot-guest",
            order = 8)
    private List<String> rebootGuests = new ArrayList<>();

    @Option(
            names = "--suspend-guest",
            paramLabel = "G",
            descriptionKey = "option.suspend-guest",
            order = 9)
    private List<String> suspendGuests = new ArrayList<>();

    @Option(
            names = "--resume-guest",
            paramLabel = "G",
            descriptionKey = "option.resume-guest",
            order = 10)
    private List<String> resumeGuests = new ArrayList<>();

    /// A change as it was written, checked for its form before any host is opened.
    private record Move(String guest, Optional<String> vnic, MoveTarget target) {}

    /// @throws ProblemException `BAD_INPUT` when a word cannot be read, or there is none at all
    public void check() {
        when();
        moves.forEach(ChangeOptions::parse);
        if (moves.isEmpty()
                && startNetworks.isEmpty()
                && stopNetworks.isEmpty()
                && restartNetworks.isEmpty()
                && startGuests.isEmpty()
                && shutdownGuests.isEmpty()
                && rebootGuests.isEmpty()
                && suspendGuests.isEmpty()
                && resumeGuests.isEmpty()) {
            throw bad("change.none", "");
        }
    }

    /// The changes for the host that was read; names of vNICs are looked up in it.
    ///
    /// @throws ProblemException `NOT_FOUND` or `BAD_INPUT` when a VM or vNIC is not there, or it is not clear which is meant
    public List<Change> changes(Topology topology, HostId host, PlanContext context) {
        List<Change> changes = new ArrayList<>();
        startNetworks.forEach(n -> changes.add(new Change.StartNetwork(host, n)));
        for (String text : moves) {
            Move move = parse(text);
            GuestElement guest =
                    topology.find(ElementId.guest(host, move.guest()), GuestElement.class)
                            .orElseThrow(
                                    () -> missing("change.no-guest", move.guest(), host.value()));
            changes.add(
                    new Change.MoveVnic(
                            host,
                            guest.name(),
                            vnic(topology, guest, move, context),
                            move.target(),
                            when(),
                            Change.LinkCycle.AUTO));
        }
        restartNetworks.forEach(n -> changes.add(new Change.RestartNetwork(host, n)));
        startGuests.forEach(g -> changes.add(new Change.StartGuest(host, g)));
        shutdownGuests.forEach(g -> changes.add(new Change.ShutdownGuest(host, g)));
        rebootGuests.forEach(g -> changes.add(new Change.RebootGuest(host, g)));
        suspendGuests.forEach(g -> changes.add(new Change.SuspendGuest(host, g)));
        resumeGuests.forEach(g -> changes.add(new Change.ResumeGuest(host, g)));
        stopNetworks.forEach(n -> changes.add(new Change.StopNetwork(host, n)));
        return changes;
    }

    private When when() {
        for (When value : When.values()) {
            if (value.word().equals(when)) {
                return value;
            }
        }
        throw bad("change.when", when);
    }

    private static Move parse(String text) {
        Matcher move = MOVE.matcher(text);
        if (!move.matches()) {
            throw bad("change.move", text);
        }
        String target = move.group("target");
        MoveTarget to;
        if (target.equals("link-down")) {
            to = new MoveTarget.LinkDown();
        } else if (target.equals("link-up")) {
            to = new MoveTarget.LinkUp();
        } else if (target.equals("detached")) {
            to = new MoveTarget.Detached();
        } else if (target.startsWith("bridge:")) {
            to = bridge(target, text);
        } else {
            to = network(target, text);
        }
        return new Move(move.group("guest"), Optional.ofNullable(move.group("vnic")), to);
    }

    private static MoveTarget bridge(String target, String text) {
        Matcher bridge = BRIDGE.matcher(target);
        if (!bridge.matches()) {
            throw bad("change.move", text);
        }
        return new MoveTarget.ToBridge(bridge.group("name"), vlan(bridge));
    }

    private static MoveTarget network(String target, String text) {
        Matcher network = NETWORK.matcher(target);
        if (!network.matches()) {
            throw bad("change.move", text);
        }
        return new MoveTarget.ToNetwork(
                network.group("name"), Optional.ofNullable(network.group("group")), vlan(network));
    }

    private static Optional<Integer> vlan(Matcher target) {
        String tag = target.group("vlan");
        if (tag == null) {
            return Optional.empty();
        }
        if (!tag.matches("\\d{1,4}")
                || Integer.parseInt(tag) < 1
                || Integer.parseInt(tag) > HIGHEST_VLAN) {
            throw bad("change.vlan", tag);
        }
        return Optional.of(Integer.parseInt(tag));
    }

    private static ElementId vnic(
            Topology topology, GuestElement guest, Move move, PlanContext context) {
        List<VnicElement> vnics =
                guest.vnics().stream()
                        .flatMap(v -> topology.find(v, VnicElement.class).stream())
                        .toList();
        if (move.vnic().isEmpty()) {
            if (vnics.size() == 1) {
                return vnics.getFirst().id();
            }
            if (vnics.isEmpty()) {
                return onlyDetached(guest, context);
            }
            throw bad("change.which-vnic", guest.name(), list(vnics));
        }
        String asked = move.vnic().get().toLowerCase(Locale.ROOT);
        List<VnicElement> found = vnics.stream().filter(v -> isNamed(v, asked)).toList();
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        if (found.size() > 1) {
            throw bad("change.which-vnic", guest.name(), list(found));
        }
        Optional<ElementId> detached =
                MacAddress.parse(asked)
                        .map(mac -> ElementId.vnic(guest.host(), guest.name(), mac.text(), 1))
                        .filter(context.detached()::containsKey);
        return detached.orElseThrow(
                () -> missing("change.no-vnic", guest.name(), move.vnic().get(), list(vnics)));
    }

    /// A VM whose only vNIC was detached by us: that one is meant.
    private static ElementId onlyDetached(GuestElement guest, PlanContext context) {
        String prefix = ElementId.of(guest.host(), "vnic", guest.name()).value() + "/";
        List<ElementId> known =
                context.detached().keySet().stream()
                        .filter(id -> id.value().startsWith(prefix))
                        .sorted()
                        .toList();
        if (known.size() == 1) {
            return known.getFirst();
        }
        throw missing("change.no-vnics", guest.name());
    }

    /// By MAC, or by libvirt's alias; of a VM that is off, `netN` is the one that will get it.
    private static boolean isNamed(VnicElement vnic, String asked) {
        Optional<String> alias = vnic.shown().flatMap(Vnic::alias);
        return vnic.mac().map(MacAddress::text).filter(asked::equals).isPresent()
                || alias.map(a -> a.toLowerCase(Locale.ROOT).equals(asked))
                        .orElse(asked.equals("net" + (vnic.number() - 1)));
    }

    private static String list(List<VnicElement> vnics) {
        return vnics.stream()
                .map(
                        v ->
                                v.shown().flatMap(Vnic::alias).orElse("net" + (v.number() - 1))
                                        + " "
                                        + v.name())
                .collect(Collectors.joining(", "));
    }

    private static ProblemException bad(String key, Object... values) {
        return problem(Problem.Kind.BAD_INPUT, key, values);
    }

    private static ProblemException missing(String key, Object... values) {
        return problem(Problem.Kind.NOT_FOUND, key, values);
    }

    private static ProblemException problem(Problem.Kind kind, String key, Object... values) {
        return new ProblemException(
                Problem.of(
                        kind,
                        CliContext.WORDS.get(key, values),
                        "",
                        CliContext.WORDS.get(key + ".remedy", values)));
    }
}
