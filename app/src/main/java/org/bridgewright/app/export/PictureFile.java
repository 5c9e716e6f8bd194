// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.model.ProblemException;
import org.bridgewright.core.topology.scene.SceneImage;
import org.bridgewright.core.topology.scene.ScenePdf;
import org.bridgewright.core.topology.scene.SceneSvg;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;

/// Writes a picture to a file, whole or not at all. Blocks.
///
/// @param selected what the picture is cut to, with what it leads to; empty = the whole
record PictureFile(TopologyScene scene, Set<ElementId> selected, Format format, Theme theme) {
    private static final Words WORDS = Words.of(PictureFile.class);

    /// Pixels per scene unit, so that small text can be read on paper.
    private static final double PNG_SCALE = 2;

    PictureFile {
        selected = Set.copyOf(selected);
    }

    /// What kind of file.
    enum Format {
        SVG,
        PNG,
        PDF;

        /// The ending of its files, without the dot.
        String ending() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// `file` with this format's ending in place of another format's.
        String rename(String file) {
            for (Format other : values()) {
                String ending = "." + other.ending();
                if (file.toLowerCase(Locale.ROOT).endsWith(ending)) {
                    return file.substring(0, file.length() - ending.length()) + "." + ending();
                }
            }
            return file;
        }
    }

    /// @throws ProblemException when it cannot be written; a file that was there is then as it was
    void write(Path file) {
        Path whole = file.toAbsolutePath();
        try {
            // Not a temporary file of Java's: those are closed to everybody else.
            Path beside = folder(whole).resolve("." + whole.getFileName() + ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                    draw(out);
                }
                Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failed) {
            throw new ProblemException(
                    Problem.of(
                                    Problem.Kind.BAD_INPUT,
                                    WORDS.get("write.summary", whole.getFileName()),
                                    WORDS.get("write.cause", whole.resolveSibling(".").normalize()),
                                    WORDS.get("write.remedy"))
                            .withOriginal(whole.toString(), failed.toString()),
                    failed);
        }
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        return folder;
    }

    private void draw(OutputStream out) throws IOException {
        boolean part = !selected.isEmpty();
        switch (format) {
            case SVG ->
                    out.write(
                            (part
                                            ? SceneSvg.write(scene, selected, theme)
                                            : SceneSvg.write(scene, theme))
                                    .getBytes(StandardCharsets.UTF_8));
            case PNG -> {
                if (part) {
                    SceneImage.writePng(scene, selected, theme, PNG_SCALE, out);
                } else {
                    SceneImage.writePng(scene, theme, PNG_SCALE, out);
                }
            }
            case PDF -> {
                if (part) {
                    ScenePdf.write(scene, selected, theme, out);
                } else {
                    ScenePdf.write(scene, theme, out);
                }
            }
        }
    }
}
