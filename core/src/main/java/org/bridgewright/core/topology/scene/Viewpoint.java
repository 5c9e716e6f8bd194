package org.bridgewright.core.topology.scene;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;

/// How the user wants to look: orders made by hand, what is unfolded, what is hidden. Empty = the same picture everywhere.
///
/// @param hosts order of the hosts; others take their sorted place among them
/// @param blocks per host the order of its networks and bridges, by id
/// @param guests per block the order of its guests
/// @param unfolded ids of folds that are open
/// @param showOff whether guests that are off are drawn at all
/// @param hiddenNames patterns of names of VMs that are left out (`template-*`); how many are is said
/// @param width the room for hosts side by side, in scene units, before a new row begins
public record Viewpoint(
        List<HostId> hosts,
        Map<HostId, List<ElementId>> blocks,
        Map<ElementId, List<ElementId>> guests,
        Set<ElementId> unfolded,
        boolean showOff,
        List<String> hiddenNames,
        double width) {
    public static final Viewpoint EMPTY =
            new Viewpoint(List.of(), Map.of(), Map.of(), Set.of(), true, List.of(), 4000);

    public Viewpoint {
        hosts = List.copyOf(hosts);
        blocks = Map.copyOf(blocks);
        guests = Map.copyOf(guests);
        unfolded = Set.copyOf(unfolded);
        hiddenNames = hiddenNames.stream().filter(n -> !n.isBlank()).toList();
    }

    public Viewpoint withUnfolded(Set<ElementId> newUnfolded) {
        return new Viewpoint(hosts, blocks, guests, newUnfolded, showOff, hiddenNames, width);
    }

    public Viewpoint withShowOff(boolean newShowOff) {
        return new Viewpoint(hosts, blocks, guests, unfolded, newShowOff, hiddenNames, width);
    }

    public Viewpoint withHosts(List<HostId> newHosts) {
        return new Viewpoint(newHosts, blocks, guests, unfolded, showOff, hiddenNames, width);
    }

    /// The same with other patterns of names to hide.
    public Viewpoint withHiddenNames(List<String> newHiddenNames) {
        return new Viewpoint(hosts, blocks, guests, unfolded, showOff, newHiddenNames, width);
    }

    /// Whether a VM of this name is left out of the picture: one of the patterns is its whole name, in any case; `*` stands
    /// for any letters, `?` for one.
    public boolean hides(String name) {
        for (String pattern : hiddenNames) {
            if (matches(pattern.strip(), 0, name, 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        // The usual walk with one way back: to the last star, one letter further.
        int star = -1;
        int after = n;
        while (n < name.length()) {
            if (p < pattern.length()
                    && pattern.charAt(p) != '*'
                    && (pattern.charAt(p) == '?'
                            || Character.toLowerCase(pattern.charAt(p))
                                    == Character.toLowerCase(name.charAt(n)))) {
                p++;
                n++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                after = n;
            } else if (star >= 0) {
                p = star + 1;
                n = ++after;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
