package org.bridgewright.core.host;

import java.util.Optional;

/// The few writes that a plan's steps need, on one host. Blocks; each call has the deadline of its [Cancel].
/// A refusal of the host comes as [org.bridgewright.core.model.ProblemException] with libvirt's own text.
public interface HostWriter extends AutoCloseable {
    /// Which of a domain's two definitions a call concerns.
    enum Scope {
        LIVE,
        CONFIG
    }

    /// `virDomainUpdateDeviceFlags` of one `<interface>` element.
    void updateDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel);

    /// `virDomainAttachDeviceFlags` of one `<interface>` element.
    void attachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel);

    /// `virDomainDetachDeviceFlags`; returning does not yet mean that a running guest let go of it.
    void detachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel);

    /// `virNetworkCreate` of a defined network; one that is active already is refused.
    void startNetwork(String name, Cancel cancel);

    /// `virNetworkDestroy`: makes it inactive; its definition stays.
    void stopNetwork(String name, Cancel cancel);

    /// `virNetworkCreateXML`: a network that is active at once and gone when it is stopped.
    void createNetwork(String networkXml, Cancel cancel);

    /// `ip link set ... master`, or `nomaster` where `bridge` is empty; needs root over there.
    void plugLink(String link, Optional<String> bridge, Cancel cancel);

    /// `virDomainCreate` of a defined guest; does not wait until it has booted.
    void startGuest(String guestUuid, Cancel cancel);

    /// Asks the guest to shut down (ACPI, agent); does not wait for it.
    void shutdownGuest(String guestUuid, Cancel cancel);

    /// Ends the guest at once.
    void forceOffGuest(String guestUuid, Cancel cancel);

    /// `virDomainReboot`: asks the guest; does not wait for it.
    void rebootGuest(String guestUuid, Cancel cancel);

    /// `virDomainSuspend`: it stands still in memory.
    void suspendGuest(String guestUuid, Cancel cancel);

    /// `virDomainResume` of a suspended guest.
    void resumeGuest(String guestUuid, Cancel cancel);

    /// The domain's XML now; empty when the domain is gone, or has no such definition.
    Optional<String> guestXml(String guestUuid, Scope scope, Cancel cancel);

    /// `virDomainGetState`'s word; empty when the domain is gone.
    Optional<String> guestState(String guestUuid, Cancel cancel);

    /// Whether the domain has a managed save image.
    boolean hasManagedSave(String guestUuid, Cancel cancel);

    /// The network's XML now (`LIVE`: as active); empty when gone or inactive.
    Optional<String> networkXml(String name, Scope scope, Cancel cancel);

    /// The kernel's master of a link right now; empty when it has none. Missing link = `NOT_FOUND`.
    Optional<String> kernelMaster(String link, Cancel cancel);

    /// Puts a line into the host's log (`logger`), best effort; `false` when there is no logger.
    boolean note(String line, Cancel cancel);

    @Override
    void close();
}
