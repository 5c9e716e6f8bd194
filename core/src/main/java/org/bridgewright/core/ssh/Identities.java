package org.bridgewright.core.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import org.bridgewright.core.words.Words;

/// The keys offered at one login: configured files first (by the agent, where it holds them), then the agent's others; three at the most.
///
/// Each part is looked at by ourselves first, so that a failed login can say which was missing.
final class Identities implements IdentityRepository {
    static final int MOST_OFFERED = 3;
    private static final Words WORDS = Words.of(Identities.class);
    private final Vector<Identity> offered = new Vector<>();
    private final List<String> notes = new ArrayList<>();
    private final List<FileIdentity> files = new ArrayList<>();

    Identities(SshSettings settings, LoginUi ui) {
        List<Identity> agent = agentKeys(settings);
        Map<String, Identity> ordered = new LinkedHashMap<>();
        for (Path file : settings.identityFiles()) {
            Optional<FileIdentity> key = file(file, settings, ui);
            Optional<byte[]> blob =
                    key.map(FileIdentity::getPublicKeyBlob).or(() -> publicPart(file));
            Optional<Identity> held =
                    blob.flatMap(
                            b ->
                                    agent.stream()
                                            .filter(a -> Arrays.equals(a.getPublicKeyBlob(), b))
                                            .findFirst());
            if (held.isPresent()) {
                ordered.put(name(held.get()), held.get());
            } else if (key.isPresent()) {
                ordered.put("file " + file, key.get());
            }
        }
        if (!settings.identitiesOnly()) {
            agent.forEach(a -> ordered.putIfAbsent(name(a), a));
        }
        ordered.values().stream().limit(MOST_OFFERED).forEach(offered::add);
        if (ordered.size() > MOST_OFFERED) {
            notes.add(WORDS.get("keys.more", ordered.size(), MOST_OFFERED));
        }
    }

    private static String name(Identity key) {
        return "agent " + KnownHosts.fingerprint(key.getPublicKeyBlob());
    }

    /// What was found amiss with agent and key files, finished sentences.
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        files.forEach(f -> f.note().ifPresent(all::add));
        return all;
    }

    /// The offered keys' names, for the message of a refused login.
    List<String> names() {
        return offered.stream().map(Identity::getName).toList();
    }

    private List<Identity> agentKeys(SshSettings settings) {
        Optional<Path> socket = settings.identityAgent();
        if (socket.isEmpty()) {
            notes.add(WORDS.get("agent.none"));
            return List.of();
        }
        if (!Files.exists(socket.get())) {
            notes.add(WORDS.get("agent.gone", socket.get()));
            return List.of();
        }
        try {
            Vector<Identity> keys =
                    new AgentIdentityRepository(new SSHAgentConnector(socket.get()))
                            .getIdentities();
            if (keys.isEmpty()) {
                // JSch answers the same for an agent that does not listen and for one without keys.
                notes.add(
                        WORDS.get(
                                LocalSocket.listens(socket.get()) ? "agent.empty" : "agent.dead",
                                socket.get()));
            }
            return keys;
        } catch (AgentProxyException e) {
            notes.add(WORDS.get("agent.dead", socket.get()));
            return List.of();
        }
    }

    private Optional<FileIdentity> file(Path file, SshSettings settings, LoginUi ui) {
        if (!Files.exists(file)) {
            if (settings.identityFilesNamed()) {
                notes.add(WORDS.get("key.missing", file));
            }
            return Optional.empty();
        }
        if (!Files.isReadable(file)) {
            notes.add(WORDS.get("key.unreadable", file));
            return Optional.empty();
        }
        try {
            // By way of JSch's own repository, so that a certificate beside the key is used, too.
            JSch loader = new JSch();
            loader.addIdentity(file.toString());
            FileIdentity key =
                    new FileIdentity(
                            file, loader.getIdentityRepository().getIdentities().getFirst(), ui);
            files.add(key);
            return Optional.of(key);
        } catch (JSchException e) {
            boolean publicKey = file.toString().endsWith(".pub");
            if (!publicKey || settings.identityFilesNamed()) {
                notes.add(WORDS.get(publicKey ? "key.public" : "key.unknown", file));
            }
            return Optional.empty();
        }
    }

    /// `FILE.pub`, or FILE itself when it is a public key that stands for one in the agent.
    private static Optional<byte[]> publicPart(Path file) {
        for (Path path : List.of(file, Path.of(file + ".pub"))) {
            try {
                if (Files.isReadable(path) && Files.size(path) < 1 << 16) {
                    String[] words = Files.readString(path).strip().split("[ \t]+", 3);
                    if (words.length >= 2 && words[0].matches("[a-z0-9@.-]+")) {
                        return Optional.of(java.util.Base64.getDecoder().decode(words[1]));
                    }
                }
            } catch (java.io.IOException | IllegalArgumentException e) {
                continue;
            }
        }
        return Optional.empty();
    }

    @Override
    public String getName() {
        return "bridgewright";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(offered);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // Nothing of the user's is ever removed.
    }
}
