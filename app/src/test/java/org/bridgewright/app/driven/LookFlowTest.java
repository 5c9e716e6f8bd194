// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.bridgewright.app.actions.ActionId;
import org.bridgewright.app.actions.Actions;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Finding and reading on the demo: search, table, inspector, layers, colours, keys.
@Tag("window")
class LookFlowTest {
    private static final HostId HOST = new HostId("caldera02");
    private static final HostId OTHER = new HostId("caldera03");
    private static final ElementId VM1 = ElementId.guest(HOST, "VM1");
    private static final ElementId VM2 = ElementId.guest(HOST, "VM2");
    private static final ElementId VM3 = ElementId.guest(HOST, "VM3");
    private static final ElementId DEFAULT = ElementId.network(HOST, "default");

    @RegisterExtension final Driven app = new Driven();

    private void demo() {
        app.start("demo:");
        app.drawn(VM1);
        app.drawn(ElementId.guest(OTHER, "VM1"));
    }

    private void find(String query, String hit, ElementId goal) {
        app.press(KeyCode.CONTROL, KeyCode.F);
        app.press(KeyCode.CONTROL, KeyCode.A);
        app.write(query);
        app.seeIn("search-panel", hit);
        app.press(KeyCode.ENTER);
        app.until(goal + " is selected", () -> app.view().getSelected().contains(goal));
    }

    @Test
    void searchFindsByNameMacAddressAndBridge() {
        demo();
        find("VM3", "VM3", VM3);
        find(
                "52:54:00:02:01:01",
                "VM1 vNIC 1",
                ElementId.vnic(HOST, "VM1", "52:54:00:02:01:01", 1));
        find("192.168.122.228", "VM1 vNIC 1", ElementId.vnic(OTHER, "VM1", "52:54:00:03:01:01", 1));
        find("mybridge0", "bridged_network", ElementId.network(HOST, "bridged_network"));
        app.seeIn("inspector-title", "bridged_network");
    }

    @Test
    void escLeavesTheSearchAndSlashOpensIt() {
        demo();
        app.pick(VM1);
        app.write("/");
        app.until(
                "the search has the keyboard", () -> app.find("search").orElseThrow().isFocused());
        app.write("VM");
        app.seeIn("search-panel", "VM2");
        app.press(KeyCode.ESCAPE);
        app.gone("search-panel");
        TextField search = app.node("search", TextField.class);
        assertEquals("", app.onFx(search::getText));
    }

    @Test
    void theTableSortsFiltersSelectsAndCopies() {
        demo();
        app.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        TableView<?> table = app.node("table-rows", TableView.class);
        app.until("all vNICs have a row", () -> table.getItems().size() == 5);
        clickHead("MAC");
        clickHead("MAC");
        app.until("it is sorted", () -> !table.getSortOrder().isEmpty());
        assertTrue(
                app.onFx(() -> table.getItems().getFirst().toString())
                        .contains("52:54:00:03:01:02"),
                "downwards by MAC");
        app.fill("table-filter", "lease");
        app.until("the filter holds", () -> table.getItems().size() < 5);
        app.fill("table-filter", "VM3");
        app.until("one row is left", () -> table.getItems().size() == 1);
        Point2D corner = app.corner("table-rows");
        app.clickOn(corner.add(60, 50));
        app.until(
                "the row is selected",
                () -> table.getSelectionModel().getSelectedItems().size() == 1);
        app.press(KeyCode.CONTROL, KeyCode.C);
        app.until("it is copied", () -> app.clipboard().contains("52:54:00:02:01:03"));
        List<String> lines = app.clipboard().lines().toList();
        assertEquals(2, lines.size(), "heads and the selected row");
        assertEquals(lines.getFirst().split("\t").length, lines.getLast().split("\t", -1).length);
        app.seeIn("inspector-title", "VM3");
        app.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        app.until("the picture has the same selection", () -> !app.view().getSelected().isEmpty());
    }

    private void clickHead(String word) {
        app.clickOn(app.middleOf("table-rows", word));
    }

