package org.bridgewright.core.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the user's ssh configuration says about one host, ready for use: tokens filled in, defaults added.
///
/// @param alias the name as asked for
/// @param hostName where to connect
/// @param identityFiles in the order in which they are tried
/// @param identityFilesNamed they stand in the configuration, so a missing one is told
/// @param identityAgent the agent's socket; empty = none is used
/// @param jumps the hosts in between, nearest first
/// @param hostKeyName under which name the host's key is looked up, with port where it is not 22
/// @param readBy `own` or `ssh -G`
public record SshSettings(
        String alias,
        String hostName,
        String user,
        int port,
        List<Path> identityFiles,
        boolean identityFilesNamed,
        boolean identitiesOnly,
        Optional<Path> identityAgent,
        List<Jump> jumps,
        Optional<String> proxyCommand,
        String hostKeyName,
        List<Path> userKnownHosts,
        List<Path> globalKnownHosts,
        boolean hashKnownHosts,
        String readBy) {
    public SshSettings {
        identityFiles = List.copyOf(identityFiles);
        jumps = List.copyOf(jumps);
        userKnownHosts = List.copyOf(userKnownHosts);
        globalKnownHosts = List.copyOf(globalKnownHosts);
    }

    /// One jump host, as `ProxyJump` names it; its own settings come from the same configuration.
    public record Jump(Optional<String> user, String host, Optional<Integer> port) {}

    /// `user@alias`, with the port where it is not 22: for messages.
    public String shown() {
        return user + "@" + alias + (port == 22 ? "" : ":" + port);
    }
}
