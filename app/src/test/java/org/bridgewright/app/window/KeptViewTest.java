// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bridgewright.app.settings.JsonFile;
import org.bridgewright.app.settings.KeptFile;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptViewTest {
    private static final HostId HOST = new HostId("kvm1~2");
    private static final ElementId NET = ElementId.network(HOST, "a b");

    @TempDir Path folder;

    private JsonFile<KeptView.Kept> file() {
        return new JsonFile<>(
                folder.resolve("view.json"),
                Clock.systemUTC(),
                "bridgewright.view",
                KeptView.Kept.class);
    }

    @Test
    void everythingMadeByHandComesBack() {
        Viewpoint made =
                new Viewpoint(
                        List.of(HOST),
                        Map.of(HOST, List.of(NET)),
                        Map.of(NET, List.of(ElementId.guest(HOST, "x"))),
                        Set.of(new ElementId("kvm1~2/fold/stopped")),
                        Set.of(ElementId.guest(HOST, "firewall")),
                        false,
                        Viewpoint.EMPTY.width());
        file().write(KeptView.Kept.of(made));
        assertEquals(Optional.of(made), file().read().value().map(KeptView.Kept::viewpoint));
    }

    @Test
    void aFileOfTheFirstVersionIsRead() throws IOException {
        file().write(KeptView.Kept.of(Viewpoint.EMPTY.withShowOff(false)));
        Path path = folder.resolve("view.json");
        String text = Files.readString(path);
        String first = text.replaceFirst("\"routers\"\\s*:\\s*\\[\\s*\\],?", "");
        assertTrue(text.length() > first.length(), text);
        Files.writeString(path, first);
        assertEquals(
                Optional.of(Viewpoint.EMPTY.withShowOff(false)),
                file().read().value().map(KeptView.Kept::viewpoint));
    }

    @Test
    void aDamagedFileIsSetAsideAndSaid() throws IOException {
        Files.writeString(folder.resolve("view.json"), "{\"format\":\"bridgewright.view\",\"ver");
        KeptFile.Read<KeptView.Kept> read = file().read();
        assertTrue(read.value().isEmpty());
        assertEquals(1, read.notices().size());
    }
}