    @Test
    void severalRowsAreMovedTogether() {
        demo();
        app.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        TableView<?> table = app.node("table-rows", TableView.class);
        app.until("all vNICs have a row", () -> table.getItems().size() == 5);
        app.fill("table-filter", "caldera02");
        app.until("the host's rows are left", () -> table.getItems().size() == 3);
        app.clickOn(app.corner("table-rows").add(60, 50));
        app.press(KeyCode.CONTROL, KeyCode.A);
        app.until(
                "all are selected", () -> table.getSelectionModel().getSelectedItems().size() == 3);
        app.click("table-move");
        app.seeIn("move-to", "Move 3 VMs to");
        app.write("router");
        app.press(KeyCode.ENTER);
        app.seeIn("move-card", "router");
        app.click("move-now");
        app.seeIn("notices", "Done and verified on caldera02");
        app.until(
                "the table shows where they are",
                () -> table.getItems().stream().allMatch(r -> r.toString().contains("router")));
    }

    @Test
    void theInspectorTellsAllAndItsBridgeTabIsBrctl() {
        demo();
        app.pick(VM1);
        app.seeIn("inspector-title", "VM1");
        app.seeIn("inspector", "192.168.122.185");
        app.seeIn("inspector", "lease");
        app.click("tab-bridge");
        app.seeIn("inspector", "virbr0");
        app.seeIn("inspector", "8000.525400027a00");
        app.seeIn("inspector", "VM1 vNIC 1");
        app.click("bridge-copy");
        app.until("the bridge is copied as text", () -> app.clipboard().contains("virbr0"));
        app.click("tab-xml");
        app.seeIn("xml-text", "<interface");
        app.click("xml-config");
        app.seeIn("xml-text", "<source network='default'");
        app.click("tab-history");
        app.seeIn("inspector", "Nothing was changed here by Bridgewright yet.");
        app.click("tab-network");
        app.pick(DEFAULT);
        app.seeIn("inspector-title", "default");
        app.seeIn("inspector", "192.168.122.2");
    }

    @Test
    void layersHideWhatIsOffAndThePauseStops() {
        demo();
        app.click("layers");
        app.click("layers-off");
        app.until("VM3 is hidden", () -> app.view().getShown().boundsOf(VM3).isEmpty());
        app.click("layers");
        app.click("layers-off");
        app.drawn(VM3);
        app.click("following");
        app.seeIn("following", "Paused");
        app.press(KeyCode.CONTROL, KeyCode.P);
        app.seeIn("following", "Following");
        app.press(KeyCode.F5);
        app.drawn(VM2);
    }

    @Test
    void coloursChangeFromTheMenuAndAreKept() {
        demo();
        app.click("menu");
        app.menu("View", "menu-theme-dark");
        app.until(
                "it is dark",
                () -> app.stage().getScene().getRoot().getStyleClass().contains("dark"));
        app.stop();
        app.start("demo:");
        app.until(
                "it is dark again",
                () -> app.stage().getScene().getRoot().getStyleClass().contains("dark"));
    }

    @Test
    void theListOfKeysNamesEveryAction() {
        demo();
        app.pick(VM1);
        app.write("?");
        app.see("Keys");
        String all = app.words("keys");
        Stream.of(ActionId.values())
                .filter(id -> !id.keys().isEmpty())
                .map(Actions::keyTexts)
                .forEach(keys -> assertTrue(all.contains(keys), keys + " in\n" + all));
        app.press(KeyCode.ESCAPE);
        app.gone("keys");
    }

    @Test
    void zoomFitAndTidyKeepTheSelection() {
        demo();
        app.pick(VM1);
        double before = app.onFx(() -> app.view().getScale());
        app.press(KeyCode.CONTROL, KeyCode.MINUS);
        app.until("it is smaller", () -> app.view().getScale() < before);
        app.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        app.until("it is fitted", () -> app.view().boundsOf(VM1).isPresent());
        assertTrue(app.onFx(() -> app.view().getSelected().contains(VM1)));
        app.press(KeyCode.ESCAPE);
        app.until("Esc clears the selection", () -> app.view().getSelected().isEmpty());
    }
}
