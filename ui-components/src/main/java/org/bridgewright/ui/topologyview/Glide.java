package org.bridgewright.ui.topologyview;

import javafx.animation.Animation;
import javafx.animation.Interpolator;
import javafx.animation.Transition;
import javafx.util.Duration;
import org.bridgewright.core.topology.scene.TopologyScene;

/// Moves what changed its place there in 200 ms. Large pictures and reduced motion: at once.
final class Glide {
    private static final int MOST_BOXES = 400;

    private final Runnable redraw;
    private boolean reduced;
    private double at = 1;
    private TopologyScene from = TopologyScene.EMPTY;
    private final Transition transition =
            new Transition() {
                {
                    setCycleDuration(Duration.millis(200));
                    setInterpolator(Interpolator.EASE_BOTH);
                }

                @Override
                protected void interpolate(double fraction) {
                    at = fraction;
                    redraw.run();
                }
            };

    Glide(Runnable redraw) {
        this.redraw = redraw;
    }

    void setReduced(boolean newReduced) {
        reduced = newReduced;
    }

    boolean isRunning() {
        return transition.getStatus() == Animation.Status.RUNNING;
    }

    void begin(TopologyScene before, TopologyScene next) {
        transition.stop();
        at = 1;
        if (reduced
                || before.boxes().isEmpty()
                || before.boxes().size() > MOST_BOXES
                || next.boxes().size() > MOST_BOXES) {
            return;
        }
        from = before;
        at = 0;
        transition.playFromStart();
    }

    TopologyScene shown(TopologyScene target) {
        return at >= 1 ? target : target.comingFrom(from, at);
    }
}
