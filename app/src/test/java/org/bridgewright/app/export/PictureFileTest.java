// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.record.Captures;
import org.bridgewright.core.record.RecordingSource;
import org.bridgewright.core.topology.Topologies;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class PictureFileTest {
    private static final TopologyScene SCENE =
            Arranger.arrange(
                    Topologies.build(
                            Captures.demo().stream().map(RecordingSource::snapshot).toList()),
                    List.of(),
                    Viewpoint.EMPTY);
    private static final ElementId VM1 = ElementId.guest(new HostId("caldera02"), "VM1");

    @TempDir Path folder;

    private Path write(PictureFile.Format format, Theme theme, Set<ElementId> selected) {
        Path file = folder.resolve("picture." + format.ending());
        new PictureFile(SCENE, selected, format, theme).write(file);
        return file;
    }

    @Test
    void aPdfHasItsNamesAddressesAndLegendAsText() throws IOException {
        Path file = write(PictureFile.Format.PDF, Theme.LIGHT, Set.of());
        try (PdfReader reader = new PdfReader(file.toString())) {
            assertEquals(1, reader.getNumberOfPages());
            String text = new PdfTextExtractor(reader).getTextFromPage(1);
            for (String word :
                    List.of("caldera02", "VM1", "192.168.122.185", "bridged_network", "Routed")) {
                assertTrue(text.contains(word), () -> word + " in " + text);
            }
        }
    }

    @Test
    void anSvgHasItsNamesAddressesAndLegendAsText() throws IOException {
        String text = Files.readString(write(PictureFile.Format.SVG, Theme.DARK, Set.of()));
        for (String word : List.of("caldera02", "VM1", "192.168.122.185", "#111419")) {
            assertTrue(text.contains(">" + word) || text.contains("\"" + word), word);
        }
    }

    @Test
    void aSelectionHasWhatItLeadsToAndNoMore() throws IOException {
        String text = Files.readString(write(PictureFile.Format.SVG, Theme.LIGHT, Set.of(VM1)));
        assertTrue(text.contains(">VM1<"));
        assertTrue(text.contains(">default<"));
        assertFalse(text.contains(">bridged_network<"));
    }

    @Test
    void aPngHasTheColoursOfItsTheme() throws IOException {
        BufferedImage light =
                ImageIO.read(write(PictureFile.Format.PNG, Theme.LIGHT, Set.of()).toFile());
        BufferedImage dark =
                ImageIO.read(write(PictureFile.Format.PNG, Theme.DARK, Set.of()).toFile());
        assertEquals(light.getWidth(), dark.getWidth());
        assertTrue(light.getWidth() > 1000);
        assertNotEquals(light.getRGB(2, 2), dark.getRGB(2, 2));
        assertEquals(0xff000000 | 0x111419, dark.getRGB(2, 2));
    }

    @Test
    void aFolderThatIsNotThereIsSaidAndNothingIsLeft() throws IOException {
        PictureFile picture = new PictureFile(SCENE, Set.of(), PictureFile.Format.SVG, Theme.LIGHT);
        Path file = folder.resolve("absent/picture.svg");
        ProblemException thrown = assertThrows(ProblemException.class, () -> picture.write(file));
        assertEquals("picture.svg cannot be written", thrown.problem().summary());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theEndingFollowsTheFormat() {
        assertEquals("a.b.pdf", PictureFile.Format.PDF.rename("a.b.svg"));
        assertEquals("a.b.pdf", PictureFile.Format.PDF.rename("a.b.PNG"));
        assertEquals("mine.txt", PictureFile.Format.PDF.rename("mine.txt"));
    }
}
