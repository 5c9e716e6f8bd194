// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.util.Locale;
import java.util.Optional;
import org.bridgewright.core.host.HostUris;

/// A host as the user saved it. Identity is its URI. Holds no secret.
///
/// @param name what the sidebar says until the host has told its own
/// @param group the heading it stands under; empty text = none
/// @param colour of its header, `#rrggbb`; empty = none
/// @param unlocked changes are allowed without asking again (never for a new remote host)
/// @param open it was open when the window was last used
/// @param sudo the user allowed sudo there
public record SavedHost(
        String uri,
        String name,
        String group,
        Optional<String> colour,
        boolean unlocked,
        boolean open,
        boolean sudo) {
    public SavedHost {
        if (uri.isBlank()) {
            throw new IllegalArgumentException("a host has a URI");
        }
    }

    /// A host that was just named: this computer opens unlocked, all others locked.
    public static SavedHost of(String uri, String name, String group) {
        return new SavedHost(uri, name, group, Optional.empty(), !isRemote(uri), true, false);
    }

    public boolean isRemote() {
        return isRemote(uri);
    }

    /// Whether the user gave it a name that is not merely its address.
    public boolean isNamed() {
        return !uri.startsWith("demo:") && !name.equals(HostUris.parse(uri).label());
    }

    /// Recordings and the demo: nothing that is done there reaches a host.
    public boolean isRecording() {
        return isRecording(uri);
    }

    /// Whether a URI names a recording, which cannot change by itself.
    public static boolean isRecording(String uri) {
        return uri.startsWith("file:") || uri.startsWith("demo:");
    }

    private static boolean isRemote(String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':'))).toLowerCase(Locale.ROOT);
        return scheme.contains("+ssh") || scheme.contains("+tls") || scheme.contains("+tcp");
    }

    public SavedHost withUnlocked(boolean now) {
        return new SavedHost(uri, name, group, colour, now, open, sudo);
    }

    public SavedHost withOpen(boolean now) {
        return new SavedHost(uri, name, group, colour, unlocked, now, sudo);
    }

    public SavedHost withName(String newName) {
        return new SavedHost(uri, newName, group, colour, unlocked, open, sudo);
    }

    public SavedHost withGroup(String newGroup) {
        return new SavedHost(uri, name, newGroup, colour, unlocked, open, sudo);
    }

    public SavedHost withColour(Optional<String> newColour) {
        return new SavedHost(uri, name, group, newColour, unlocked, open, sudo);
    }

    public SavedHost withSudo(boolean now) {
        return new SavedHost(uri, name, group, colour, unlocked, open, now);
    }
}
