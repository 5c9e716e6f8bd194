// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javafx.scene.shape.SVGPath;
import org.junit.jupiter.api.Test;

class IconsModuleTest {
    @Test
    void javafxIsANamedModule() {
        assertEquals("javafx.graphics", SVGPath.class.getModule().getName());
    }
}
