package org.bridgewright.core.host.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.HostShell;
import org.bridgewright.core.ssh.LibvirtSockets;
import org.bridgewright.core.ssh.LibvirtSockets.Candidate;
import org.bridgewright.core.ssh.Relay;
import org.bridgewright.core.ssh.RelayDirectory;

/// Finds and opens a host's libvirt: each socket through a relay of our own, the usual one first without asking, then what the host says it has.
final class LibvirtDoor implements AutoCloseable {
    private final LibvirtSide side;
    private final Optional<Relay> relay;

    private LibvirtDoor(LibvirtSide side, Optional<Relay> relay) {
        this.side = side;
        this.relay = relay;
    }

    /// What all openings of one process have in common.
    record Builder(RelayDirectory directory, LibvirtSide.Opener opener, Duration limit) {
        /// @param write a connection that may write is wanted; when reading only, the read-only socket comes first
        /// @throws ProblemException why there is none
        LibvirtDoor through(
                HostShell shell,
                HostUri.Instance instance,
                Optional<String> socket,
                boolean write,
                String shown,
                Cancel cancel) {
            Optional<Problem> first = Optional.empty();
            if (socket.isPresent() || instance == HostUri.Instance.SYSTEM) {
                Candidate usual =
                        socket.map(s -> new Candidate(s, s.endsWith("-ro")))
                                .orElseGet(() -> LibvirtSockets.first(!write));
                try {
                    return open(shell, instance, usual, write, shown, cancel);
                } catch (ProblemException e) {
                    first = Optional.of(e.problem());
                    if (socket.isPresent() || isFinal(e.problem())) {
                        throw e;
                    }
                }
            }
            List<Candidate> rest = LibvirtSockets.look(shell, instance, write, shown, cancel);
            for (Candidate candidate : rest) {
                if (write && candidate.readOnly()) {
                    continue;
                }
                try {
                    return open(shell, instance, candidate, write, shown, cancel);
                } catch (ProblemException e) {
                    first = first.or(() -> Optional.of(e.problem()));
                    if (isFinal(e.problem())) {
                        throw e;
                    }
                }
            }
            throw new ProblemException(first.orElseThrow());
        }

        /// Another socket leads to the same daemon, so it is not tried after these.
        private static boolean isFinal(Problem problem) {
            return problem.kind() == Problem.Kind.TIMED_OUT
                    || problem.kind() == Problem.Kind.CANCELLED;
        }

        private LibvirtDoor open(
                HostShell shell,
                HostUri.Instance instance,
                Candidate candidate,
                boolean write,
                String shown,
                Cancel cancel) {
            Relay relay =
                    Relay.start(
                            directory,
                            c ->
                                    shell.openSocket(
                                            candidate.path(), instance, candidate.readOnly(), c));
            boolean done = false;
            try {
                String uri = "qemu+unix:///" + instance.word() + "?socket=" + relay.socket();
                LibvirtSide side =
                        opener.open(
                                uri,
                                !write || candidate.readOnly(),
                                shown,
                                relay::cut,
                                limited(cancel));
                done = true;
                return new LibvirtDoor(side, Optional.of(relay));
            } catch (ProblemException e) {
                // libvirt sees an end of file only; the relay knows why.
                throw relay.lastProblem()
                        .filter(p -> !isFinal(e.problem()))
                        .map(p -> new ProblemException(p, e))
                        .orElse(e);
            } finally {
                if (!done) {
                    relay.close();
                }
            }
        }

        /// Without a relay: drivers that have no socket of ours in between.
        LibvirtDoor direct(String libvirtUri, boolean write, String shown, Cancel cancel) {
            return new LibvirtDoor(
                    opener.open(libvirtUri, !write, shown, () -> {}, limited(cancel)),
                    Optional.empty());
        }

        private Cancel limited(Cancel user) {
            Cancel limited =
                    Cancel.after(limit.compareTo(user.remaining()) < 0 ? limit : user.remaining());
            user.onCancel(limited::cancel);
            return limited;
        }
    }

    LibvirtSide side() {
        return side;
    }

    /// Frees whoever waits for libvirt here.
    void cut() {
        relay.ifPresent(Relay::cut);
    }

    @Override
    public void close() {
        side.close();
        relay.ifPresent(Relay::close);
    }
}
