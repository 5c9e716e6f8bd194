package org.bridgewright.core.topology.scene;

import java.util.Set;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.words.Words;

/// The picture as an SVG document: searchable text, a title on each element, a legend. Needs no display.
public final class SceneSvg {
    private static final Words WORDS = Words.of(SceneSvg.class);

    private SceneSvg() {}

    /// The whole document, beginning with `<svg`. The same scene and theme give the same text.
    public static String write(TopologyScene scene, Theme theme) {
        return write(scene, SceneFrame.whole(scene), theme);
    }

    /// The same of what is selected and what it leads to; of the whole when nothing of it is shown.
    public static String write(TopologyScene scene, Set<ElementId> selected, Theme theme) {
        return write(scene, SceneFrame.of(scene, selected), theme);
    }

    private static String write(TopologyScene scene, SceneFrame frame, Theme theme) {
        String width = SvgPen.number(frame.width());
        String height = SvgPen.number(frame.height());
        StringBuilder out = new StringBuilder(200_000);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"")
                .append(SvgPen.number(frame.left()))
                .append(' ')
                .append(SvgPen.number(frame.top()))
                .append(' ')
                .append(width)
                .append(' ')
                .append(height)
                .append("\">\n<title>")
                .append(SvgPen.escape(title(scene)))
                .append("</title>\n<style>.w{font-family:Inter,'Helvetica Neue',Arial,sans-serif}")
                .append(".m{font-family:'JetBrains Mono',Menlo,Consolas,monospace;white-space:pre}")
                .append("</style>\n");
        frame.paint(scene, new SvgPen(out, theme), ScenePainter.Options.PLAIN, true);
        return out.append("</svg>\n").toString();
    }

    static String title(TopologyScene scene) {
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
