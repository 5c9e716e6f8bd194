package org.bridgewright.core.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bridgewright.core.change.ChangePlan.Afterwards;
import org.bridgewright.core.model.IpPrefix;
import org.bridgewright.core.model.VirtualNetwork;
import org.bridgewright.core.model.VirtualNetwork.DhcpReservation;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element.Attachment;
import org.bridgewright.core.topology.Element.VnicElement;

/// What a move interrupts, and what will not be as before. Facts read, and what follows from them by rule.
final class Consequences {
    private final HostView host;
    private final MoveSubject subject;
    private final Optional<Target> target;
    private final List<Afterwards> afterwards = new ArrayList<>();

    Consequences(HostView host, MoveSubject subject, Optional<Target> target) {
        this.host = host;
        this.subject = subject;
        this.target = target;
    }

    List<String> interrupts() {
        List<String> interrupts = new ArrayList<>();
        MoveTarget asked = subject.change().target();
        if (!subject.doLive() || !MoveWish.differs(subject.live(), asked)) {
            return interrupts;
        }
        switch (asked) {
            case MoveTarget.Detached detached -> add(interrupts, "interrupts.detach");
            case MoveTarget.LinkDown down -> add(interrupts, "interrupts.link-down");
            case MoveTarget.LinkUp up -> {
                /* nothing is cut by a link that comes up */
            }
            case MoveTarget.ToNetwork to -> moved(interrupts);
            case MoveTarget.ToBridge to -> moved(interrupts);
        }
        if (!(asked instanceof MoveTarget.LinkUp)) {
            routesFor().ifPresent(interrupts::add);
        }
        return interrupts;
    }

    private void add(List<String> interrupts, String key) {
        interrupts.add(Phrases.WORDS.get(key, subject.name()));
    }

    private void moved(List<String> interrupts) {
        if (subject.live().isPresent()) {
            add(
                    interrupts,
                    MovePlanner.cyclesLink(subject, target)
                            ? "interrupts.cycle"
                            : "interrupts.move");
        }
    }

    /// A VM that stands in several networks may route between them: then others lose their way, too.
    private Optional<String> routesFor() {
        List<VnicElement> own = host.vnicsOf(subject.guestElement());
        TreeSet<String> places = new TreeSet<>();
        own.forEach(v -> v.liveAt().flatMap(Consequences::placeOf).ifPresent(places::add));
        if (places.size() < 2) {
            return Optional.empty();
        }
        long others =
                host.vnics()
                        .filter(v -> !v.guest().equals(subject.guestElement().id()))
                        .filter(
                                v ->
                                        v.liveAt()
                                                .flatMap(Consequences::placeOf)
                                                .filter(places::contains)
                                                .isPresent())
                        .map(VnicElement::guest)
                        .distinct()
                        .count();
        return others == 0
                ? Optional.empty()
                : Optional.of(
                        Phrases.WORDS.get(
                                "interrupts.routes",
                                subject.guest().name(),
                                String.join(", ", places),
                                others));
    }

    private static Optional<String> placeOf(Attachment at) {
        return switch (at) {
            case Attachment.ToNetwork to -> Optional.of(to.name());
            case Attachment.ToLink to -> Optional.of(to.name());
            case Attachment.Nowhere nowhere -> Optional.empty();
            case Attachment.Own own -> Optional.empty();
        };
    }

    List<Afterwards> afterwards() {
        when();
        switch (subject.change().target()) {
            case MoveTarget.Detached detached -> say("afterwards.detached", false);
            case MoveTarget.LinkDown down -> say("afterwards.link-down", false);
            case MoveTarget.LinkUp up -> {
                /* as before the link went down */
            }
            case MoveTarget.ToNetwork to -> place();
            case MoveTarget.ToBridge to -> place();
        }
        return List.copyOf(afterwards);
    }

    private void when() {
        String name = subject.guest().name();
        if (subject.active() && !subject.doLive()) {
            say("afterwards.next-start", false, name);
        } else if (subject.active() && !subject.guest().persistent()) {
            say("afterwards.transient", false, name);
        } else if (subject.active() && !subject.doConfig()) {
            String back =
                    subject.config()
                            .map(c -> Phrases.place(c.source()))
                            .orElseGet(() -> Phrases.WORDS.get("place.detached"));
            say("afterwards.now-only", false, back);
        }
    }

    private void place() {
        Target to = target.orElseThrow();
        address(to);
        reservation(to);
        reach(to);
        lasting(to);
        carried(to);
        twinMac();
    }

    private void address(Target to) {
        String network = to.name();
        if (to.hasDhcp()) {
            String range =
                    to.network().orElseThrow().dhcpRanges().stream()
                            .map(r -> r.start() + " - " + r.end())
                            .collect(Collectors.joining(", "));
            boolean keepsOld =
                    subject.doLive()
                            && subject.live().isPresent()
                            && !MovePlanner.cyclesLink(subject, target);
            say(
                    keepsOld ? "afterwards.lease-later" : "afterwards.lease",
                    false,
                    network,
                    range.isEmpty() ? "?" : range);
        } else if (to.isLayer2()) {
            say("afterwards.layer2", false, Phrases.place(to.asked()));
        } else {
            Optional<IpPrefix> subnet =
                    to.network().orElseThrow().subnets().stream()
                            .filter(s -> s.family() == 4)
                            .findFirst()
                            .or(() -> to.network().orElseThrow().subnets().stream().findFirst());
            if (subnet.isPresent()) {
                say(
                        "afterwards.no-dhcp",
                        true,
                        network,
                        hosts(subnet.get()),
                        subject.guest().name());
            } else {
                say("afterwards.no-address", true, network, subject.guest().name());
            }
        }
    }

