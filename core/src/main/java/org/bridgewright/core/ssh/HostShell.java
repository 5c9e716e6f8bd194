package org.bridgewright.core.ssh;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.IpAddress;
import org.bridgewright.core.model.Problem;

/// A way to a host's shell and sockets: over SSH, or on this computer. Safe for many threads.
///
/// Every call blocks at most until its [Cancel] ends; failures come as [org.bridgewright.core.model.ProblemException].
public interface HostShell extends AutoCloseable {
    /// Runs a script to its end. Its standard input is empty.
    ExecResult exec(RemoteScript script, Cancel cancel);

    /// Runs a long-lived script and returns once it has begun. It must end by itself when its standard input ends.
    ScriptStream stream(RemoteScript script, StreamListener listener, Cancel cancel);

    /// Opens a UNIX-domain socket of the host.
    ///
    /// @param instance whose libvirt it belongs to: the fall-back by `virt-ssh-helper` goes by it
    ByteSocket openSocket(String path, HostUri.Instance instance, boolean readOnly, Cancel cancel);

    /// How sockets are reached: `local`, `streamlocal`, `virt-ssh-helper`, `nc`; what is tried first, until one was opened.
    String way();

    /// The measured time of one round trip, where there is a network between.
    Optional<Duration> roundTrip();

    boolean isOpen();

    /// Addresses that this connection goes to or through: the host's as it was dialled, and those of the jump hosts. Empty
    /// on this computer. A jump host behind another one is known only where the configuration names it by address.
    default Set<IpAddress> wayIn() {
        return Set.of();
    }

    /// Calls `action` with the reason once the transport is lost without our closing it; at once if it already is.
    void onLost(java.util.function.Consumer<Problem> action);

    @Override
    void close();

    /// What a long-lived script prints. Called on one thread of its own.
    interface StreamListener {
        /// Some bytes of standard output, in order; chunks end anywhere.
        void bytes(byte[] chunk);

        /// The script or the way to it ended; nothing follows. Empty: it ended by itself or was closed by us.
        void ended(Optional<Problem> why);
    }

    /// A running script.
    interface ScriptStream extends AutoCloseable {
        /// Writes one line of words, separated by blanks, to its standard input. A [Word] with a blank is refused here.
        void send(Word... words);

        /// Ends its standard input, and cuts it off when it does not end by itself.
        @Override
        void close();
    }
}
