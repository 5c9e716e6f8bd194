package org.bridgewright.core.change;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.HostWriter.Scope;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// One step of a plan: what is done, its inverse, what it expects to find, how it is checked. Complete before the first write.
///
/// @param number from 1
/// @param text one plain sentence for people
/// @param layer where it writes
/// @param inverse empty when it cannot be taken back (a guest that shut down)
/// @param undoChecks what must hold after the inverse
/// @param settle how long to leave the host alone once the checks hold (a link that is down, so that the guest sees it)
/// @param commands the equal `virsh`/`ip` commands, each a list of words
/// @param before the XML as it is, `after` as it will be, where the step changes XML
public record Step(
        int number,
        HostId host,
        ElementId subject,
        String text,
        Layer layer,
        Action action,
        Optional<Action> inverse,
        List<Expectation> expects,
        List<Check> checks,
        List<Check> undoChecks,
        Duration settle,
        List<List<String>> commands,
        Optional<String> before,
        Optional<String> after,
        Risk risk) {
    public Step {
        expects = List.copyOf(expects);
        checks = List.copyOf(checks);
        undoChecks = List.copyOf(undoChecks);
        commands = List.copyOf(commands);
    }

    /// The same step in another place of its plan.
    Step withNumber(int place) {
        return with(place, layer, action, inverse, expects, undoChecks);
    }

    /// The same step, sending something else.
    Step withAction(Action other) {
        return with(number, layer, other, inverse, expects, undoChecks);
    }

    /// The same step, finding something else beforehand.
    Step withExpects(List<Expectation> others) {
        return with(number, layer, action, inverse, others, undoChecks);
    }

    /// The same step, without a way back.
    Step withoutInverse() {
        return with(number, layer, action, Optional.empty(), expects, List.of());
    }

    /// The same step, writing elsewhere.
    Step in(Layer other) {
        return with(number, other, action, inverse, expects, undoChecks);
    }

    private Step with(
            int place,
            Layer written,
            Action sent,
            Optional<Action> back,
            List<Expectation> found,
            List<Check> undone) {
        return new Step(
                place, host, subject, text, written, sent, back, found, checks, undone, settle,
                commands, before, after, risk);
    }

    /// Where on the host a step takes effect.
    public enum Layer {
        LIVE,
        CONFIG,
        KERNEL,
        HOST_FILES;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /// What is sent to the host. Guests are named by UUID.
    public sealed interface Action {
        record UpdateDevice(String guestUuid, String xml, Scope scope) implements Action {}

        record AttachDevice(String guestUuid, String xml, Scope scope) implements Action {}

        record DetachDevice(String guestUuid, String xml, Scope scope) implements Action {}

        record StartNetwork(String network) implements Action {}

        record StopNetwork(String network) implements Action {}

        /// Makes a network that lives only as long as it runs.
        record CreateNetwork(String network, String xml) implements Action {}

        /// Makes a link of the kernel a port of a bridge; of none when that is empty.
        record PlugLink(String link, Optional<String> bridge) implements Action {}

        record StartGuest(String guestUuid) implements Action {}

        record ShutdownGuest(String guestUuid) implements Action {}

        record ForceOffGuest(String guestUuid) implements Action {}

        record RebootGuest(String guestUuid) implements Action {}

        record SuspendGuest(String guestUuid) implements Action {}

        record ResumeGuest(String guestUuid) implements Action {}
    }

    /// What must hold just before the step; a fingerprint is the SHA-256 of a canonical form without volatile parts.
    public sealed interface Expectation {
        /// The vNIC is there, as its fingerprint says.
        record InterfaceIs(
                String guestUuid,
                Scope scope,
                String mac,
                Optional<String> deviceAddress,
                String fingerprint)
                implements Expectation {}

        record InterfaceAbsent(String guestUuid, Scope scope, String mac) implements Expectation {}

        record GuestIs(String guestUuid, boolean active) implements Expectation {}

        /// In that state, in `virsh domstate`'s word.
        record GuestStateIs(String guestUuid, String state) implements Expectation {}

        record NetworkIs(String network, boolean active) implements Expectation {}

        /// The link is a port of that bridge, or of none.
        record LinkIn(String link, Optional<String> bridge) implements Expectation {}

        record NoManagedSave(String guestUuid) implements Expectation {}
    }

    /// What must hold after it, polled until a deadline. Only what was asked.
    public sealed interface Check {
        /// The vNIC is there, as its fingerprint says.
        record InterfaceIs(
                String guestUuid,
                Scope scope,
                String mac,
                Optional<String> deviceAddress,
                String fingerprint)
                implements Check {}

        record InterfaceAbsent(String guestUuid, Scope scope, String mac) implements Check {}

        /// The live vNIC's tap is a port of `bridge` in the kernel.
        record TapIn(String guestUuid, String mac, Optional<String> deviceAddress, String bridge)
                implements Check {}

        record GuestIs(String guestUuid, boolean active) implements Check {}

        /// In that state, in `virsh domstate`'s word.
        record GuestStateIs(String guestUuid, String state) implements Check {}

        record NetworkIs(String network, boolean active) implements Check {}

        /// The link is a port of that bridge, or of none.
        record LinkIn(String link, Optional<String> bridge) implements Check {}
    }
}
