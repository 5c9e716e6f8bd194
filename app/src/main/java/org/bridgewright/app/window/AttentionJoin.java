// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.bridgewright.app.hosts.HostBook;
import org.bridgewright.app.hosts.HostSession;
import org.bridgewright.app.topology.Selection;
import org.bridgewright.core.host.HostSource.Attention;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.ui.topologyview.TopologyView;

/// Tells each open host how closely it is looked at (DESIGN 5.1): in sight or selected, merely open, or nobody looks at all.
/// FX thread only.
final class AttentionJoin {
    private static final Duration BEAT = Duration.seconds(1);

    private final Stage stage;
    private final HostBook book;
    private final Selection selection;
    private final TopologyView view;

    private AttentionJoin(Stage stage, HostBook book, Selection selection, TopologyView view) {
        this.stage = stage;
        this.book = book;
        this.selection = selection;
        this.view = view;
    }

    /// @param minimised told when nobody counts any more
    static void join(
            Stage stage,
            HostBook book,
            Selection selection,
            TopologyView view,
            Runnable minimised) {
        AttentionJoin join = new AttentionJoin(stage, book, selection, view);
        stage.iconifiedProperty()
                .addListener(
                        (property, before, now) -> {
                            join.tell();
                            if (now) {
                                minimised.run();
                            }
                        });
        // Scrolling and zooming have no event of their own that would be worth following each
        // frame.
        Timeline beat = new Timeline(new KeyFrame(BEAT, event -> join.tell()));
        beat.setCycleCount(Timeline.INDEFINITE);
        beat.play();
        Platform.Preferences wishes = Platform.getPreferences();
        view.setReducedMotion(wishes.isReducedMotion());
        wishes.reducedMotionProperty()
                .addListener((property, before, now) -> view.setReducedMotion(now));
    }

    private void tell() {
        for (HostSession session : book.sessions()) {
            session.attention(of(session.id()));
        }
    }

    private Attention of(Optional<HostId> host) {
        if (stage.isIconified()) {
            return Attention.MINIMISED;
        }
        if (host.isEmpty() || view.getScene() == null) {
            return Attention.SHOWN;
        }
        boolean selected = selection.main().filter(id -> id.isOn(host.get())).isPresent();
        boolean inSight =
                view.boundsOf(ElementId.host(host.get())).map(this::isInSight).orElse(true);
        return selected || inSight ? Attention.SHOWN : Attention.OPEN;
    }

    private boolean isInSight(Rect panel) {
        return panel.x() < view.getWidth()
                && panel.y() < view.getHeight()
                && panel.x() + panel.width() > 0
                && panel.y() + panel.height() > 0;
    }
}
