// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import org.bridgewright.core.words.Words;

/// One host in the sidebar: dot, name, line, count of what is wrong, lock.
public final class HostRow extends HBox {
    private static final Words WORDS = Words.of(HostRow.class);
    private static final String LOCKED = "M4 7 H12 V13 H4 Z M5.5 7 V5 C5.5 2.2 10.5 2.2 10.5 5 V7";
    private static final String UNLOCKED = "M4 7 H12 V13 H4 Z M5.5 7 V5 C5.5 2.2 10.5 2.2 10.5 4.4";

    /// How many findings a host has, and how bad the worst is.
    @FunctionalInterface
    public interface Badge {
        Optional<Count> of(HostSession session);

        /// @param style `error` or `warning`
        record Count(int number, String style) {}
    }

    record Context(
            Clock clock,
            Consumer<HostSession> explain,
            Badge badge,
            Consumer<HostSession> edit,
            Consumer<HostSession> remove) {}

    private final String spoken;
    private final String looks;

    HostRow(HostSession session, Context context) {
        getStyleClass().add("host-row");
        setAlignment(Pos.CENTER_LEFT);
        HostState state = session.state();
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", dotStyle(state));
        Label name = new Label(session.title());
        name.getStyleClass().add("host-name");
        Label line =
                new Label(
                        HostWords.line(
                                session.saved(),
                                state,
                                session.lockedProperty().get(),
                                context.clock()));
        line.getStyleClass().add("host-line");
        line.setTooltip(new Tooltip(session.saved().uri()));
        VBox text = new VBox(1, name, line);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        if (state instanceof HostState.Closed) {
            getStyleClass().add("closed");
        }
        getChildren().addAll(dot, text);
        session.saved().colour().map(HostCard::dot).ifPresent(c -> getChildren().add(1, c));
        spoken = WORDS.get("sidebar.spoken", name.getText(), line.getText());
        Optional<Badge.Count> count = context.badge().of(session);
        looks =
                String.join(
                        "\n",
                        session.saved().uri(),
                        spoken,
                        dotStyle(state),
                        count.toString(),
                        session.saved().colour().orElse(""),
                        Boolean.toString(session.lockedProperty().get()));
        count.ifPresent(
                found -> {
                    Label badge = new Label(Integer.toString(found.number()));
                    badge.getStyleClass().addAll("badge", found.style());
                    badge.setMinWidth(Region.USE_PREF_SIZE);
                    getChildren().add(badge);
                });
        if (session.saved().isRemote()) {
            getChildren().add(lock(session));
        }
        ContextMenu menu = menu(session, context);
        setOnContextMenuRequested(
                event -> {
                    // Not on the row itself: a menu goes when its owner does, and rows are
                    // replaced.
                    menu.show(getScene().getRoot(), event.getScreenX(), event.getScreenY());
                    event.consume();
                });
    }

    String spoken() {
        return spoken;
    }

    /// Equal for rows that look and act the same.
    String looks() {
        return looks;
    }

    private static String dotStyle(HostState state) {
        return switch (state) {
            case HostState.Open open -> open.complete() ? "good" : "ring";
            case HostState.Connecting connecting -> "ring";
            case HostState.Failed failed -> "bad";
            case HostState.Closed closed -> "off";
        };
    }

    private static Button lock(HostSession session) {
        boolean locked = session.lockedProperty().get();
        SVGPath mark = new SVGPath();
        mark.setContent(locked ? LOCKED : UNLOCKED);
        mark.getStyleClass().add("mark");
        Button button = new Button();
        button.setGraphic(mark);
        button.setId("lock-" + session.title());
        button.getStyleClass().add("icon-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        String words = WORDS.get(locked ? "sidebar.locked" : "sidebar.unlocked", session.title());
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(
                event -> {
                    if (locked) {
                        session.unlockForAnHour();
                    } else {
                        session.lock();
                    }
                });
        return button;
    }

    private static ContextMenu menu(HostSession session, Context context) {
        ContextMenu menu = new ContextMenu();
        switch (session.state()) {
            case HostState.Closed closed ->
                    menu.getItems().add(item("sidebar.open", session::open));
            case HostState.Failed failed -> {
                menu.getItems().add(item("sidebar.reconnect", session::reconnect));
                menu.getItems()
                        .add(item("sidebar.explain", () -> context.explain().accept(session)));
                menu.getItems().add(item("sidebar.close", session::close));
            }
            case HostState.Open open -> menu.getItems().add(item("sidebar.close", session::close));
            case HostState.Connecting connecting ->
                    menu.getItems().add(item("sidebar.close", session::close));
        }
        if (session.lockedProperty().get()) {
            menu.getItems()
                    .addAll(
                            item("sidebar.unlock.hour", session::unlockForAnHour),
                            item("sidebar.unlock.always", session::unlock));
        } else {
            menu.getItems().add(item("sidebar.lock", session::lock));
        }
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        item("sidebar.edit", () -> context.edit().accept(session)),
                        item("sidebar.remove", () -> context.remove().accept(session)));
        return menu;
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(WORDS.get(key));
        item.setId(key.replace('.', '-'));
        item.setOnAction(event -> action.run());
        return item;
    }
}
