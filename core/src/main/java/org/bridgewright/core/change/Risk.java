package org.bridgewright.core.change;

/// The planner's risk classes: nothing; a vNIC or a definition; guests lose traffic; the host's own wiring; our own way in.
public enum Risk {
    R0,
    R1,
    R2,
    R3,
    R4
}
