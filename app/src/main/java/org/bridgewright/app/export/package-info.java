/// The picture as a file: SVG, PNG or PDF. Start at [ExportCard].
@NullMarked
package org.bridgewright.app.export;

import org.jspecify.annotations.NullMarked;
