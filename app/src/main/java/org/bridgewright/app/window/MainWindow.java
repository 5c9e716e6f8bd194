// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.bridgewright.app.overlay.EnterKey;
import org.bridgewright.app.overlay.NoticeStrip;
import org.bridgewright.app.overlay.Overlay;

/// The frame: top bar, sidebar, centre, inspector, status bar, and the overlay for dialogs. It is shown empty at once;
/// its regions are filled when the rest of the application is there.
public final class MainWindow extends StackPane {
    private final TopBar topBar = new TopBar();
    private final StatusBar statusBar = new StatusBar();
    private final Overlay overlay = new Overlay();
    private final NoticeStrip notices = new NoticeStrip(overlay);
    private final SplitPane columns = new SplitPane();
    private final StackPane centre = new StackPane();

    public MainWindow() {
        setId("main-window");
        columns.setId("columns");
        Region left = new Region();
        left.getStyleClass().add("sidebar");
        left.setPrefWidth(204);
        left.setMinWidth(160);
        SplitPane.setResizableWithParent(left, false);
        columns.getItems().addAll(left, centre);
        columns.setDividerPositions(204.0 / 1280);
        BorderPane frame = new BorderPane(columns);
        frame.setTop(topBar);
        frame.setBottom(statusBar);
        setAlignment(notices, Pos.TOP_CENTER);
        setMargin(notices, new Insets(58, 0, 0, 0));
        getChildren().addAll(frame, notices, overlay);
        EnterKey.install(this);
    }

    TopBar topBar() {
        return topBar;
    }

    StatusBar statusBar() {
        return statusBar;
    }

    public Overlay overlay() {
        return overlay;
    }

    public NoticeStrip notices() {
        return notices;
    }

    /// Puts the sidebar in.
    void sidebar(Region sidebar) {
        SplitPane.setResizableWithParent(sidebar, false);
        double[] dividers = columns.getDividerPositions();
        columns.getItems().set(0, sidebar);
        columns.setDividerPositions(dividers);
    }

    void centre(Node content) {
        centre.getChildren().setAll(content);
    }

    /// What floats over everything but dialogs: the hits of the search.
    void floating(Region panel) {
        getChildren().add(getChildren().size() - 1, panel);
    }

    /// Shows or takes away the inspector at the right.
    void inspector(Region inspector, boolean visible) {
        if (visible && !columns.getItems().contains(inspector)) {
            SplitPane.setResizableWithParent(inspector, false);
            columns.getItems().add(inspector);
            double width = columns.getWidth() > 0 ? columns.getWidth() : 1280;
            columns.setDividerPosition(0, 204 / width);
            columns.setDividerPosition(1, 1 - inspector.getPrefWidth() / width);
        } else if (!visible) {
            columns.getItems().remove(inspector);
        }
    }
}
