package org.bridgewright.core.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A step turned round: its inverse as the action, what it left as the expectation.
final class Reversal {
    private Reversal() {}

    /// @param left fingerprints by layer, as verification found them; where one is missing the step's own check serves
    static Step of(Step step, Map<String, String> left) {
        List<Step.Expectation> expects = new ArrayList<>();
        for (Step.Check check : step.checks()) {
            switch (check) {
                case Step.Check.InterfaceIs c ->
                        expects.add(
                                new Step.Expectation.InterfaceIs(
                                        c.guestUuid(),
                                        c.scope(),
                                        c.mac(),
                                        c.deviceAddress(),
                                        left.getOrDefault(
                                                Drafts.layer(c.scope()).word(), c.fingerprint())));
                case Step.Check.InterfaceAbsent c ->
                        expects.add(
                                new Step.Expectation.InterfaceAbsent(
                                        c.guestUuid(), c.scope(), c.mac()));
                case Step.Check.GuestIs c ->
                        expects.add(new Step.Expectation.GuestIs(c.guestUuid(), c.active()));
                case Step.Check.NetworkIs c ->
                        expects.add(new Step.Expectation.NetworkIs(c.network(), c.active()));
                case Step.Check.GuestStateIs c ->
                        expects.add(new Step.Expectation.GuestStateIs(c.guestUuid(), c.state()));
                case Step.Check.LinkIn c ->
                        expects.add(new Step.Expectation.LinkIn(c.link(), c.bridge()));
                case Step.Check.TapIn c -> {
                    // Where the tap is, is verified afterwards; a tap that somebody moved by hand
                    // comes back, too.
                }
            }
        }
        return new Step(
                step.number(),
                step.host(),
                step.subject(),
                Phrases.WORDS.get("undo.step", step.text()),
                step.layer(),
                step.inverse().orElseThrow(),
                Optional.of(step.action()),
                expects,
                step.undoChecks(),
                step.checks(),
                Duration.ZERO,
                PlanScript.undoCommands(step),
                step.after(),
                step.before(),
                step.risk());
    }

    /// A link-cycle step again, for the vNIC at its old place.
    ///
    /// @param back the live element there
    static Step cycle(Step step, String back) {
        boolean down = !step.settle().isZero();
        String up = InterfaceEdit.withLink(back, true);
        String other = InterfaceEdit.withLink(back, false);
        Step.Action.UpdateDevice action = (Step.Action.UpdateDevice) step.action();
        String mac = InterfaceEdit.mac(back).orElseThrow();
        Optional<String> address =
                step.checks().stream()
                        .flatMap(
                                c ->
                                        c instanceof Step.Check.InterfaceIs is
                                                ? is.deviceAddress().stream()
                                                : java.util.stream.Stream.empty())
                        .findFirst();
        String from = down ? up : other;
        String to = down ? other : up;
        return new Step(
                step.number(),
                step.host(),
                step.subject(),
                step.text(),
                step.layer(),
                new Step.Action.UpdateDevice(action.guestUuid(), to, action.scope()),
                Optional.of(new Step.Action.UpdateDevice(action.guestUuid(), up, action.scope())),
                List.of(
                        new Step.Expectation.InterfaceIs(
                                action.guestUuid(),
                                action.scope(),
                                mac,
                                address,
                                InterfaceEdit.wiringFingerprint(from, false))),
                List.of(is(action, mac, address, to)),
                List.of(is(action, mac, address, up)),
                step.settle(),
                step.commands(),
                Optional.of(from),
                Optional.of(to),
                step.risk());
    }

    private static Step.Check is(
            Step.Action.UpdateDevice action, String mac, Optional<String> address, String xml) {
        return new Step.Check.InterfaceIs(
                action.guestUuid(),
                action.scope(),
                mac,
                address,
                InterfaceEdit.wiringFingerprint(xml, false));
    }
}
