// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.HostSnapshot;
import org.bridgewright.core.model.KernelState;
import org.bridgewright.core.model.Link;
import org.bridgewright.core.model.Part;

/// VMs that the user does not want to see, by name patterns (`*` and `?`). Only what is drawn knows of it: plans, findings and
/// the search go by everything. Pure.
public final class HiddenGuests {
    private final List<Pattern> patterns;

    private HiddenGuests(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /// @param globs blank ones are left out
    public static HiddenGuests of(List<String> globs) {
        return new HiddenGuests(
                globs.stream()
                        .map(String::strip)
                        .filter(g -> !g.isEmpty())
                        .map(HiddenGuests::pattern)
                        .toList());
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(
                        c ->
                                regex.append(
                                        switch (c) {
                                            case '*' -> ".*";
                                            case '?' -> ".";
                                            default -> Pattern.quote(Character.toString(c));
                                        }));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /// Whether a VM of this name is left out of the picture.
    public boolean hides(String guest) {
        return patterns.stream().anyMatch(p -> p.matcher(guest).matches());
    }

    /// How many VMs of these hosts are hidden.
    int count(List<HostSnapshot> hosts) {
        return (int)
                hosts.stream()
                        .flatMap(h -> h.libvirt().guests().orElse(List.of()).stream())
                        .filter(g -> hides(g.name()))
                        .count();
    }

    /// The host without them: neither the VMs, nor their taps, which would look orphaned.
    HostSnapshot without(HostSnapshot host) {
        List<Guest> all = host.libvirt().guests().orElse(List.of());
        List<Guest> hidden = all.stream().filter(g -> hides(g.name())).toList();
        if (hidden.isEmpty()) {
            return host;
        }
        Set<String> taps = new HashSet<>();
        hidden.stream()
                .flatMap(g -> Stream.concat(g.live().stream(), g.config().stream()))
                .flatMap(v -> v.tap().stream())
                .forEach(taps::add);
        KernelState kernel = host.kernel();
        return host.withLibvirt(
                        host.libvirt()
                                .withGuests(
                                        host.libvirt()
                                                .guests()
                                                .map(
                                                        guests ->
                                                                guests.stream()
                                                                        .filter(
                                                                                g ->
                                                                                        !hides(
                                                                                                g
                                                                                                        .name()))
                                                                        .toList())))
                .withKernel(
                        kernel.withWiring(
                                without(kernel.links(), taps),
                                kernel.addresses(),
                                kernel.bridges(),
                                kernel.ports()
                                        .map(
                                                ports ->
                                                        ports.stream()
                                                                .filter(
                                                                        p ->
                                                                                !taps.contains(
                                                                                        p.link()))
                                                                .toList()),
                                kernel.fdb()));
    }

    private static Part<List<Link>> without(Part<List<Link>> links, Set<String> taps) {
        return links.map(all -> all.stream().filter(l -> !taps.contains(l.name())).toList());
    }
}
