package org.bridgewright.core.change;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.VirtualNetwork.PortGroup;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;

/// Everything that speaks against one vNIC's move, before anything is built or written.
///
/// Each rule stands for a refusal of libvirt that would come too late, for one that libvirt does not make (lifeline, a
/// managed save that keeps the old network), or for an ambiguity that the application must not decide.
final class MoveCheck {
    private final HostView host;
    private final MoveSubject subject;
    private final Optional<Target> target;
    private final Lifeline lifeline;
    private final PlanContext context;
    private final Refusals refusals;

    MoveCheck(
            HostView host,
            MoveSubject subject,
            Optional<Target> target,
            Lifeline lifeline,
            PlanContext context) {
        this.host = host;
        this.subject = subject;
        this.target = target;
        this.lifeline = lifeline;
        this.context = context;
        this.refusals = new Refusals(subject.change());
    }

    List<Planned.Refusal> refusals() {
        guest();
        vnic();
        switch (subject.change().target()) {
            case MoveTarget.ToNetwork to -> toNetwork(to);
            case MoveTarget.ToBridge to -> toBridge(to);
            case MoveTarget.LinkDown down -> link();
            case MoveTarget.LinkUp up -> link();
            case MoveTarget.Detached detached -> {
                /* whatever can be seen can be detached, but for the rules above */
            }
        }
        if (refusals.isEmpty() && nothingToDo()) {
            refusals.add(
                    RefusalReason.ALREADY_THERE,
                    subject.name(),
                    Phrases.place(subject.change().target()));
        }
        return refusals.list();
    }

    private void guest() {
        String name = subject.guest().name();
        if (subject.guest().uuid().isEmpty() || subject.guest().unreadable().isPresent()) {
            refusals.add(RefusalReason.NOT_READ, name);
            return;
        }
        if (subject.guest().managedSave()) {
            refusals.add(RefusalReason.MANAGED_SAVE, name);
        }
        Optional<GuestState> state = subject.guest().state();
        if (subject.doLive() && state.filter(s -> s == GuestState.IN_SHUTDOWN).isPresent()) {
            refusals.add(RefusalReason.GUEST_BUSY, name, subject.guest().stateWord());
        }
        if (!subject.active() && subject.change().when() == When.NOW) {
            refusals.add(RefusalReason.GUEST_OFF, name);
        }
        if (!subject.guest().persistent() && subject.change().when() == When.NEXT_START) {
            refusals.add(RefusalReason.TRANSIENT_NEXT_START, name);
        }
        Optional<String> keeper =
                subject.vnic()
                        .flatMap(Element.VnicElement::managedBy)
                        .or(() -> subject.guest().managedBy());
        boolean allowed =
                subject.change().when() == When.NOW
                        && context.allowManaged().contains(subject.guestElement().id());
        if (keeper.isPresent() && !allowed) {
            refusals.add(RefusalReason.MANAGED_ELSEWHERE, name, keeper.get());
        }
    }

    private void vnic() {
        if (subject.vnic().isEmpty()) {
            return;
        }
        if (!(subject.change().target() instanceof MoveTarget.LinkUp)) {
            lifeline.why(subject.guestElement(), subject.vnic().get())
                    .ifPresent(why -> refusals.add(RefusalReason.LIFELINE, subject.name(), why));
        }
        Optional<MacAddress> mac = subject.vnic().get().mac();
        if (mac.isEmpty()) {
            refusals.add(RefusalReason.NOT_READ, subject.name());
            return;
        }
        long twins =
                host.vnicsOf(subject.guestElement()).stream()
                        .filter(other -> other.mac().equals(mac))
                        .count();
        boolean addressed =
                subject.shown().flatMap(Vnic::deviceAddress).isPresent()
                        && (!subject.doConfig()
                                || subject.config().flatMap(Vnic::deviceAddress).isPresent());
        if (twins > 1 && !addressed) {
            refusals.add(RefusalReason.DUPLICATE_MAC, subject.guest().name(), mac.get());
        }
        if (subject.shown().filter(v -> v.source() instanceof Vnic.Source.HostDevice).isPresent()) {
            refusals.add(RefusalReason.HOSTDEV, subject.name());
        }
    }

