package org.bridgewright.core.change;

import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;

/// Sends an action to a host.
final class Actions {
    private Actions() {}

    static void perform(Step.Action action, HostWriter writer, Cancel cancel) {
        switch (action) {
            case Step.Action.UpdateDevice a ->
                    writer.updateDevice(a.guestUuid(), a.xml(), a.scope(), cancel);
            case Step.Action.AttachDevice a ->
                    writer.attachDevice(a.guestUuid(), a.xml(), a.scope(), cancel);
            case Step.Action.DetachDevice a ->
                    writer.detachDevice(a.guestUuid(), a.xml(), a.scope(), cancel);
            case Step.Action.StartNetwork a -> writer.startNetwork(a.network(), cancel);
            case Step.Action.StopNetwork a -> writer.stopNetwork(a.network(), cancel);
            case Step.Action.CreateNetwork a -> writer.createNetwork(a.xml(), cancel);
            case Step.Action.PlugLink a -> writer.plugLink(a.link(), a.bridge(), cancel);
            case Step.Action.StartGuest a -> writer.startGuest(a.guestUuid(), cancel);
            case Step.Action.ShutdownGuest a -> writer.shutdownGuest(a.guestUuid(), cancel);
            case Step.Action.ForceOffGuest a -> writer.forceOffGuest(a.guestUuid(), cancel);
            case Step.Action.RebootGuest a -> writer.rebootGuest(a.guestUuid(), cancel);
            case Step.Action.SuspendGuest a -> writer.suspendGuest(a.guestUuid(), cancel);
            case Step.Action.ResumeGuest a -> writer.resumeGuest(a.guestUuid(), cancel);
        }
    }
}
