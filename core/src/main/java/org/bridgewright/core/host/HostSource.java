package org.bridgewright.core.host;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bridgewright.core.model.HostSnapshot;

/// Where snapshots of one host come from: a live host, or a capture. Reading changes nothing on the host.
///
/// Calls block; call from a worker. Failures of the whole come as
/// [org.bridgewright.core.model.ProblemException]; a part that cannot be read is `Missing` in the snapshot.
public interface HostSource extends AutoCloseable {
    /// The host's URI as the user named it, without secrets.
    String uri();

    /// Reads the host. `partial` gets earlier, incomplete pictures (running guests first) on the calling thread.
    HostSnapshot read(ReadScope scope, Consumer<HostSnapshot> partial, Cancel cancel);

    /// Reads again what a change of these guests (by UUID) and networks (by name) has touched, and gives the picture with it:
    /// from then on nothing is planned on what was before. A source without a cheaper way reads the whole picture.
    default HostSnapshot readAgain(Set<String> guests, Set<String> networks, Cancel cancel) {
        return read(ReadScope.PICTURE, partial -> {}, cancel);
    }

    /// Follows the host: `listener` gets each new snapshot, on a worker thread, until the result is closed.
    /// A source that cannot change (a capture) never calls it.
    Following follow(Listener listener);

    /// How the host is reached and treated now; empty for what is no live host. Cheap, any thread; ask again after a reconnection.
    default Optional<HostManners> manners() {
        return Optional.empty();
    }

    /// What a follower is told.
    interface Listener {
        /// A new picture of the host, on a worker thread.
        void changed(HostSnapshot snapshot);

        /// The connection was lost or is back: a sentence for the host's row; the last picture stays.
        void state(ConnectionState state);
    }

    /// Takes back a [#follow].
    interface Following extends AutoCloseable {
        /// How closely to follow: statistics each 2 s when shown, 10 s when open, none when minimised.
        void attention(Attention attention);

        /// Reads again now, as F5 does.
        void refresh();

        @Override
        void close();
    }

    /// How much of the user's attention a host has.
    enum Attention {
        SHOWN,
        OPEN,
        MINIMISED
    }

    @Override
    void close();
}
