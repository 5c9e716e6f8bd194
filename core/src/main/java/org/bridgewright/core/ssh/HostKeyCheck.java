package org.bridgewright.core.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bridgewright.core.host.LoginDialog;
import org.bridgewright.core.host.LoginDialog.HostKeyQuestion;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Judges the key that one host shows, for one login: JSch asks here and never writes a file.
///
/// JSch runs with `StrictHostKeyChecking=yes`, so that its own questions (one of which deletes a changed key) never come; the question for an
/// unknown key is asked here.
final class HostKeyCheck implements HostKeyRepository {
    private static final Words WORDS = Words.of(HostKeyCheck.class);
    private final KnownHosts knownHosts;
    private final SshSettings settings;
    private final LoginDialog dialog;
    private volatile Optional<Problem> problem = Optional.empty();

    HostKeyCheck(KnownHosts knownHosts, SshSettings settings, LoginDialog dialog) {
        this.knownHosts = knownHosts;
        this.settings = settings;
        this.dialog = dialog;
    }

    /// Whether only authorities speak for this host, none of its own keys is known: then a certificate that does not hold is a
    /// hard stop. Else the bare key is looked up instead, as ssh does.
    boolean isSignedOnly() {
        List<KnownHosts.Entry> entries = knownHosts.matching(settings.hostKeyName());
        return !entries.isEmpty() && entries.stream().noneMatch(e -> e.marker().isEmpty());
    }

    /// Why the key was not accepted.
    Optional<Problem> problem() {
        return problem;
    }

    @Override
    public int check(@Nullable String host, byte[] key) {
        String name = settings.hostKeyName();
        String type = KnownHosts.typeOf(key);
        String shown = KnownHosts.fingerprint(key);
        return switch (knownHosts.check(name, key)) {
            case KnownHosts.Verdict.Known known -> OK;
            case KnownHosts.Verdict.Revoked revoked -> {
                problem =
                        Optional.of(
                                Problem.of(
                                        Problem.Kind.HOST_KEY_CHANGED,
                                        WORDS.get("hostkey.revoked", settings.alias()),
                                        WORDS.get(
                                                "hostkey.revoked.cause",
                                                type,
                                                shown,
                                                revoked.by().place()),
                                        WORDS.get("hostkey.revoked.remedy")));
                yield CHANGED;
            }
            case KnownHosts.Verdict.Changed changed -> {
                problem = Optional.of(changed(name, type, shown, changed.known()));
                yield CHANGED;
            }
            case KnownHosts.Verdict.Unknown unknown -> ask(name, type, shown, key);
        };
    }

    private Problem changed(String name, String type, String shown, List<KnownHosts.Entry> known) {
        String old =
                known.stream()
                        .filter(
                                e ->
                                        e.type().equals(type)
                                                || known.stream()
                                                        .noneMatch(k -> k.type().equals(type)))
                        .map(
                                e ->
                                        WORDS.get(
                                                "hostkey.known",
                                                e.type(),
                                                KnownHosts.fingerprint(e.key()),
                                                e.place()))
                        .collect(Collectors.joining("; "));
        return Problem.of(
                Problem.Kind.HOST_KEY_CHANGED,
                WORDS.get("hostkey.changed", settings.alias()),
                WORDS.get("hostkey.changed.cause", type, shown, old),
                WORDS.get("hostkey.changed.remedy", name));
    }

    private int ask(String name, String type, String shown, byte[] key) {
        boolean accepted =
                dialog.acceptHostKey(
                        new HostKeyQuestion(
                                settings.hostName().equals(settings.alias())
                                        ? settings.alias()
                                        : settings.alias() + " (" + settings.hostName() + ")",
                                settings.port(),
                                type,
                                shown,
                                knownHosts.fileForNew().toString()));
        if (!accepted) {
            problem =
                    Optional.of(
                            Problem.of(
                                    Problem.Kind.HOST_KEY_UNKNOWN,
                                    WORDS.get("hostkey.unknown", settings.alias()),
                                    WORDS.get("hostkey.unknown.cause", type, shown),
                                    WORDS.get("hostkey.unknown.remedy", settings.alias())));
            return NOT_INCLUDED;
        }
        try {
            knownHosts.append(name, key);
            return OK;
        } catch (IOException e) {
            problem =
                    Optional.of(
                            Problem.of(
                                            Problem.Kind.HOST_KEY_UNKNOWN,
                                            WORDS.get("hostkey.unwritten", settings.alias()),
                                            WORDS.get(
                                                    "hostkey.unwritten.cause",
                                                    knownHosts.fileForNew()),
                                            WORDS.get("hostkey.unwritten.remedy"))
                                    .withOriginal("file", e.toString()));
            return NOT_INCLUDED;
        }
    }

    /// The lines for this host. JSch orders the key types that it asks the host for by these, and finds certificate authorities here.
    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        List<HostKey> keys = new ArrayList<>();
        for (KnownHosts.Entry entry : knownHosts.matching(settings.hostKeyName())) {
            if (type == null || type.equals(entry.type())) {
                try {
                    // The pattern has matched already; JSch would not match a hashed or ported one
                    // the way ssh does.
                    keys.add(new HostKey(entry.marker(), "*", HostKey.GUESS, entry.key(), ""));
                } catch (JSchException e) {
                    continue;
                }
            }
        }
        return keys.toArray(new HostKey[0]);
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    @Override
    public void add(HostKey key, UserInfo info) {
        throw new UnsupportedOperationException("known_hosts is written by KnownHosts alone");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("nothing is ever removed from known_hosts");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("nothing is ever removed from known_hosts");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return knownHosts.fileForNew().toString();
    }
}
