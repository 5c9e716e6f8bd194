package org.bridgewright.core.host.live;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.libvirt.LibvirtWriter;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestAddress;
import org.bridgewright.core.model.LibvirtState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;
import org.bridgewright.core.model.Problem;

/// One open libvirt connection as a live host uses it.
interface LibvirtSide extends AutoCloseable {
    boolean readOnly();

    /// Reads everything; `partial` gets the running guests first, on any thread.
    LibvirtState read(Consumer<LibvirtState> partial, Cancel cancel);

    /// Reads the named objects again and lays them over `known`.
    LibvirtState refresh(LibvirtState known, Changed changed, Cancel cancel);

    /// Counters of running guests' taps as the kernel counts them, by the tap's name; what libvirt does not count is taken
    /// from `known`.
    Map<String, Link.Counters> counters(Map<String, Link> known, Cancel cancel);

    /// Addresses that the agents of `guests` tell, asked with restraint; `Missing` where this connection may not ask.
    Part<List<GuestAddress>> agents(List<Guest> guests, Cancel cancel);

    /// Tells of changes until closed; on any thread.
    void listen(Consumer<Changed> events, Cancel cancel);

    /// Called once when the connection is lost without our closing it.
    void onLost(Consumer<Problem> action);

    /// The writes of one plan; closing it leaves this connection open.
    LibvirtWriter writes();

    @Override
    void close();

    /// What changed: guests by UUID, networks by name; `all` when it cannot be said.
    record Changed(Set<String> guests, Set<String> networks, boolean all) {
        public Changed {
            guests = Set.copyOf(guests);
            networks = Set.copyOf(networks);
        }

        static final Changed NOTHING = new Changed(Set.of(), Set.of(), false);

        boolean isNothing() {
            return guests.isEmpty() && networks.isEmpty() && !all;
        }

        Changed and(Changed other) {
            Set<String> g = new HashSet<>(guests);
            g.addAll(other.guests);
            Set<String> n = new HashSet<>(networks);
            n.addAll(other.networks);
            return new Changed(g, n, all || other.all);
        }
    }

    /// Opens a connection by a URI that libvirt itself understands; `cut` frees a call that hangs.
    interface Opener {
        LibvirtSide open(
                String libvirtUri, boolean readOnly, String shown, Runnable cut, Cancel cancel);
    }
}
