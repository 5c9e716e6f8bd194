package org.bridgewright.core.topology.scene;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.bridgewright.core.model.ElementId;

/// The picture as PNG, drawn by Java2D in memory: needs no display.
///
/// The fonts come from the application's font files when they are on the class path, else from the system.
public final class SceneImage {
    /// More pixels than this are not drawn; the scale is lowered instead.
    private static final double MOST_PIXELS = 60e6;

    private SceneImage() {}

    /// Writes a PNG.
    ///
    /// @param scale pixels per scene unit; 1 or 2
    /// @throws IOException when `out` fails
    public static void writePng(TopologyScene scene, Theme theme, double scale, OutputStream out)
            throws IOException {
        ImageIO.write(draw(scene, SceneFrame.whole(scene), theme, scale), "png", out);
    }

    /// The same of what is selected and what it leads to; of the whole when nothing of it is shown.
    ///
    /// @throws IOException when `out` fails
    public static void writePng(
            TopologyScene scene,
            Set<ElementId> selected,
            Theme theme,
            double scale,
            OutputStream out)
            throws IOException {
        ImageIO.write(draw(scene, SceneFrame.of(scene, selected), theme, scale), "png", out);
    }

    private static BufferedImage draw(
            TopologyScene scene, SceneFrame frame, Theme theme, double scale) {
        double width = frame.width();
        double height = frame.height();
        double factor = Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)));
        BufferedImage image =
                new BufferedImage(
                        Math.max(1, (int) Math.ceil(width * factor)),
                        Math.max(1, (int) Math.ceil(height * factor)),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(factor, factor);
        g.translate(-frame.left(), -frame.top());
        ScenePainter.Options options =
                new ScenePainter.Options(id -> false, id -> false, factor < 0.9 ? factor : 1);
        frame.paint(scene, new ImagePen(g, theme), options, factor >= 0.9);
        g.dispose();
        return image;
    }

    private static final class ImagePen implements Pen {
        private static final Map<TextStyle, Font> FONTS = new EnumMap<>(TextStyle.class);
        private final Graphics2D g;
        private final Theme theme;

        ImagePen(Graphics2D g, Theme theme) {
            this.g = g;
            this.theme = theme;
        }

        private static synchronized Font font(TextStyle style) {
            return FONTS.computeIfAbsent(style, ImagePen::load).deriveFont((float) style.size());
        }

        private static Font load(TextStyle style) {
            Font system =
                    new Font(
                            style.isMono() ? Font.MONOSPACED : Font.SANS_SERIF,
                            style.weight() > 500 ? Font.BOLD : Font.PLAIN,
                            12);
            try (InputStream in = SceneImage.class.getResourceAsStream(FontFiles.of(style))) {
                return in == null ? system : Font.createFont(Font.TRUETYPE_FONT, in);
            } catch (IOException | FontFormatException unusable) {
                return system;
            }
        }

        private void colour(Tone tone, double alpha) {
            g.setColor(new Color(theme.rgb(tone)));
            g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) alpha));
        }

        private static Shape round(Rect r, double radius) {
            return new RoundRectangle2D.Double(
                    r.x(), r.y(), r.width(), r.height(), 2 * radius, 2 * radius);
        }

        private void stroke(Stroke s) {
            colour(s.tone(), s.alpha());
            float[] dash =
                    switch (s.dash()) {
                        case NONE -> new float[0];
                        case LINE -> new float[] {5, 4};
                        case OUTLINE -> new float[] {4, 3};
                    };
            g.setStroke(
                    dash.length == 0
                            ? new BasicStroke(
                                    (float) s.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                            : new BasicStroke(
                                    (float) s.width(),
                                    BasicStroke.CAP_BUTT,
                                    BasicStroke.JOIN_ROUND,
                                    10,
                                    dash,
                                    0));
        }

        @Override
        public void fillRect(Rect rect, double radius, Tone tone, double alpha) {
            colour(tone, alpha);
            g.fill(round(rect, radius));
        }

        @Override
        public void strokeRect(Rect rect, double radius, Stroke stroke) {
            stroke(stroke);
            g.draw(round(rect, radius));
        }

        @Override
        public void hatch(Rect rect, double radius, Tone tone, double alpha) {
            stroke(new Stroke(tone, 2, Dash.NONE, alpha));
            for (double[] l : SvgPen.hatchLines(rect)) {
                g.draw(new Line2D.Double(l[0], l[1], l[2], l[3]));
            }
        }

        @Override
        public void line(Path path, Stroke stroke) {
            stroke(stroke);
            Path2D.Double d = new Path2D.Double();
            d.moveTo(path.x(0), path.y(0));
            for (int i = 1; i < path.corners(); i++) {
                d.lineTo(path.x(i), path.y(i));
            }
            g.draw(d);
        }

        @Override
        public void arrowHead(double x, double y, boolean down, Tone tone) {
            colour(tone, 1);
            double back = down ? -8 : 8;
            Path2D.Double d = new Path2D.Double();
            d.moveTo(x - 4.5, y + back);
            d.lineTo(x, y);
            d.lineTo(x + 4.5, y + back);
            d.closePath();
            g.fill(d);
        }

        @Override
        public void circle(double x, double y, double radius, Tone fill, boolean filled) {
            double r = filled ? radius : radius - 0.75;
            Shape circle = new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            if (filled) {
                colour(fill, 1);
                g.fill(circle);
            } else {
                stroke(Stroke.of(fill, 1.5));
                g.draw(circle);
            }
        }

        @Override
        public void glyph(Glyph glyph, Rect box, Tone tone, double width) {
            colour(tone, 1);
            g.setStroke(
                    new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(GlyphShape.placed(glyph, box));
        }

        @Override
        public void text(Text text, double factor, double alpha) {
            if (text.text().isEmpty()) {
                return;
            }
            colour(text.tone(), alpha);
            Font font = Objects.requireNonNull(font(text.style()));
            g.setFont(factor == 1 ? font : font.deriveFont((float) (text.style().size() * factor)));
            g.drawString(text.text(), (float) text.x(), (float) text.y());
        }
    }
}
