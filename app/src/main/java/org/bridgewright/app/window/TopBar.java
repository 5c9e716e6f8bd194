// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.words.Words;

/// The bar at the top: product, views, search, layers, following, menu. Shown before anything else exists; what its
/// parts do is joined to it later.
final class TopBar extends HBox {
    private static final Words WORDS = Words.of(TopBar.class);
    private static final String LOGO =
            "M5 18 V12 C5 7.6 8.6 4.5 12 4.5 S19 7.6 19 12 V18 M2.5 14.5 H21.5 M9 14.5 V18 M15 14.5 V18";

    private final ToggleGroup views = new ToggleGroup();
    private final ToggleButton picture = segment("picture");
    private final ToggleButton table = segment("table");
    private final ToggleButton plan = segment("plan");
    private final Label planCount = new Label();
    private final TextField search = new TextField();
    private final Button layers = new Button(WORDS.get("top.layers"));
    private final Button following = new Button(WORDS.get("top.following"));
    private final Region followingDot = new Region();
    private final Button menu = new Button("☰");

    TopBar() {
        getStyleClass().add("top-bar");
        setId("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label product = new Label(WORDS.get("top.product"));
        product.getStyleClass().add("product");
        HBox brand = new HBox(10, logo(), product);
        brand.setAlignment(Pos.CENTER_LEFT);
        brand.setMinWidth(176);

        views.selectToggle(picture);
        planCount.getStyleClass().add("count");
        // A graphic that is not managed at first is never taken up: it is there or not.
        plan.graphicProperty()
                .bind(
                        Bindings.when(planCount.textProperty().isNotEmpty())
                                .then((Node) planCount)
                                .otherwise((Node) null));
        plan.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        plan.setGraphicTextGap(8);

        search.setId("search");
        search.setPromptText(WORDS.get("top.search"));
        search.setAccessibleText(WORDS.get("top.search"));
        search.getStyleClass().add("search-field");
        Label key = new Label(WORDS.get("top.search.key"));
        key.getStyleClass().add("search-key");
        key.setMouseTransparent(true);
        StackPane.setAlignment(key, Pos.CENTER_RIGHT);
        StackPane.setMargin(key, new javafx.geometry.Insets(0, 12, 0, 0));
        key.visibleProperty().bind(search.textProperty().isEmpty());
        StackPane searchBox = new StackPane(search, key);

        layers.setId("layers");
        following.setId("following");
        followingDot.getStyleClass().addAll("dot", "good");
        following.setGraphic(followingDot);
        following.setGraphicTextGap(8);
        following.setMinWidth(Region.USE_PREF_SIZE);
        layers.setMinWidth(Region.USE_PREF_SIZE);
        menu.setId("menu");
        menu.getStyleClass().add("icon-button");
        menu.setAccessibleRole(AccessibleRole.MENU_BUTTON);
        menu.setAccessibleText(WORDS.get("top.menu"));
        menu.setTooltip(new Tooltip(WORDS.get("top.menu")));
        getChildren()
                .addAll(
                        brand,
                        new HBox(4, picture, table, plan),
                        Dialogs.spacer(),
                        searchBox,
                        layers,
                        following,
                        menu);
    }

    private ToggleButton segment(String word) {
        ToggleButton button = new ToggleButton(WORDS.get("top." + word));
        button.setId("view-" + word);
        button.getStyleClass().add("segment");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setToggleGroup(views);
        return button;
    }

    private static StackPane logo() {
        SVGPath path = new SVGPath();
        path.setContent(LOGO);
        path.getStyleClass().add("mark");
        path.setScaleX(0.8);
        path.setScaleY(0.8);
        StackPane logo = new StackPane(path);
        logo.getStyleClass().add("logo");
        return logo;
    }

    ToggleButton picture() {
        return picture;
    }

    ToggleButton table() {
        return table;
    }

    ToggleButton plan() {
        return plan;
    }

    StringProperty planCount() {
        return planCount.textProperty();
    }

    TextField search() {
        return search;
    }

    Button layers() {
        return layers;
    }

    Button following() {
        return following;
    }

    void showFollowing(boolean on) {
        following.setText(WORDS.get(on ? "top.following" : "top.paused"));
        followingDot.getStyleClass().setAll("dot", on ? "good" : "warning");
        following.setAccessibleText(following.getText());
    }

    /// Opens `content` under the menu button.
    void onMenu(ContextMenu content) {
        menu.setOnAction(event -> content.show(menu, Side.BOTTOM, 0, 4));
    }

    /// Marks the view that is shown; pressing it again changes nothing.
    void showView(View view) {
        views.selectToggle(
                switch (view) {
                    case PICTURE -> picture;
                    case TABLE -> table;
                });
    }

    /// The two whole-window views; the plan is a drawer under either.
    enum View {
        PICTURE,
        TABLE
    }
}
