package org.bridgewright.core.change;

/// Why the planner refuses a change; each has one sentence in the word bundle (`refusal.` + word) and, where there is
/// one, the way to make it possible (`refusal.WORD.instead`).
public enum RefusalReason {
    READ_ONLY,
    LOCKED,
    GUEST_UNKNOWN,
    VNIC_UNKNOWN,
    VNIC_AMBIGUOUS,
    NETWORK_UNKNOWN,
    BRIDGE_UNKNOWN,
    BRIDGE_ABSENT,
    NETWORK_INACTIVE,
    ALREADY_THERE,
    MACVTAP_LIVE,
    HOSTDEV,
    KIND_NOT_MOVABLE,
    MANAGED_SAVE,
    TRANSIENT_NEXT_START,
    MANAGED_ELSEWHERE,
    LIFELINE,
    OTHER_HOST,
    NOT_A_BRIDGE,
    OVS_WITHOUT_VIRTUALPORT,
    SEVERAL_LANES,
    VLAN_NOT_SUPPORTED,
    PORTGROUP_UNKNOWN,
    DUPLICATE_MAC,
    GUEST_BUSY,
    GUEST_OFF,
    GUEST_RUNNING,
    NETWORK_ACTIVE,
    NOT_READ,
    CONFLICTS,
    OBJECT_GONE,
    NAME_NOT_SAFE,
    OVS_LIVE,
    SUBNET_IN_USE,
    BRIDGE_NAME_TAKEN,
    NETWORK_STOPPED,
    NETWORK_TRANSIENT,
    NEEDS_ROOT,
    GUEST_STATE;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
