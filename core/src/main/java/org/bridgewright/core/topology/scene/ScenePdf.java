package org.bridgewright.core.topology.scene;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfWriter;

/// The picture as a PDF of one page: lines stay lines and texts stay texts, with the fonts in it. Needs no display.
public final class ScenePdf {
    /// PDF 1.7, annex C: a page is no larger than 14,400 units.
    private static final double MOST_UNITS = 14_000;

    private ScenePdf() {}

    /// Writes the whole picture with its legend.
    ///
    /// @throws IOException when `out` fails
    public static void write(TopologyScene scene, Theme theme, OutputStream out)
            throws IOException {
        write(scene, SceneFrame.whole(scene), theme, out);
    }

    /// The same of what is selected and what it leads to; of the whole when nothing of it is shown.
    ///
    /// @throws IOException when `out` fails
    public static void write(
            TopologyScene scene, Set<ElementId> selected, Theme theme, OutputStream out)
            throws IOException {
        write(scene, SceneFrame.of(scene, selected), theme, out);
    }

    private static void write(TopologyScene scene, SceneFrame frame, Theme theme, OutputStream out)
            throws IOException {
        double scale = Math.min(1, MOST_UNITS / Math.max(frame.width(), frame.height()));
        float width = (float) (frame.width() * scale);
        float height = (float) (frame.height() * scale);
        try (Document document = new Document(new Rectangle(width, height), 0, 0, 0, 0)) {
            PdfWriter writer = PdfWriter.getInstance(document, out);
            document.addTitle(SceneSvg.title(scene));
            document.open();
            PdfContentByte page = writer.getDirectContent();
            page.saveState();
            // The scene's y grows downwards.
            page.concatCTM(
                    (float) scale,
                    0,
                    0,
                    (float) -scale,
                    (float) (-frame.left() * scale),
                    (float) (height + frame.top() * scale));
            frame.paint(scene, new PdfPen(page, theme), ScenePainter.Options.PLAIN, true);
            page.restoreState();
        }
    }
}
