// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.wiring;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bridgewright.app.hosts.KnownPlaces;
import org.bridgewright.core.host.HostUri;
import org.bridgewright.core.host.HostUris;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.ssh.KnownHosts;
import org.bridgewright.core.ssh.SshConfig;
import org.bridgewright.core.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hosts that ssh's and virt-manager's files on this machine name. What cannot be read is left out: it is a help only.
final class CorePlaces implements KnownPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(CorePlaces.class);
    private static final Words WORDS = Words.of(CorePlaces.class);
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    private final LaunchOptions options;

    @Inject
    CorePlaces(LaunchOptions options) {
        this.options = options;
    }

    @Override
    public List<Place> find() {
        Map<String, Place> places = new LinkedHashMap<>();
        SshConfig config = CoreHosts.sshConfig(options);
        virtManager().forEach(uri -> add(places, uri, WORDS.get("from.virt-manager")));
        try {
            config.hosts()
                    .forEach(
                            host ->
                                    add(
                                            places,
                                            HostUri.Ssh.of(host).text(),
                                            WORDS.get("from.config")));
            new KnownHosts(
                            List.of(config.environment().home().resolve(".ssh/known_hosts")),
                            List.of(),
                            false)
                    .hosts()
                    .forEach(host -> add(places, knownHost(host), WORDS.get("from.known-hosts")));
        } catch (ProblemException unreadable) {
            LOG.info("known hosts: {}", unreadable.problem().line());
        }
        return new ArrayList<>(places.values());
    }

    /// `[host]:port` of known_hosts as a URI.
    private static String knownHost(String name) {
        Matcher withPort = Pattern.compile("\\[(.+)]:(\\d+)").matcher(name);
        String host = withPort.matches() ? withPort.group(1) : name;
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return "qemu+ssh://"
                + shown
                + (withPort.matches() ? ":" + withPort.group(2) : "")
                + "/system";
    }

    private static void add(Map<String, Place> places, String uri, String from) {
        try {
            HostUri parsed = HostUris.parse(uri);
            places.putIfAbsent(parsed.text(), new Place(parsed.text(), parsed.label(), from));
        } catch (ProblemException notOurs) {
            LOG.debug("not a host for us: {}", uri);
        }
    }

    /// virt-manager keeps its list in dconf; `gsettings` reads it where both are installed.
    private static List<String> virtManager() {
        List<String> uris = new ArrayList<>();
        try {
            Process process =
                    new ProcessBuilder(
                                    "gsettings",
                                    "get",
                                    "org.virt-manager.virt-manager.connections",
                                    "uris")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return uris;
            }
            String out =
                    new String(
                            process.getInputStream().readNBytes(1 << 16), StandardCharsets.UTF_8);
            Matcher quoted = QUOTED.matcher(out);
            while (quoted.find()) {
                uris.add(quoted.group(1));
            }
        } catch (IOException notInstalled) {
            LOG.debug("no gsettings: {}", notInstalled.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return uris;
    }
}
