// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bridgewright.core.diagnose.Finding;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.topology.scene.Arranger;
import org.bridgewright.core.topology.scene.SceneImage;
import org.bridgewright.core.topology.scene.SceneSvg;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.topology.scene.Viewpoint;

/// The window's picture as a file. Needs no display.
final class Pictures {
    private static final double PNG_SCALE = 2;

    private Pictures() {}

    static byte[] svg(Topology topology, List<Finding> findings, Theme theme) {
        return SceneSvg.write(scene(topology, findings), theme).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] png(Topology topology, List<Finding> findings, Theme theme) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            SceneImage.writePng(scene(topology, findings), theme, PNG_SCALE, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static TopologyScene scene(Topology topology, List<Finding> findings) {
        return Arranger.arrange(topology, findings, Viewpoint.EMPTY);
    }
}
