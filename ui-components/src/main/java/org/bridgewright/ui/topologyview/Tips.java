package org.bridgewright.ui.topologyview;

import java.util.Optional;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.bridgewright.core.topology.scene.Box;

/// The tooltip of what is under the pointer: its sentence, and what its mark means.
final class Tips {
    private static final Object KEY = Tips.class;

    private Tips() {}

    static void show(TopologyView view, Optional<Box> box, MouseEvent e) {
        Tooltip tip = (Tooltip) view.getProperties().get(KEY);
        if (box.isEmpty()) {
            if (tip != null) {
                Tooltip.uninstall(view, tip);
                view.getProperties().remove(KEY);
            }
            return;
        }
        String text = box.get().mark().map(m -> m.text() + "\n").orElse("") + box.get().sentence();
        if (tip == null) {
            tip = new Tooltip();
            tip.setShowDelay(Duration.millis(600));
            tip.setWrapText(true);
            tip.setMaxWidth(420);
            Tooltip.install(view, tip);
            view.getProperties().put(KEY, tip);
        }
        if (!text.equals(tip.getText())) {
            tip.hide();
            tip.setText(text);
        }
    }
}
