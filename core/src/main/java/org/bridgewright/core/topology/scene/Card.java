package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Optional;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.GuestElement;
import org.bridgewright.core.topology.Element.VnicElement;

/// A guest as it will be drawn: what its card says, and where each of its vNICs goes.
///
/// @param line second line: an address, or why there is none
/// @param mono whether the second line is an address
/// @param source where the address came from; empty for none
/// @param home vNICs on the block it lives in
/// @param away vNICs on other blocks, drawn as stubs
/// @param isHost the open host that this guest is
/// @param router whether the host's traffic goes through it, or the user says so: all its links are drawn whole
record Card(
        GuestElement guest,
        boolean active,
        Tone state,
        String line,
        boolean mono,
        String source,
        List<Plug> home,
        List<Plug> away,
        Optional<Box.Mark> mark,
        Optional<ElementId> isHost,
        boolean router,
        String sentence) {

    /// One vNIC.
    ///
    /// @param now the block where its traffic goes now; empty = nowhere
    /// @param configured the block its config names, where that is another one
    /// @param nowName how to call the place where it is
    /// @param label its tap, and what is wrong with it
    /// @param trunk the VLANs of a link that carries several, `trunk 10,20,30-40`
    /// @param filter the bridge with filters that is folded into the link
    record Plug(
            VnicElement vnic,
            Optional<Block> now,
            Optional<Block> configured,
            String nowName,
            String label,
            boolean up,
            boolean warn,
            boolean active,
            Optional<String> trunk,
            Optional<String> filter) {}

    Card {
        home = List.copyOf(home);
        away = List.copyOf(away);
    }

    Card withPlugs(List<Plug> newHome, List<Plug> newAway) {
        return new Card(
                guest, active, state, line, mono, source, newHome, newAway, mark, isHost, router,
                sentence);
    }
}
