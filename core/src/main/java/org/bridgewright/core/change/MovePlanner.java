package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.libvirt.InterfaceXml;
import org.bridgewright.core.model.GuestAddress.AddressSource;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.MacAddress;
import org.bridgewright.core.model.Vnic;
import org.bridgewright.core.topology.Element;

/// The steps of one vNIC's move: live first, then the config, each with its inverse; then, where the guest should ask for
/// a lease at once, its link down and up. Config last, so that a reboot in the middle undoes the trial.
final class MovePlanner {
    /// Long enough for a guest's driver to see that the carrier is gone.
    static final Duration LINK_DOWN = Duration.ofSeconds(1);

    private final MoveSubject subject;
    private final Optional<Target> target;
    private final MoveTarget asked;
    private final String uuid;
    private final String mac;
    private final List<Step> steps = new ArrayList<>();

    MovePlanner(MoveSubject subject, Optional<Target> target) {
        this.subject = subject;
        this.target = target;
        this.asked = subject.change().target();
        this.uuid = subject.guest().uuid().orElseThrow();
        this.mac =
                subject.vnic()
                        .flatMap(Element.VnicElement::mac)
                        .map(MacAddress::text)
                        .or(() -> subject.detachedXml().flatMap(InterfaceEdit::mac))
                        .orElseThrow();
    }

    List<Step> steps() {
        if (subject.doLive() && MoveWish.differs(subject.live(), asked)) {
            live();
        }
        if (subject.doConfig() && MoveWish.differs(subject.config(), asked)) {
            config();
        }
        if (cyclesLink(subject, target)) {
            linkCycle();
        }
        return List.copyOf(steps);
    }

    /// Whether the plan ends with the link down and up.
    static boolean cyclesLink(MoveSubject subject, Optional<Target> target) {
        if (target.isEmpty()
                || !subject.doLive()
                || subject.live().filter(Vnic::linkUp).isEmpty()
                || !MoveWish.differs(subject.live(), subject.change().target())) {
            return false;
        }
        return switch (subject.change().linkCycle()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> target.get().hasDhcp() && hasLease(subject);
        };
    }

    static boolean hasLease(MoveSubject subject) {
        return subject.vnic().stream()
                .flatMap(v -> v.addresses().stream())
                .anyMatch(known -> known.source() == AddressSource.LEASE);
    }

    private boolean isPlace() {
        return asked instanceof MoveTarget.ToNetwork || asked instanceof MoveTarget.ToBridge;
    }

    private boolean asksVlan() {
        return asked.vlan().isPresent();
    }

    private void live() {
        Optional<String> liveXml = subject.live().map(Vnic::xml);
        if (liveXml.isEmpty()) {
            attach(Scope.LIVE);
            return;
        }
        String before = InterfaceEdit.sendable(liveXml.get());
        if (asked instanceof MoveTarget.Detached) {
            detach(Scope.LIVE, before);
            return;
        }
        String after =
                isPlace()
                        ? InterfaceEdit.moved(
                                before,
                                asked,
                                InterfaceXml.inherited(before, subject.config().map(Vnic::xml)))
                        : InterfaceEdit.withLink(before, asked instanceof MoveTarget.LinkUp);
        update(Scope.LIVE, before, after);
    }

    private void config() {
        Optional<String> configXml = subject.config().map(Vnic::xml);
        if (configXml.isEmpty()) {
            if (isPlace()) {
                attach(Scope.CONFIG);
            }
            return;
        }
        String before = configXml.get();
        if (asked instanceof MoveTarget.Detached) {
            detach(Scope.CONFIG, before);
            return;
        }
        update(
                Scope.CONFIG,
                before,
                isPlace()
                        ? InterfaceEdit.moved(before, asked, Set.of())
                        : InterfaceEdit.withLink(before, asked instanceof MoveTarget.LinkUp));
    }

    private void update(Scope scope, String before, String after) {
        List<Step.Check> checks = new ArrayList<>();
        List<Step.Check> undoChecks = new ArrayList<>();
        checks.add(checkIs(scope, after));
        undoChecks.add(checkIs(scope, before));
        if (scope == Scope.LIVE && isPlace()) {
            tapIn(target.flatMap(Target::kernelMaster)).ifPresent(checks::add);
            tapIn(masterNow()).ifPresent(undoChecks::add);
        }
        Drafts.add(
                steps,
                subject,
                Drafts.layer(scope),
                sentence(scope),
                new Step.Action.UpdateDevice(uuid, after, scope),
                Optional.of(new Step.Action.UpdateDevice(uuid, before, scope)),
                expectations(scope, Optional.of(before)),
                checks,
                undoChecks,
                Duration.ZERO,
                commands("update-device", scope),
                Optional.of(before),
                Optional.of(after));
    }

    private void detach(Scope scope, String before) {
        Drafts.add(
                steps,
                subject,
                Drafts.layer(scope),
                sentence(scope),
                new Step.Action.DetachDevice(uuid, before, scope),
                Optional.of(
                        new Step.Action.AttachDevice(uuid, InterfaceEdit.forAttach(before), scope)),
                expectations(scope, Optional.of(before)),
                List.of(new Step.Check.InterfaceAbsent(uuid, scope, mac)),
                List.of(checkIs(scope, before)),
                Duration.ZERO,
                commands("detach-device", scope),
                Optional.of(before),
                Optional.empty());
    }

