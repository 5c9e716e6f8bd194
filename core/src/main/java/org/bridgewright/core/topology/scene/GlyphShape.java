package org.bridgewright.core.topology.scene;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A glyph's path data as a shape of Java2D. Understands what [Glyph] uses: `M L H V C A Z`, absolute and relative.
final class GlyphShape {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z]|-?\\d*\\.?\\d+");
    private static final Map<Glyph, Path2D> SHAPES = new EnumMap<>(Glyph.class);

    private final Path2D.Double shape = new Path2D.Double();
    private final Matcher tokens;
    private double x;
    private double y;
    private String ahead = "";

    private GlyphShape(String data) {
        tokens = TOKEN.matcher(data);
        next();
    }

    static synchronized Path2D of(Glyph glyph) {
        return SHAPES.computeIfAbsent(glyph, g -> new GlyphShape(g.path()).read());
    }

    private void next() {
        ahead = tokens.find() ? tokens.group() : "";
    }

    private double number() {
        double value = Double.parseDouble(ahead);
        next();
        return value;
    }

    private boolean isNumber() {
        return !ahead.isEmpty() && !Character.isLetter(ahead.charAt(0));
    }

    private Path2D read() {
        while (!ahead.isEmpty()) {
            char command = ahead.charAt(0);
            next();
            do {
                step(command);
                command = command == 'm' ? 'l' : command == 'M' ? 'L' : command;
            } while (isNumber());
        }
        return shape;
    }

    private void step(char command) {
        double baseX = Character.isLowerCase(command) ? x : 0;
        double baseY = Character.isLowerCase(command) ? y : 0;
        switch (Character.toUpperCase(command)) {
            case 'M' -> {
                x = baseX + number();
                y = baseY + number();
                shape.moveTo(x, y);
            }
            case 'L' -> to(baseX + number(), baseY + number());
            case 'H' -> to(baseX + number(), y);
            case 'V' -> to(x, baseY + number());
            case 'C' -> {
                double x1 = baseX + number();
                double y1 = baseY + number();
                double x2 = baseX + number();
                double y2 = baseY + number();
                x = baseX + number();
                y = baseY + number();
                shape.curveTo(x1, y1, x2, y2, x, y);
            }
            case 'A' -> arc(baseX, baseY);
            case 'Z' -> {
                shape.closePath();
                x = shape.getCurrentPoint().getX();
                y = shape.getCurrentPoint().getY();
            }
            default -> throw new IllegalArgumentException("path command " + command);
        }
    }

    private void to(double newX, double newY) {
        x = newX;
        y = newY;
        shape.lineTo(x, y);
    }

    /// An arc by its two ends (SVG 1.1, F.6), for circles only.
    private void arc(double baseX, double baseY) {
        double r = number();
        number();
        number();
        boolean large = number() != 0;
        boolean sweep = number() != 0;
        double endX = baseX + number();
        double endY = baseY + number();
        double dx = (x - endX) / 2;
        double dy = (y - endY) / 2;
        double half = dx * dx + dy * dy;
        double f = Math.sqrt(Math.max(0, (r * r - half) / half)) * (large == sweep ? -1 : 1);
        double cx = f * dy + (x + endX) / 2;
        double cy = -f * dx + (y + endY) / 2;
        double start = Math.toDegrees(-Math.atan2(y - cy, x - cx));
        double extent = Math.toDegrees(-Math.atan2(endY - cy, endX - cx)) - start;
        if (sweep && extent > 0) {
            extent -= 360;
        } else if (!sweep && extent < 0) {
            extent += 360;
        }
        shape.append(
                new Arc2D.Double(cx - r, cy - r, 2 * r, 2 * r, start, extent, Arc2D.OPEN), true);
        x = endX;
        y = endY;
    }

    static java.awt.Shape placed(Glyph glyph, Rect box) {
        AffineTransform at = AffineTransform.getTranslateInstance(box.x(), box.y());
        at.scale(box.width() / 16, box.height() / 16);
        return at.createTransformedShape(of(glyph));
    }
}
