package org.bridgewright.core.host.live;

import org.bridgewright.core.host.LoginDialog;

/// How to open a host.
///
/// @param readOnly libvirt itself then refuses every write on the reading connection; writes need [OpenedHost#writer]
/// @param sudo read firewall and owner's files with `sudo`: only where the user has switched that on for the host
public record OpenOptions(boolean readOnly, boolean sudo, LoginDialog dialog, Manners manners) {
    /// For reading only, without `sudo`, and with the usual [Manners].
    public static OpenOptions reading(LoginDialog dialog) {
        return new OpenOptions(true, false, dialog, Manners.DEFAULT);
    }
}
