package org.bridgewright.core.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// A key file. Its passphrase is asked for only when the host has said that it takes this key, as bytes and not as a string, and wiped at once.
final class FileIdentity implements Identity {
    private static final int MOST_TRIES = 3;
    private static final Words WORDS = Words.of(FileIdentity.class);
    private final Path file;
    private final Identity key;
    private final LoginUi ui;
    private Optional<String> note = Optional.empty();

    FileIdentity(Path file, Identity key, LoginUi ui) {
        this.file = file;
        this.key = key;
        this.ui = ui;
    }

    Optional<String> note() {
        return note;
    }

    @Override
    public byte @Nullable [] getPublicKeyBlob() {
        return key.getPublicKeyBlob();
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return unlock() ? key.getSignature(data) : null;
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        return unlock() ? key.getSignature(data, algorithm) : null;
    }

    /// JSch calls this before it signs; a key whose public part is unknown without passphrase must be unlocked here.
    @Override
    public boolean setPassphrase(byte @Nullable [] ignored) {
        return key.getPublicKeyBlob() != null || unlock();
    }

    private boolean unlock() {
        for (int i = 0; key.isEncrypted() && i < MOST_TRIES; i++) {
            Optional<byte[]> passphrase = ui.passphrase(file, i > 0);
            if (passphrase.isEmpty()) {
                note = Optional.of(WORDS.get("key.locked", file));
                return false;
            }
            byte[] bytes = passphrase.get();
            try {
                key.setPassphrase(bytes);
            } catch (JSchException e) {
                note = Optional.of(WORDS.get("key.unknown", file));
                return false;
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
        if (key.isEncrypted()) {
            note = Optional.of(WORDS.get("key.wrong-passphrase", file));
        }
        return !key.isEncrypted();
    }

    @Override
    public String getAlgName() {
        byte[] blob = key.getPublicKeyBlob();
        String type = blob == null ? "" : KnownHosts.typeOf(blob);
        return type.isEmpty() ? key.getAlgName() : type;
    }

    @Override
    public String getName() {
        return file.toString();
    }

    /// Never, as JSch sees it: it would ask for the passphrase as a string.
    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        key.clear();
    }
}