    private void link() {
        if (subject.doLive() && subject.live().isEmpty()
                || subject.doConfig() && subject.config().isEmpty() && subject.live().isEmpty()) {
            refusals.add(RefusalReason.VNIC_UNKNOWN, subject.guest().name(), subject.name(), "");
        }
    }

    private void toNetwork(MoveTarget.ToNetwork to) {
        if (target.isEmpty()) {
            boolean read = host.snapshot().libvirt().networks().isPresent();
            refusals.add(
                    read ? RefusalReason.NETWORK_UNKNOWN : RefusalReason.NOT_READ,
                    to.name(),
                    host.id());
            return;
        }
        VirtualNetwork network = target.get().network().orElseThrow();
        if (subject.doLive() && !host.willBeActive(network)) {
            refusals.add(
                    RefusalReason.NETWORK_INACTIVE,
                    Optional.of(new Change.StartNetwork(host.id(), network.name())),
                    network.name());
        }
        Optional<PortGroup> group =
                to.portGroup()
                        .flatMap(
                                name ->
                                        network.portGroups().stream()
                                                .filter(g -> g.name().equals(name))
                                                .findFirst());
        if (to.portGroup().isPresent() && group.isEmpty()) {
            refusals.add(
                    RefusalReason.PORTGROUP_UNKNOWN,
                    to.portGroup().get(),
                    network.name(),
                    groupNames(network));
        }
        if (to.portGroup().isEmpty() && to.vlan().isEmpty() && network.portGroups().size() > 1) {
            refusals.add(RefusalReason.SEVERAL_LANES, network.name(), groupNames(network));
        }
        bridgeOf(network);
        attachable(target.get(), to.vlan(), group);
    }

    private static String groupNames(VirtualNetwork network) {
        return network.portGroups().stream().map(PortGroup::name).collect(Collectors.joining(", "));
    }

    /// A network that uses a bridge of the host's needs that bridge; one that makes its own has it once it runs.
    private void bridgeOf(VirtualNetwork network) {
        Target to = target.orElseThrow();
        boolean makesItsOwn = network.mode().filter(m -> m.hasOwnBridge()).isPresent();
        if (to.isPool() || makesItsOwn || network.bridge().isEmpty() || !host.linksRead()) {
            return;
        }
        String name = network.bridge().get();
        if (host.link(name).isEmpty() && subject.doLive()) {
            refusals.add(RefusalReason.BRIDGE_ABSENT, name, network.name());
        }
    }

    private void toBridge(MoveTarget.ToBridge to) {
        if (!host.linksRead()) {
            refusals.add(RefusalReason.NOT_READ, to.name());
            return;
        }
        if (target.isEmpty()) {
            refusals.add(
                    host.link(to.name()).isPresent()
                            ? RefusalReason.NOT_A_BRIDGE
                            : RefusalReason.BRIDGE_UNKNOWN,
                    to.name(),
                    host.id());
            return;
        }
        if (!target.get().bridge().orElseThrow().link().actable()) {
            refusals.add(RefusalReason.NAME_NOT_SAFE, to.name());
        }
        attachable(target.get(), to.vlan(), Optional.empty());
    }

