// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.util.List;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.settings.SettingsStore;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.words.Words;

/// The menu of what picture and table show.
final class LayersMenu {
    private static final Words WORDS = Words.of(LayersMenu.class);

    private LayersMenu() {}

    static void join(
            Button button,
            PictureView picture,
            Workspace workspace,
            SettingsStore settings,
            Overlay overlay) {
        CheckMenuItem off = new CheckMenuItem(WORDS.get("layers.off"));
        off.setId("layers-off");
        off.setOnAction(event -> picture.look(picture.viewpoint().withShowOff(off.isSelected())));
        CheckMenuItem hidden = new CheckMenuItem();
        hidden.setId("layers-hidden");
        hidden.setOnAction(
                event ->
                        workspace
                                .hiddenProperty()
                                .set(hidden.isSelected() ? List.of() : patterns(settings)));
        MenuItem edit = new MenuItem(WORDS.get("layers.edit"));
        edit.setId("layers-edit");
        edit.setOnAction(
                event ->
                        HideCard.open(
                                overlay,
                                patterns(settings),
                                kept ->
                                        settings.change(
                                                settings.settingsProperty().get().with(kept))));
        workspace.hiddenProperty().set(patterns(settings));
        settings.settingsProperty()
                .addListener(
                        (property, before, now) -> {
                            if (!before.hiddenGuests().equals(now.hiddenGuests())) {
                                workspace.hiddenProperty().set(now.hiddenGuests());
                            }
                        });
        ContextMenu menu = new ContextMenu(off, hidden, new SeparatorMenuItem(), edit);
        button.setOnAction(
                event -> {
                    off.setSelected(picture.viewpoint().showOff());
                    List<String> now = workspace.hiddenProperty().get();
                    hidden.setDisable(patterns(settings).isEmpty());
                    hidden.setSelected(now.isEmpty() && !patterns(settings).isEmpty());
                    int count = workspace.wiring().hidden();
                    hidden.setText(
                            count == 0
                                    ? WORDS.get("layers.hidden")
                                    : WORDS.get("layers.hidden.count", count));
                    menu.show(button, Side.BOTTOM, 0, 4);
                });
    }

    private static List<String> patterns(SettingsStore settings) {
        return settings.settingsProperty().get().hiddenGuests();
    }
}
