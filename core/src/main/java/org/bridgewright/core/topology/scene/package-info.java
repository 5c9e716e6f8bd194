/// The picture as geometry: [Arranger] places a topology's elements, [TopologyScene] is the immutable result, [ScenePainter]
/// draws it with any [Pen], and [SceneSvg] and [SceneImage] are the pens that need no display.
///
/// Pure: no clock, no randomness, no input or output; the same topology and [Viewpoint] give the same picture on every
/// machine, text widths included ([TextMeasure]). No JavaFX comes in here. Start reading at [Arranger].
@NullMarked
package org.bridgewright.core.topology.scene;

import org.jspecify.annotations.NullMarked;