    /// `192.168.132.x` for a /24; the subnet itself for any other length.
    static String hosts(IpPrefix subnet) {
        String text = subnet.network().toString();
        return subnet.family() == 4 && subnet.length() == 24
                ? text.substring(0, text.lastIndexOf('.')) + ".x"
                : text;
    }

    /// A reservation is the old network's own: it does not come along.
    private void reservation(Target to) {
        Optional<VirtualNetwork> from = networkNow();
        if (from.isEmpty() || from.get().name().equals(to.name()) || subject.vnic().isEmpty()) {
            return;
        }
        for (DhcpReservation kept : from.get().reservations()) {
            if (kept.mac().isPresent() && kept.mac().equals(subject.vnic().get().mac())) {
                say(
                        "afterwards.reservation",
                        false,
                        kept.ip().map(Object::toString).or(kept::name).orElse("?"),
                        from.get().name());
            }
        }
    }

    private Optional<VirtualNetwork> networkNow() {
        return subject.shown()
                .map(Vnic::source)
                .filter(Vnic.Source.Network.class::isInstance)
                .map(source -> ((Vnic.Source.Network) source).name())
                .flatMap(host::network)
                .map(n -> n.network());
    }

    private void reach(Target to) {
        if (to.wiring() == Target.Wiring.MACVTAP) {
            say("afterwards.macvtap", false, to.name());
        } else if (to.wiring() == Target.Wiring.HOSTDEV) {
            say("afterwards.hostdev", true, to.name(), subject.guest().name());
        }
        boolean isolated =
                to.network()
                        .flatMap(VirtualNetwork::mode)
                        .filter(m -> m == org.bridgewright.core.model.ForwardMode.ISOLATED)
                        .isPresent();
        if (isolated) {
            say("afterwards.isolated", false, to.name(), subject.guest().name());
        }
    }

    /// A saved place that will not be there after the host's next boot.
    private void lasting(Target to) {
        if (!subject.doConfig() || to.network().isEmpty()) {
            return;
        }
        VirtualNetwork network = to.network().get();
        if (!network.persistent()) {
            say("afterwards.network-transient", true, network.name(), subject.guest().name());
        } else if (!network.autostart()) {
            say("afterwards.network-no-autostart", false, network.name(), subject.guest().name());
        }
        if (!host.willBeActive(network) && !subject.active()) {
            say("afterwards.network-stopped", true, network.name(), subject.guest().name());
        }
    }

    /// What stays on the interface and may not fit where it goes.
    private void carried(Target to) {
        Optional<Vnic> from = subject.config().or(subject::live);
        if (from.isEmpty()) {
            return;
        }
        Vnic.Carried carried = from.get().carried();
        carried.filter()
                .ifPresent(
                        filter -> {
                            List<String> pinned = new ArrayList<>();
                            filter.parameters()
                                    .forEach(
                                            (name, values) -> {
                                                if (name.toUpperCase(Locale.ROOT)
                                                        .matches("IP|IPV6")) {
                                                    pinned.addAll(values);
                                                }
                                            });
                            pinned.sort(null);
                            if (pinned.isEmpty()) {
                                say("carried.filter", false, filter.name());
                            } else {
                                say(
                                        "carried.filter-pinned",
                                        true,
                                        filter.name(),
                                        String.join(", ", pinned));
                            }
                        });
        carried.virtualPort()
                .filter(v -> !(v.equals("openvswitch") && to.wiring() == Target.Wiring.OVS))
                .ifPresent(v -> say("carried.virtualport", true, v));
        boolean newTag = to.asked().vlan().isPresent();
        if (!carried.vlanTags().isEmpty() && !newTag) {
            say(
                    "carried.vlan",
                    true,
                    carried.vlanTags().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ")));
        }
        if (from.get().source() instanceof Vnic.Source.Network network) {
            network.portGroup().ifPresent(g -> say("carried.portgroup", false, g, network.name()));
        }
        if (carried.isolated()) {
            say("carried.isolated", false);
        }
        if (carried.bandwidth()) {
            say("carried.bandwidth", false);
        }
        mtu(carried, to);
    }

    private void mtu(Vnic.Carried carried, Target to) {
        Optional<Integer> there =
                to.bridge()
                        .map(b -> b.link().mtuBytes())
                        .or(() -> to.network().flatMap(VirtualNetwork::mtuBytes));
        Optional<Integer> here =
                carried.mtuBytes()
                        .or(
                                () ->
                                        subject.vnic()
                                                .flatMap(VnicElement::tapLink)
                                                .map(tap -> tap.mtuBytes()));
        if (there.isPresent() && here.isPresent() && !there.equals(here)) {
            say("carried.mtu", here.get() > there.get(), here.get(), to.name(), there.get());
        }
    }

    /// Two stations of one MAC in one L2 domain: neither will work.
    private void twinMac() {
        Optional<VnicElement> own = subject.vnic();
        if (own.isEmpty() || own.get().mac().isEmpty()) {
            return;
        }
        String there = target.orElseThrow().name();
        host.vnics()
                .filter(v -> !v.id().equals(own.get().id()) && v.mac().equals(own.get().mac()))
                .filter(v -> placeOf(v.at()).filter(there::equals).isPresent())
                .findFirst()
                .ifPresent(
                        v ->
                                say(
                                        "afterwards.twin-mac",
                                        true,
                                        own.get().mac().get(),
                                        v.guest().value()));
    }

    private void say(String key, boolean bad, Object... values) {
        Object[] all = values.length == 0 ? new Object[] {subject.name()} : values;
        afterwards.add(new Afterwards(Phrases.WORDS.get(key, all), bad));
    }
}