    private void attach(Scope scope) {
        String last =
                subject.config()
                        .or(subject::live)
                        .map(Vnic::xml)
                        .or(subject::detachedXml)
                        .orElseThrow();
        String after = InterfaceEdit.moved(InterfaceEdit.forAttach(last), asked, Set.of());
        List<Step.Check> checks = new ArrayList<>();
        checks.add(checkIs(scope, after));
        if (scope == Scope.LIVE) {
            tapIn(target.flatMap(Target::kernelMaster)).ifPresent(checks::add);
        }
        Drafts.add(
                steps,
                subject,
                Drafts.layer(scope),
                Phrases.WORDS.get(
                        "step.attach." + Drafts.layer(scope).word(),
                        subject.name(),
                        Phrases.place(asked)),
                new Step.Action.AttachDevice(uuid, after, scope),
                Optional.of(new Step.Action.DetachDevice(uuid, after, scope)),
                expectations(scope, Optional.empty()),
                checks,
                List.of(new Step.Check.InterfaceAbsent(uuid, scope, mac)),
                Duration.ZERO,
                commands("attach-device", scope),
                Optional.empty(),
                Optional.of(after));
    }

    private void linkCycle() {
        String up =
                InterfaceEdit.moved(
                        InterfaceEdit.sendable(subject.live().orElseThrow().xml()),
                        asked,
                        InterfaceXml.inherited(
                                subject.live().orElseThrow().xml(),
                                subject.config().map(Vnic::xml)));
        String down = InterfaceEdit.withLink(up, false);
        linkStep("step.cycle-down", up, down, LINK_DOWN);
        linkStep("step.cycle-up", down, InterfaceEdit.withLink(down, true), Duration.ZERO);
    }

    private void linkStep(String sentence, String before, String after, Duration settle) {
        boolean goesUp = settle.isZero();
        Drafts.add(
                steps,
                subject,
                Step.Layer.LIVE,
                Phrases.WORDS.get(sentence, subject.name()),
                new Step.Action.UpdateDevice(uuid, after, Scope.LIVE),
                // Whatever fails, the link ends up: the inverse of both is the link up.
                Optional.of(
                        new Step.Action.UpdateDevice(
                                uuid, InterfaceEdit.withLink(after, true), Scope.LIVE)),
                List.of(
                        new Step.Expectation.InterfaceIs(
                                uuid,
                                Scope.LIVE,
                                mac,
                                address(),
                                InterfaceEdit.wiringFingerprint(before, asksVlan()))),
                List.of(checkIs(Scope.LIVE, after)),
                List.of(checkIs(Scope.LIVE, InterfaceEdit.withLink(after, true))),
                settle,
                List.of(
                        List.of(
                                "virsh",
                                "domif-setlink",
                                subject.guest().name(),
                                mac,
                                goesUp ? "up" : "down")),
                Optional.of(before),
                Optional.of(after));
    }

    private List<Step.Expectation> expectations(Scope scope, Optional<String> before) {
        List<Step.Expectation> expects = new ArrayList<>();
        if (scope == Scope.CONFIG && !subject.active()) {
            expects.add(new Step.Expectation.GuestIs(uuid, false));
            expects.add(new Step.Expectation.NoManagedSave(uuid));
        }
        expects.add(
                before.<Step.Expectation>map(
                                xml ->
                                        new Step.Expectation.InterfaceIs(
                                                uuid,
                                                scope,
                                                mac,
                                                address(),
                                                InterfaceEdit.wholeFingerprint(xml)))
                        .orElseGet(() -> new Step.Expectation.InterfaceAbsent(uuid, scope, mac)));
        return expects;
    }

    /// A config is compared whole; a live definition only in what was asked, since libvirt fills in the rest.
    private Step.Check checkIs(Scope scope, String xml) {
        return new Step.Check.InterfaceIs(
                uuid,
                scope,
                mac,
                address(),
                scope == Scope.CONFIG
                        ? InterfaceEdit.wholeFingerprint(xml)
                        : InterfaceEdit.wiringFingerprint(xml, asksVlan()));
    }

    private Optional<Step.Check> tapIn(Optional<String> master) {
        return master.map(name -> new Step.Check.TapIn(uuid, mac, address(), name));
    }

    private Optional<String> masterNow() {
        return subject.vnic().flatMap(Element.VnicElement::tapLink).flatMap(Link::master);
    }

    private Optional<String> address() {
        return subject.shown().flatMap(Vnic::deviceAddress);
    }

    private String sentence(Scope scope) {
        String layer = Drafts.layer(scope).word();
        return switch (asked) {
            case MoveTarget.LinkDown down ->
                    Phrases.WORDS.get("step.link-down." + layer, subject.name());
            case MoveTarget.LinkUp up -> Phrases.WORDS.get("step.link-up." + layer, subject.name());
            case MoveTarget.Detached detached -> placed("step.detach." + layer, scope);
            case MoveTarget.ToNetwork to -> placed("step.move." + layer, scope);
            case MoveTarget.ToBridge to -> placed("step.move." + layer, scope);
        };
    }

    private String placed(String key, Scope scope) {
        Vnic from =
                scope == Scope.LIVE ? subject.live().orElseThrow() : subject.config().orElseThrow();
        return Phrases.WORDS.get(
                key, subject.name(), Phrases.place(from.source()), Phrases.place(asked));
    }

    private List<List<String>> commands(String verb, Scope scope) {
        return List.of(
                List.of(
                        "virsh",
                        verb,
                        subject.guest().name(),
                        Drafts.INTERFACE_FILE,
                        scope == Scope.LIVE ? "--live" : "--config"));
    }
}
