// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.inspector;

import static org.bridgewright.app.inspector.Say.WORDS;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.core.kernel.BridgeText;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.Element.BridgeElement;
import org.bridgewright.core.topology.Topology;

/// The panel at the right: what is known of the selected element, on four tabs. A re-read changes values in place; the
/// tab and the place of the scroll bar stay.
public final class Inspector extends VBox {
    /// What the inspector asks of the window.
    ///
    /// @param select follows a link
    /// @param rates the chart of an element's rates
    /// @param history the list of runs that concern an element
    /// @param buttons what can be done with an element
    /// @param icon the icon of a kind
    /// @param more what is known of an element beside its picture
    public record Wishes(
            Consumer<ElementId> select,
            Function<ElementId, Node> rates,
            Function<ElementId, Node> history,
            Function<ElementId, List<Button>> buttons,
            Function<Sheet, Node> icon,
            Function<ElementId, List<Sheet.Section>> more) {}

    private enum Tab {
        NETWORK,
        BRIDGE,
        XML,
        HISTORY
    }

    private final Clock clock;
    private final Wishes wishes;
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final HBox head = new HBox();
    private final HBox tabs = new HBox();
    private final VBox body = new VBox();
    private final ScrollPane scroll = new ScrollPane(body);
    private final FlowPane buttons = new FlowPane(8, 8);
    private final Map<Tab, ToggleButton> tabButtons = new EnumMap<>(Tab.class);
    private final XmlPage xml = new XmlPage();
    private Tab tab = Tab.NETWORK;
    private Topology topology = Topology.EMPTY;
    private Optional<ElementId> shown = Optional.empty();
    private int selected;

