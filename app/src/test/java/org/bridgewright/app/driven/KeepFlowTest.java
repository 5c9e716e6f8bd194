// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What leaves the window or outlives it: exported pictures, hidden VMs, names of hosts, detached vNICs, on the demo.
@Tag("window")
class KeepFlowTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId VM3 = ElementId.guest(HOST, "VM3");

    @RegisterExtension final Driven app = new Driven();
    @TempDir Path folder;

    private void demo() {
        app.start("demo:");
        app.drawn(VM1);
    }

    private boolean isDrawn(ElementId id) {
        return app.onFx(() -> app.view().boundsOf(id).isPresent());
    }

    @Test
    void thePictureIsExportedInEachFormat() throws IOException {
        demo();
        for (String format : new String[] {"pdf", "png", "svg"}) {
            Path file = folder.resolve("wiring." + format);
            app.press(KeyCode.CONTROL, KeyCode.E);
            app.click("export-format-" + format);
            app.click("export-colours-dark");
            app.fill("export-file", file.toString());
            app.click("export-save");
            app.gone("export");
            app.seeIn("notices", "Exported to " + file);
            String begin = new String(Files.readAllBytes(file), 0, 5, StandardCharsets.ISO_8859_1);
            assertTrue(
                    switch (format) {
                        case "pdf" -> begin.startsWith("%PDF");
                        case "png" -> begin.startsWith("\u0089PNG");
                        default -> begin.startsWith("<svg");
                    },
                    begin);
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaidInTheCardAndNothingIsLost() {
        demo();
        app.press(KeyCode.CONTROL, KeyCode.E);
        app.fill("export-file", folder.resolve("absent/wiring.svg").toString());
        app.click("export-save");
        app.seeIn("export-trouble", "wiring.svg cannot be written");
        app.fill("export-file", folder.resolve("wiring.svg").toString());
        app.press(KeyCode.ENTER);
        app.gone("export");
        assertTrue(Files.exists(folder.resolve("wiring.svg")));
    }

    @Test
    void aDetachedVnicIsAttachedElsewhereWithoutAMouse() {
        demo();
        app.pick(VM1);
        app.press(KeyCode.DELETE);
        app.seeIn("move-card", "Detach VM1 from default");
        app.press(KeyCode.ENTER);
        app.seeIn("notices", "Done and verified on caldera02");
        app.until("it can be attached again", () -> app.has("button-attach"));
        app.press(KeyCode.INSERT);
        app.seeIn("move-to", "Attach the detached vNIC of VM1");
        app.write("router");
        app.seeIn("move-to", "to router");
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", "Attach the detached vNIC of VM1 to router");
        app.press(KeyCode.ENTER);
        app.until(
                "VM1 is on router",
                () ->
                        app.view()
                                .getShown()
                                .box(VM1)
                                .filter(b -> b.sentence().contains("router"))
                                .isPresent());
    }

    @Test
    void hiddenVmsAreNotDrawnAndStayHiddenAtTheNextStart() {
        demo();
        assertTrue(isDrawn(VM3));
        app.click("layers");
        app.click("layers-edit");
        app.fill("hide-patterns", "VM3");
        app.click("hide-keep");
        app.until("VM3 is not drawn", () -> !isDrawn(VM3));
        app.seeIn("status-bar", "1 hidden");
        app.stop();
        demo();
        app.seeIn("status-bar", "1 hidden");
        assertFalse(isDrawn(VM3));
        app.click("layers");
        app.click("layers-hidden");
        app.until("VM3 is drawn again", () -> isDrawn(VM3));
    }

    @Test
    void aHostHasAGroupOfTheUsers() {
        demo();
        app.clickOn(app.middleOf("sidebar", "caldera02"));
        app.press(KeyCode.F2);
        app.fill("host-group", "lab");
        app.click("host-colour-teal");
        app.click("host-keep");
        app.gone("host-card");
        app.seeIn("sidebar", "lab");
    }

    @Test
    void enterOnAnElementBringsTheKeyboardToTheInspector() {
        demo();
        app.pick(VM1);
        app.press(KeyCode.ENTER);
        app.until(
                "the inspector has the keyboard",
                () ->
                        app.stage().getScene().getFocusOwner() != null
                                && "tab-network"
                                        .equals(app.stage().getScene().getFocusOwner().getId()));
        assertEquals("VM1", app.words("inspector-title"));
    }
}
