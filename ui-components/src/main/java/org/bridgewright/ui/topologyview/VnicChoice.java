package org.bridgewright.ui.topologyview;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Port;
import org.bridgewright.core.words.Words;

/// Asks which vNIC of a guest moves: number and present network of each; none is taken before the user says so.
final class VnicChoice {
    private static final Words WORDS = Words.of(VnicChoice.class);

    private VnicChoice() {}

    /// @param sceneX where the drop was, in the JavaFX scene
    static void show(
            TopologyView view,
            ElementId guest,
            double sceneX,
            double sceneY,
            Consumer<DragSubject> chosen) {
        ContextMenu menu = new ContextMenu();
        MenuItem title = new MenuItem(WORDS.get("drag.choose"));
        title.setDisable(true);
        menu.getItems().add(title);
        for (Port port : view.portsOf(guest)) {
            MenuItem item = new MenuItem(view.describe(port));
            item.setId("choose-vnic-" + port.number().orElse(1));
            item.setOnAction(
                    e ->
                            chosen.accept(
                                    new DragSubject(List.of(guest), Optional.of(port.subject()))));
            menu.getItems().add(item);
        }
        var at = view.localToScreen(view.sceneToLocal(sceneX, sceneY));
        menu.show(view, at.getX(), at.getY());
    }
}