    public Inspector(Clock clock, Wishes wishes) {
        this.clock = clock;
        this.wishes = wishes;
        getStyleClass().add("inspector");
        setId("inspector");
        setAccessibleText(WORDS.get("inspector.title"));
        setPrefWidth(316);
        setMinWidth(240);
        title.getStyleClass().add("inspector-title");
        title.setId("inspector-title");
        title.setWrapText(false);
        subtitle.getStyleClass().add("inspector-sub");
        head.getStyleClass().add("inspector-head");
        head.setAlignment(Pos.CENTER_LEFT);
        tabs.getStyleClass().add("tab-bar");
        ToggleGroup group = new ToggleGroup();
        for (Tab each : Tab.values()) {
            ToggleButton button =
                    new ToggleButton(WORDS.get("tab." + each.name().toLowerCase(Locale.ROOT)));
            button.setId("tab-" + each.name().toLowerCase(Locale.ROOT));
            button.getStyleClass().add("tab-button");
            button.setToggleGroup(group);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> show(each));
            tabButtons.put(each, button);
            tabs.getChildren().add(button);
        }
        body.getStyleClass().add("inspector-body");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        buttons.getStyleClass().add("inspector-buttons");
        getChildren().addAll(head, tabs, scroll, buttons);
        render();
    }

    /// Shows `main` of the `count` selected elements of `newTopology`.
    public void show(Topology newTopology, Optional<ElementId> main, int count) {
        boolean same = shown.equals(main);
        topology = newTopology;
        shown = main;
        selected = count;
        render();
        if (!same) {
            scroll.setVvalue(0);
        }
    }

    /// Brings the keyboard here.
    public void focus() {
        tabButtons.forEach(
                (each, button) -> {
                    if (each == tab) {
                        button.requestFocus();
                    }
                });
    }

    private void show(Tab newTab) {
        tab = newTab;
        scroll.setVvalue(0);
        render();
    }

    private void render() {
        Optional<Sheet> sheet = shown.flatMap(id -> Sheets.of(topology, id, clock.instant()));
        tabs.setVisible(sheet.isPresent());
        tabs.setManaged(sheet.isPresent());
        tabButtons.forEach((each, button) -> button.setSelected(each == tab));
        buttons.getChildren().clear();
        if (sheet.isEmpty()) {
            nothing();
            return;
        }
        ElementId id = shown.orElseThrow();
        title.setText(sheet.get().title());
        subtitle.setText(
                selected > 1 ? WORDS.get("inspector.several", selected) : sheet.get().subtitle());
        VBox words = new VBox(2, title, subtitle);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        head.getChildren().setAll(wishes.icon().apply(sheet.get()), words);
        body.getChildren()
                .setAll(
                        switch (tab) {
                            case NETWORK -> network(id, sheet.get());
                            case BRIDGE -> bridge(id);
                            case XML -> List.of(xml.of(topology, id));
                            case HISTORY -> List.of(wishes.history().apply(id));
                        });
        buttons.getChildren().setAll(wishes.buttons().apply(id));
        buttons.setManaged(!buttons.getChildren().isEmpty());
        setAccessibleText(title.getText() + ", " + subtitle.getText());
    }

    private List<Node> network(ElementId id, Sheet sheet) {
        List<Sheet.Section> sections = new ArrayList<>(sheet.sections());
        sections.addAll(wishes.more().apply(id));
        return sections(sections);
    }

    private void nothing() {
        title.setText(WORDS.get(shown.isPresent() ? "inspector.gone" : "inspector.nothing"));
        subtitle.setText("");
        head.getChildren().setAll(title);
        buttons.setManaged(false);
        body.getChildren().setAll(Dialogs.text(WORDS.get("inspector.nothing.text"), "muted"));
    }

    private List<Node> bridge(ElementId id) {
        Optional<BridgeElement> bridge = BridgeSheet.bridgeOf(topology, id);
        if (bridge.isEmpty()) {
            return List.of(Dialogs.text(WORDS.get("inspector.nobridge"), "muted"));
        }
        List<Sheet.Section> sections = BridgeSheet.sections(topology, bridge.get());
        List<Node> nodes = new ArrayList<>(sections(sections));
        nodes.add(
                Dialogs.button(
                        "bridge-copy",
                        WORDS.get("inspector.copy"),
                        () -> Clip.copy(text(bridge.get()))));
        return nodes;
    }

    /// As `brctl show`, `showmacs` and `showstp` print it.
    private String text(BridgeElement bridge) {
        return topology.host(bridge.host())
                .map(h -> h.snapshot().kernel())
                .map(
                        kernel ->
                                String.join(
                                        "\n",
                                        BridgeText.show(kernel),
                                        BridgeText.showmacs(kernel, bridge.name()),
                                        BridgeText.showstp(kernel, bridge.name())))
                .orElse("");
    }

    private List<Node> sections(List<Sheet.Section> sections) {
        SectionView views = new SectionView(wishes.select(), wishes.rates());
        return sections.stream().map(views::of).toList();
    }

    /// The XML of what is selected, as libvirt has it.
    private static final class XmlPage {
        private boolean live = true;

        Node of(Topology topology, ElementId id) {
            XmlTexts texts = XmlTexts.of(topology, id);
            VBox page = new VBox(8);
            if (texts.live().isEmpty() && texts.config().isEmpty()) {
                page.getChildren().add(Dialogs.text(WORDS.get("inspector.noxml"), "muted"));
                return page;
            }
            TextArea text = new TextArea();
            text.setId("xml-text");
            text.setEditable(false);
            text.getStyleClass().add("xml-text");
            text.setPrefRowCount(28);
            text.setAccessibleText(WORDS.get("tab.xml"));
            boolean showLive = live && texts.live().isPresent() || texts.config().isEmpty();
            text.setText(showLive ? texts.live().orElse("") : texts.config().orElse(""));
            HBox choice = new HBox(4);
            ToggleGroup group = new ToggleGroup();
            for (boolean each : new boolean[] {true, false}) {
                ToggleButton button =
                        new ToggleButton(WORDS.get(each ? "inspector.live" : "inspector.config"));
                button.setId(each ? "xml-live" : "xml-config");
                button.getStyleClass().add("segment");
                button.setToggleGroup(group);
                button.setSelected(each == showLive);
                button.setDisable((each ? texts.live() : texts.config()).isEmpty());
                button.setOnAction(
                        event -> {
                            live = each;
                            button.setSelected(true);
                            text.setText((each ? texts.live() : texts.config()).orElse(""));
                        });
                choice.getChildren().add(button);
            }
            choice.getChildren()
                    .addAll(
                            Dialogs.spacer(),
                            Dialogs.button(
                                    "xml-copy",
                                    WORDS.get("inspector.copy"),
                                    () -> Clip.copy(text.getText()),
                                    "flat"));
            page.getChildren().addAll(choice, text);
            return page;
        }
    }
}
