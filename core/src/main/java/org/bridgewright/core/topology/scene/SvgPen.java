package org.bridgewright.core.topology.scene;

import java.util.Locale;

/// Writes SVG. Texts stay texts, so that they can be found; elements are groups with a title.
final class SvgPen implements Pen {
    private final StringBuilder out;
    private final Theme theme;

    SvgPen(StringBuilder out, Theme theme) {
        this.out = out;
        this.theme = theme;
    }

    /// At most two decimals, no trailing zeros.
    static String number(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : String.format(Locale.ROOT, "%.2f", rounded).replaceAll("0+$", "");
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(isXml(text, i) ? c : '\uFFFD');
            }
        }
        return safe.toString();
    }

    private static boolean isXml(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c >= 0x20 && c < 0xfffe || c == '\t' || c == '\n';
    }

    private String alpha(String attribute, double alpha) {
        return alpha >= 1 ? "" : " " + attribute + "=\"" + number(alpha) + "\"";
    }

    private static String place(Rect r, double radius) {
        return " x=\""
                + number(r.x())
                + "\" y=\""
                + number(r.y())
                + "\" width=\""
                + number(r.width())
                + "\" height=\""
                + number(r.height())
                + (radius > 0 ? "\" rx=\"" + number(radius) : "")
                + "\"";
    }

    private String stroke(Stroke s) {
        String dash =
                switch (s.dash()) {
                    case NONE -> "";
                    case LINE -> " stroke-dasharray=\"5 4\"";
                    case OUTLINE -> " stroke-dasharray=\"4 3\"";
                };
        return " fill=\"none\" stroke=\""
                + theme.hex(s.tone())
                + "\" stroke-width=\""
                + number(s.width())
                + "\""
                + dash
                + alpha("stroke-opacity", s.alpha());
    }

    @Override
    public void begin(Box box) {
        out.append("<g><title>").append(escape(box.sentence())).append("</title>\n");
    }

    @Override
    public void end() {
        out.append("</g>\n");
    }

    @Override
    public void fillRect(Rect rect, double radius, Tone tone, double alpha) {
        out.append("<rect")
                .append(place(rect, radius))
                .append(" fill=\"")
                .append(theme.hex(tone))
                .append('"')
                .append(alpha("fill-opacity", alpha))
                .append("/>\n");
    }

    @Override
    public void strokeRect(Rect rect, double radius, Stroke stroke) {
        out.append("<rect").append(place(rect, radius)).append(stroke(stroke)).append("/>\n");
    }

    @Override
    public void hatch(Rect rect, double radius, Tone tone, double alpha) {
        StringBuilder d = new StringBuilder();
        for (double[] l : hatchLines(rect)) {
            d.append('M').append(number(l[0])).append(' ').append(number(l[1]));
            d.append('L').append(number(l[2])).append(' ').append(number(l[3]));
        }
        out.append("<path d=\"")
                .append(d)
                .append('"')
                .append(stroke(new Stroke(tone, 2, Dash.NONE, alpha)))
                .append("/>\n");
    }

    /// Slanted lines cut to `rect`, as x1, y1, x2, y2.
    static java.util.List<double[]> hatchLines(Rect r) {
        java.util.List<double[]> lines = new java.util.ArrayList<>();
        for (double at = 8; at < r.width() + r.height(); at += 8) {
            double x1 = Math.min(at, r.width());
            double y1 = at - x1;
            double y2 = Math.min(at, r.height());
            double x2 = at - y2;
            lines.add(new double[] {r.x() + x1, r.y() + y1, r.x() + x2, r.y() + y2});
        }
        return lines;
    }

    @Override
    public void line(Path path, Stroke stroke) {
        StringBuilder d = new StringBuilder("M");
        d.append(number(path.x(0))).append(' ').append(number(path.y(0)));
        for (int i = 1; i < path.corners(); i++) {
            if (path.x(i) == path.x(i - 1)) {
                d.append('V').append(number(path.y(i)));
            } else {
                d.append('H').append(number(path.x(i)));
            }
        }
        out.append("<path d=\"")
                .append(d)
                .append('"')
                .append(stroke(stroke))
                .append(" stroke-linejoin=\"round\"/>\n");
    }

    @Override
    public void arrowHead(double x, double y, boolean down, Tone tone) {
        double back = down ? -8 : 8;
        out.append("<path d=\"M")
                .append(number(x - 4.5))
                .append(' ')
                .append(number(y + back))
                .append('L')
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append('L')
                .append(number(x + 4.5))
                .append(' ')
                .append(number(y + back))
                .append("z\" fill=\"")
                .append(theme.hex(tone))
                .append("\"/>\n");
    }

    @Override
    public void circle(double x, double y, double radius, Tone fill, boolean filled) {
        out.append("<circle cx=\"")
                .append(number(x))
                .append("\" cy=\"")
                .append(number(y))
                .append("\" r=\"")
                .append(number(filled ? radius : radius - 0.75))
                .append(
                        filled
                                ? "\" fill=\"" + theme.hex(fill) + "\"/>\n"
                                : "\" fill=\"none\" stroke=\""
                                        + theme.hex(fill)
                                        + "\" stroke-width=\"1.5\"/>\n");
    }

    @Override
    public void glyph(Glyph glyph, Rect box, Tone tone, double width) {
        double scale = box.width() / 16;
        out.append("<path transform=\"translate(")
                .append(number(box.x()))
                .append(' ')
                .append(number(box.y()))
                .append(") scale(")
                .append(number(scale))
                .append(")\" d=\"")
                .append(glyph.path())
                .append("\" fill=\"none\" stroke=\"")
                .append(theme.hex(tone))
                .append("\" stroke-width=\"")
                .append(number(width / scale))
                .append("\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n");
    }

    @Override
    public void text(Text text, double factor, double alpha) {
        out.append("<text x=\"")
                .append(number(text.x()))
                .append("\" y=\"")
                .append(number(text.y()))
                .append("\" class=\"")
                .append(text.style().isMono() ? "m" : "w")
                .append("\" font-size=\"")
                .append(number(text.style().size() * factor))
                .append('"');
        if (text.style().weight() != 400) {
            out.append(" font-weight=\"").append(text.style().weight()).append('"');
        }
        out.append(" fill=\"")
                .append(theme.hex(text.tone()))
                .append('"')
                .append(alpha("fill-opacity", alpha))
                .append('>')
                .append(escape(text.text()))
                .append("</text>\n");
    }
}