    /// What libvirt's own rules say about this vNIC on that kind of wiring.
    private void attachable(Target to, Optional<Integer> vlan, Optional<PortGroup> group) {
        Optional<Vnic> live = subject.doLive() ? subject.live() : Optional.empty();
        if (subject.doLive() && to.wiring() == Target.Wiring.HOSTDEV) {
            refusals.add(RefusalReason.HOSTDEV, subject.name());
        } else if (subject.doLive() && to.wiring() == Target.Wiring.MACVTAP) {
            refusals.add(RefusalReason.MACVTAP_LIVE, subject.name(), to.name());
        }
        live.ifPresent(now -> liveKind(now, to));
        if (subject.doConfig()) {
            subject.config()
                    .filter(c -> c.source() instanceof Vnic.Source.Other o && !isSimple(o))
                    .ifPresent(
                            c ->
                                    refusals.add(
                                            RefusalReason.KIND_NOT_MOVABLE,
                                            subject.name(),
                                            c.type()));
        }
        boolean virtualPort =
                subject.shown().flatMap(v -> v.carried().virtualPort()).isPresent()
                        || to.network().flatMap(VirtualNetwork::virtualPort).isPresent();
        if (to.wiring() == Target.Wiring.OVS && !virtualPort) {
            refusals.add(RefusalReason.OVS_WITHOUT_VIRTUALPORT, to.name());
        }
        vlan(to, vlan, group);
    }

    private void vlan(Target to, Optional<Integer> asked, Optional<PortGroup> group) {
        boolean carried =
                subject.config().or(subject::live).filter(v -> hasTags(v.carried())).isPresent();
        boolean byGroup = group.filter(g -> !g.vlanTags().isEmpty()).isPresent();
        boolean byNetwork = to.network().filter(n -> !n.vlanTags().isEmpty()).isPresent();
        if (to.wiring() == Target.Wiring.LINUX_BRIDGE
                && (asked.isPresent() || carried || byGroup || byNetwork)
                && !(to.isLayer2() && host.libvirtAtLeast(11, 0))) {
            refusals.add(
                    RefusalReason.VLAN_NOT_SUPPORTED,
                    to.name(),
                    host.libvirtVersion(),
                    subject.name());
        }
    }

    private static boolean hasTags(Vnic.Carried carried) {
        return !carried.vlanTags().isEmpty();
    }

    private void liveKind(Vnic now, Target to) {
        switch (now.source()) {
            case Vnic.Source.Direct direct ->
                    refusals.add(RefusalReason.MACVTAP_LIVE, subject.name(), to.name());
            case Vnic.Source.Other other ->
                    refusals.add(RefusalReason.KIND_NOT_MOVABLE, subject.name(), other.type());
            case Vnic.Source.HostDevice device -> {
                /* said already */
            }
            case Vnic.Source.Network network -> {
                boolean pool =
                        host.network(network.name()).filter(n -> n.network().isPool()).isPresent();
                if (pool || now.type().equals("direct")) {
                    refusals.add(RefusalReason.MACVTAP_LIVE, subject.name(), to.name());
                }
                ovs(now, to);
            }
            case Vnic.Source.Bridge bridge -> ovs(now, to);
        }
    }

    /// libvirt moves a live vNIC between Open vSwitch and a Linux bridge from 10.8.0 only.
    private void ovs(Vnic now, Target to) {
        boolean fromOvs = now.carried().virtualPort().filter("openvswitch"::equals).isPresent();
        boolean toOvs = to.wiring() == Target.Wiring.OVS;
        if (!to.isPool() && fromOvs != toOvs && !host.libvirtAtLeast(10, 8)) {
            refusals.add(RefusalReason.OVS_LIVE, subject.name(), to.name(), host.libvirtVersion());
        }
    }

    /// `user` and what has no back end of its own are mere words in a config.
    private static boolean isSimple(Vnic.Source.Other other) {
        return Set.of("user", "null").contains(other.type());
    }

    private boolean nothingToDo() {
        Set<Boolean> needed = new HashSet<>();
        if (subject.doLive()) {
            needed.add(differs(subject.live()));
        }
        if (subject.doConfig()) {
            needed.add(differs(subject.config()));
        }
        return !needed.contains(true);
    }

    private boolean differs(Optional<Vnic> definition) {
        return MoveWish.differs(definition, subject.change().target());
    }
}
