package org.bridgewright.core.host.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.HostWriter;
import org.bridgewright.core.kernel.KernelReader;
import org.bridgewright.core.libvirt.LibvirtWriter;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.ExecResult;
import org.bridgewright.core.ssh.RemoteScript;
import org.bridgewright.core.ssh.Word;
import org.bridgewright.core.words.Words;

/// Writes to one host on a libvirt connection of its own, and looks at the kernel by the running monitor, in one round trip.
final class LiveWriter implements HostWriter {
    private static final Words WORDS = Words.of(LiveWriter.class);
    private static final int LONGEST_NOTE = 800;
    private final LiveConnection connection;
    private final LibvirtDoor door;
    private final LibvirtWriter writes;

    LiveWriter(LiveConnection connection, LibvirtDoor door) {
        this.connection = connection;
        this.door = door;
        this.writes = door.side().writes();
    }

    @Override
    public void updateDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        writes.updateDevice(guestUuid, interfaceXml, scope, cancel);
    }

    @Override
    public void attachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        writes.attachDevice(guestUuid, interfaceXml, scope, cancel);
    }

    @Override
    public void detachDevice(String guestUuid, String interfaceXml, Scope scope, Cancel cancel) {
        writes.detachDevice(guestUuid, interfaceXml, scope, cancel);
    }

    @Override
    public void startNetwork(String name, Cancel cancel) {
        writes.startNetwork(name, cancel);
    }

    @Override
    public void stopNetwork(String name, Cancel cancel) {
        writes.stopNetwork(name, cancel);
    }

    @Override
    public void createNetwork(String networkXml, Cancel cancel) {
        writes.createNetwork(networkXml, cancel);
    }

    @Override
    public void plugLink(String link, Optional<String> bridge, Cancel cancel) {
        if (connection.shell().isEmpty()) {
            throw new ProblemException(connection.noKernel().orElseThrow());
        }
        List<Word> words =
                new ArrayList<>(
                        List.of(Word.of("link"), Word.of("set"), Word.of("dev"), Word.name(link)));
        if (bridge.isPresent()) {
            words.addAll(List.of(Word.of("master"), Word.name(bridge.get())));
        } else {
            words.add(Word.of("nomaster"));
        }
        ExecResult result =
                connection
                        .shell()
                        .get()
                        .exec(RemoteScript.command("ip", words.toArray(Word[]::new)), cancel);
        if (!result.ok()) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.HOST_REFUSED,
                            WORDS.get("plug.failed", link),
                            result.err(),
                            WORDS.get("plug.failed.remedy")));
        }
    }

    @Override
    public void startGuest(String guestUuid, Cancel cancel) {
        writes.startGuest(guestUuid, cancel);
    }

    @Override
    public void shutdownGuest(String guestUuid, Cancel cancel) {
        writes.shutdownGuest(guestUuid, cancel);
    }

    @Override
    public void forceOffGuest(String guestUuid, Cancel cancel) {
        writes.forceOffGuest(guestUuid, cancel);
    }

    @Override
    public void rebootGuest(String guestUuid, Cancel cancel) {
        writes.rebootGuest(guestUuid, cancel);
    }

    @Override
    public void suspendGuest(String guestUuid, Cancel cancel) {
        writes.suspendGuest(guestUuid, cancel);
    }

    @Override
    public void resumeGuest(String guestUuid, Cancel cancel) {
        writes.resumeGuest(guestUuid, cancel);
    }

    @Override
    public Optional<String> guestXml(String guestUuid, Scope scope, Cancel cancel) {
        return writes.guestXml(guestUuid, scope, cancel);
    }

    @Override
    public Optional<String> guestState(String guestUuid, Cancel cancel) {
        return writes.guestState(guestUuid, cancel);
    }

    @Override
    public boolean hasManagedSave(String guestUuid, Cancel cancel) {
        return writes.hasManagedSave(guestUuid, cancel);
    }

    @Override
    public Optional<String> networkXml(String name, Scope scope, Cancel cancel) {
        return writes.networkXml(name, scope, cancel);
    }

    @Override
    public Optional<String> kernelMaster(String link, Cancel cancel) {
        if (connection.shell().isEmpty()) {
            throw new ProblemException(connection.noKernel().orElseThrow());
        }
        KernelState state =
                KernelReader.parse(connection.readLinks(List.of(Word.name(link).text()), cancel));
        return state.links().orElse(List.of()).stream()
                .filter(l -> l.name().equals(link))
                .findFirst()
                .map(Link::master)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.of(
                                                Problem.Kind.NOT_FOUND,
                                                WORDS.get("link.gone", link),
                                                WORDS.get("link.gone.cause"),
                                                WORDS.get("link.gone.remedy"))));
    }

    @Override
    public boolean note(String line, Cancel cancel) {
        if (connection.shell().isEmpty()) {
            return false;
        }
        String one = line.replaceAll("[\\p{Cc}\uFFFD]", " ");
        Word text = Word.of(one.length() > LONGEST_NOTE ? one.substring(0, LONGEST_NOTE) : one);
        try {
            return connection
                    .shell()
                    .get()
                    .exec(
                            RemoteScript.command(
                                    "logger",
                                    Word.of("-t"),
                                    Word.of("bridgewright"),
                                    Word.of("--"),
                                    text),
                            cancel)
                    .ok();
        } catch (ProblemException e) {
            return false;
        }
    }

    /// Whether a command may name this link.
    static boolean isName(String link) {
        try {
            return !Word.name(link).text().chars().anyMatch(Character::isWhitespace);
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void close() {
        door.close();
    }
}
