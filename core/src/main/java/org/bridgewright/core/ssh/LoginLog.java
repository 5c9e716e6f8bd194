package org.bridgewright.core.ssh;

import com.jcraft.jsch.Logger;
import java.util.function.Consumer;
import org.bridgewright.core.host.ConnectionState.Connecting;
import org.bridgewright.core.words.Words;
import org.slf4j.LoggerFactory;

/// Follows JSch's own log to tell how far a login is; to our log it goes on debug level only.
final class LoginLog implements Logger {
    private static final Words WORDS = Words.of(LoginLog.class);
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LoginLog.class);
    private final SshSettings settings;
    private final Consumer<Connecting> progress;
    private boolean keySeen;
    private boolean loginSeen;

    LoginLog(SshSettings settings, Consumer<Connecting> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public boolean isEnabled(int level) {
        return level >= INFO || LOG.isDebugEnabled();
    }

    /// JSch's own form of this prints to the error stream.
    @Override
    public void log(int level, String message, Throwable cause) {
        LOG.debug("{}: {}", settings.alias(), message, cause);
    }

    @Override
    public void log(int level, String message) {
        LOG.debug("{}: {}", settings.alias(), message);
        if (!keySeen && message.startsWith("Remote version string")) {
            keySeen = true;
            progress.accept(
                    new Connecting("host-key", WORDS.get("step.host-key", settings.hostKeyName())));
        } else if (!loginSeen
                && (message.startsWith("SSH_MSG_NEWKEYS received")
                        || message.startsWith("SSH_MSG_SERVICE_REQUEST"))) {
            loginSeen = true;
            progress.accept(new Connecting("login", WORDS.get("step.login", settings.user())));
        }
    }
}
