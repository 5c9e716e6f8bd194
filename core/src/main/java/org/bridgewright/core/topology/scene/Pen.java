package org.bridgewright.core.topology.scene;

/// A surface to draw the picture on. Colours are roles; the pen knows the theme. Coordinates are the scene's.
///
/// `alpha` is 0 to 1.
public interface Pen {
    /// Dashes of a stroke.
    enum Dash {
        NONE,
        /// Links.
        LINE,
        /// Outlines.
        OUTLINE
    }

    /// How an outline is stroked.
    record Stroke(Tone tone, double width, Dash dash, double alpha) {
        public static Stroke of(Tone tone, double width) {
            return new Stroke(tone, width, Dash.NONE, 1);
        }
    }

    /// A filled rectangle; `radius` rounds its corners, `alpha` is 0 (unseen) to 1.
    void fillRect(Rect rect, double radius, Tone tone, double alpha);

    /// The outline of a rectangle, along its edge.
    void strokeRect(Rect rect, double radius, Stroke stroke);

    /// Slanted thin lines inside `rect`.
    void hatch(Rect rect, double radius, Tone tone, double alpha);

    /// An open course through all corners of `path`.
    void line(Path path, Stroke stroke);

    /// A triangle with its tip at `x`, `y`, pointing down when `down`, else up.
    void arrowHead(double x, double y, boolean down, Tone tone);

    /// A disc about `x`, `y`; when not `filled`, a ring.
    void circle(double x, double y, double radius, Tone fill, boolean filled);

    /// A sign of the icon set, fitted into `box`; `width` is that of its strokes.
    void glyph(Glyph glyph, Rect box, Tone tone, double width);

    /// @param factor its size against its style's: far views keep names readable
    void text(Text text, double factor, double alpha);

    /// Begins what belongs to one element; pens that can, note its name. Ends with [#end].
    default void begin(Box box) {}

    default void end() {}
}
