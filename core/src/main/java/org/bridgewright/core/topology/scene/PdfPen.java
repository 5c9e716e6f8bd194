package org.bridgewright.core.topology.scene;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfGState;

/// Draws on a page of a PDF whose y has been turned to grow downwards.
final class PdfPen implements Pen {
    private final PdfContentByte page;
    private final Theme theme;
    private final Map<String, BaseFont> fonts = new HashMap<>();
    private final Map<Double, PdfGState> alphas = new HashMap<>();

    PdfPen(PdfContentByte page, Theme theme) {
        this.page = page;
        this.theme = theme;
    }

    private void alpha(double alpha) {
        page.setGState(
                alphas.computeIfAbsent(
                        alpha,
                        a -> {
                            PdfGState state = new PdfGState();
                            state.setFillOpacity(a.floatValue());
                            state.setStrokeOpacity(a.floatValue());
                            return state;
                        }));
    }

    private void fill(Tone tone, double alpha) {
        page.setColorFill(new Color(theme.rgb(tone)));
        alpha(alpha);
    }

    private void stroke(Stroke s) {
        page.setColorStroke(new Color(theme.rgb(s.tone())));
        alpha(s.alpha());
        page.setLineWidth((float) s.width());
        page.setLineCap(PdfContentByte.LINE_CAP_BUTT);
        page.setLineJoin(PdfContentByte.LINE_JOIN_ROUND);
        switch (s.dash()) {
            case NONE -> page.setLineDash(0);
            case LINE -> page.setLineDash(5, 4, 0);
            case OUTLINE -> page.setLineDash(4, 3, 0);
        }
    }

    private void outline(Rect r, double radius) {
        float x = (float) r.x();
        float y = (float) r.y();
        float w = (float) r.width();
        float h = (float) r.height();
        double most = Math.min(r.width(), r.height()) / 2;
        if (radius > 0) {
            page.roundRectangle(x, y, w, h, (float) Math.min(radius, most));
        } else {
            page.rectangle(x, y, w, h);
        }
    }

    @Override
    public void fillRect(Rect rect, double radius, Tone tone, double alpha) {
        fill(tone, alpha);
        outline(rect, radius);
        page.fill();
    }

    @Override
    public void strokeRect(Rect rect, double radius, Stroke stroke) {
        stroke(stroke);
        outline(rect, radius);
        page.stroke();
    }

    @Override
    public void hatch(Rect rect, double radius, Tone tone, double alpha) {
        stroke(new Stroke(tone, 2, Dash.NONE, alpha));
        for (double[] l : SvgPen.hatchLines(rect)) {
            page.moveTo((float) l[0], (float) l[1]);
            page.lineTo((float) l[2], (float) l[3]);
        }
        page.stroke();
    }

    @Override
    public void line(Path path, Stroke stroke) {
        stroke(stroke);
        page.moveTo((float) path.x(0), (float) path.y(0));
        for (int i = 1; i < path.corners(); i++) {
            page.lineTo((float) path.x(i), (float) path.y(i));
        }
        page.stroke();
    }

    @Override
    public void arrowHead(double x, double y, boolean down, Tone tone) {
        fill(tone, 1);
        float back = (float) (down ? y - 8 : y + 8);
        page.moveTo((float) x - 4.5f, back);
        page.lineTo((float) x, (float) y);
        page.lineTo((float) x + 4.5f, back);
        page.closePath();
        page.fill();
    }

    @Override
    public void circle(double x, double y, double radius, Tone tone, boolean filled) {
        if (filled) {
            fill(tone, 1);
            page.circle((float) x, (float) y, (float) radius);
            page.fill();
        } else {
            stroke(Stroke.of(tone, 1.5));
            page.circle((float) x, (float) y, (float) radius - 0.75f);
            page.stroke();
        }
    }

    @Override
    public void glyph(Glyph glyph, Rect box, Tone tone, double width) {
        stroke(Stroke.of(tone, width));
        page.setLineCap(PdfContentByte.LINE_CAP_ROUND);
        PathIterator path = GlyphShape.placed(glyph, box).getPathIterator(new AffineTransform());
        float[] at = new float[6];
        float x = 0;
        float y = 0;
        while (!path.isDone()) {
            int kind = path.currentSegment(at);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> page.moveTo(at[0], at[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(at[0], at[1]);
                case PathIterator.SEG_QUADTO ->
                        page.curveTo(
                                x + (at[0] - x) * 2 / 3,
                                y + (at[1] - y) * 2 / 3,
                                at[2] + (at[0] - at[2]) * 2 / 3,
                                at[3] + (at[1] - at[3]) * 2 / 3,
                                at[2],
                                at[3]);
                case PathIterator.SEG_CUBICTO ->
                        page.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
                default -> page.closePath();
            }
            int last =
                    switch (kind) {
                        case PathIterator.SEG_QUADTO -> 2;
                        case PathIterator.SEG_CUBICTO -> 4;
                        default -> 0;
                    };
            x = at[last];
            y = at[last + 1];
            path.next();
        }
        page.stroke();
    }

    @Override
    public void text(Text text, double factor, double alpha) {
        if (text.text().isEmpty()) {
            return;
        }
        BaseFont font = fonts.computeIfAbsent(text.style().face(), face -> font(text.style()));
        fill(text.tone(), alpha);
        page.beginText();
        page.setFontAndSize(font, (float) (text.style().size() * factor));
        page.setTextMatrix(1, 0, 0, -1, (float) text.x(), (float) text.y());
        page.showText(drawable(font, text.text()));
        page.endText();
    }

    /// What the font does not have is shown as something missing, not as nothing.
    private static String drawable(BaseFont font, String text) {
        StringBuilder drawn = new StringBuilder(text.length());
        text.codePoints().forEach(c -> drawn.appendCodePoint(font.charExists(c) ? c : '?'));
        return drawn.toString();
    }

    private static BaseFont font(TextStyle style) {
        String file = FontFiles.of(style);
        try (InputStream in = PdfPen.class.getResourceAsStream(file)) {
            return in == null
                    ? BaseFont.createFont(
                            style.isMono() ? BaseFont.COURIER : BaseFont.HELVETICA,
                            BaseFont.WINANSI,
                            false)
                    : BaseFont.createFont(
                            file, BaseFont.IDENTITY_H, true, false, in.readAllBytes(), null);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
