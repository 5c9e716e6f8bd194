package org.bridgewright.core.host;

/// How much one read fetches.
public enum ReadScope {
    /// What the first picture needs: all but firewall, owner files and listeners.
    PICTURE,
    /// All of [#PICTURE], then firewall and owner files.
    FULL,
    /// What [#FULL] has beyond [#PICTURE], laid over the picture that the same source has read or followed last; without one
    /// it is [#FULL].
    REST
}
