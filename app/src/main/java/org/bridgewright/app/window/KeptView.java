// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bridgewright.app.settings.JsonFile;
import org.bridgewright.app.settings.KeptFile;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.bridgewright.core.words.Words;
import org.jspecify.annotations.Nullable;

/// Keeps over restarts how the user looks: orders made by hand, open folds, layers. FX thread only.
public final class KeptView {
    private static final Words WORDS = Words.of(KeptView.class);

    private final JsonFile<Kept> file;
    private final TaskRunner tasks;

    /// A [Viewpoint] in plain words. What is new in a later version is missing here: then it is as usual.
    record Kept(
            List<String> hosts,
            Map<String, List<String>> blocks,
            Map<String, List<String>> guests,
            List<String> unfolded,
            @Nullable List<String> routers,
            boolean showOff) {
        Kept {
            hosts = List.copyOf(hosts);
            blocks = Map.copyOf(blocks);
            guests = Map.copyOf(guests);
            unfolded = List.copyOf(unfolded);
            // Files of the first version lack it.
            routers = routers == null ? List.of() : List.copyOf(routers);
        }

        static Kept of(Viewpoint from) {
            Map<String, List<String>> blocks = new HashMap<>();
            from.blocks().forEach((host, ids) -> blocks.put(host.value(), words(ids)));
            Map<String, List<String>> guests = new HashMap<>();
            from.guests().forEach((block, ids) -> guests.put(block.value(), words(ids)));
            return new Kept(
                    from.hosts().stream().map(HostId::value).toList(),
                    blocks,
                    guests,
                    from.unfolded().stream().map(ElementId::value).sorted().toList(),
                    from.routers().stream().map(ElementId::value).sorted().toList(),
                    from.showOff());
        }

        Viewpoint viewpoint() {
            Map<HostId, List<ElementId>> byHost = new HashMap<>();
            blocks.forEach((host, ids) -> byHost.put(new HostId(host), ids(ids)));
            Map<ElementId, List<ElementId>> byBlock = new HashMap<>();
            guests.forEach((block, ids) -> byBlock.put(new ElementId(block), ids(ids)));
            Set<ElementId> open = unfolded.stream().map(ElementId::new).collect(Collectors.toSet());
            Set<ElementId> marked =
                    Optional.ofNullable(routers).orElse(List.of()).stream()
                            .map(ElementId::new)
                            .collect(Collectors.toSet());
            return new Viewpoint(
                    hosts.stream().map(HostId::new).toList(),
                    byHost,
                    byBlock,
                    open,
                    marked,
                    showOff,
                    Viewpoint.EMPTY.width());
        }

        private static List<String> words(List<ElementId> ids) {
            return ids.stream().map(ElementId::value).toList();
        }

        private static List<ElementId> ids(List<String> words) {
            return words.stream().map(ElementId::new).toList();
        }
    }

    @Inject
    public KeptView(XdgPaths paths, Clock clock, TaskRunner tasks) {
        this.file =
                new JsonFile<>(
                        paths.state().resolve("view.json"), clock, "bridgewright.view", Kept.class);
        this.tasks = tasks;
    }

    /// Lets the picture look as it was left, and keeps each change from then on.
    ///
    /// @param notice told of a file that was damaged or cannot be written
    void join(PictureView picture, Consumer<Problem> notice) {
        tasks.call(WORDS.get("task.view.read"), cancel -> file.read())
                .quietly()
                .then(
                        read -> {
                            read.notices().forEach(notice);
                            read(read, picture);
                            keep(picture);
                        },
                        notice);
    }

    private static void read(KeptFile.Read<Kept> read, PictureView picture) {
        Optional<Viewpoint> left = read.value().map(Kept::viewpoint);
        // What the user did meanwhile is newer.
        left.filter(from -> picture.viewpoint().equals(Viewpoint.EMPTY)).ifPresent(picture::look);
    }

    private void keep(PictureView picture) {
        picture.viewpointProperty()
                .addListener((property, before, now) -> tasks.save(() -> file.write(Kept.of(now))));
    }
}
