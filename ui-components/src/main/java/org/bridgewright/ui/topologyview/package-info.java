/// The picture as a control: [TopologyView] shows a scene, lets the user walk, select and drag in it, and tells what was asked
/// for. It knows no host and reads nothing; what a drop would do is said by a [DropAdvisor].
@NullMarked
package org.bridgewright.ui.topologyview;

import org.jspecify.annotations.NullMarked;
