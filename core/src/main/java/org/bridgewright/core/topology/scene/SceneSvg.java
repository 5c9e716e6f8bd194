package org.bridgewright.core.topology.scene;

import org.bridgewright.core.words.Words;

/// The picture as an SVG document: searchable text, a title on each element, a legend. Needs no display.
public final class SceneSvg {
    private static final Words WORDS = Words.of(SceneSvg.class);
    private static final double MARGIN = 16;

    private SceneSvg() {}

    /// The whole document, beginning with `<svg`. The same scene and theme give the same text.
    public static String write(TopologyScene scene, Theme theme) {
        Rect b = scene.bounds();
        double width = Math.max(b.width(), Legend.width()) + 2 * MARGIN;
        double height = b.height() + Legend.HEIGHT + 2 * MARGIN;
        StringBuilder out = new StringBuilder(200_000);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(SvgPen.number(width))
                .append("\" height=\"")
                .append(SvgPen.number(height))
                .append("\" viewBox=\"")
                .append(SvgPen.number(b.x() - MARGIN))
                .append(' ')
                .append(SvgPen.number(b.y() - MARGIN))
                .append(' ')
                .append(SvgPen.number(width))
                .append(' ')
                .append(SvgPen.number(height))
                .append("\">\n<title>")
                .append(SvgPen.escape(title(scene)))
                .append("</title>\n<style>.w{font-family:Inter,'Helvetica Neue',Arial,sans-serif}")
                .append(".m{font-family:'JetBrains Mono',Menlo,Consolas,monospace;white-space:pre}")
                .append("</style>\n");
        SvgPen pen = new SvgPen(out, theme);
        pen.fillRect(new Rect(b.x() - MARGIN, b.y() - MARGIN, width, height), 0, Tone.GROUND, 1);
        new ScenePainter(scene, pen, ScenePainter.Options.PLAIN).paint(b.grow(MARGIN));
        Legend.draw(pen, b.x() + 4, b.bottom());
        return out.append("</svg>\n").toString();
    }

    private static String title(TopologyScene scene) {
        return WORDS.get(
                "picture.title",
                String.join(
                        ", ",
                        scene.boxes().stream()
                                .filter(box -> box.kind() == Box.Kind.HOST)
                                .map(box -> box.id().value())
                                .toList()));
    }
}
