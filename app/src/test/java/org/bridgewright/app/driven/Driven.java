// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.css.CssParser;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.bridgewright.app.BridgewrightApp;
import org.bridgewright.app.cli.Invocation;
import org.bridgewright.app.settings.XdgPaths;
import org.bridgewright.app.wiring.LaunchOptions;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.topology.scene.Rect;
import org.bridgewright.ui.topologyview.TopologyView;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The whole application in a real window, driven as a user does: by mouse and keys, seeing what is on screen. Each test has
/// its own directories for settings, state and cache; at its end nothing may have gone wrong unseen.
///
/// ```java
/// @RegisterExtension final Driven app = new Driven();
///
/// @Test void somethingHappens() { app.start("demo:"); app.click("view-table"); app.see("vNICs"); }
/// ```
final class Driven implements BeforeEachCallback, AfterEachCallback {
    /// A host that is just being read is arranged anew several times a second.
    private static final int PICTURE_STILL = 12;

    private static final int PICKS = 5;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FxRobot robot = new FxRobot();
    private Optional<BridgewrightApp> running = Optional.empty();
    private Path home = Path.of("");
    private Faults faults = new Faults();
    private Stage stage;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        faults.close();
        home = Files.createTempDirectory("bw");
        FxToolkit.registerPrimaryStage();
        onFx(
                () -> {
                    CssParser.errorsProperty().clear();
                    return true;
                });
        faults = new Faults();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        context.getExecutionException().ifPresent(failed -> picture(context.getDisplayName()));
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        stop();
        List<String> wrong = new ArrayList<>(faults.heard());
        onFx(
                () -> {
                    CssParser.errorsProperty().forEach(e -> wrong.add("css: " + e.getMessage()));
                    return true;
                });
        faults.close();
        remove(home);
        if (!wrong.isEmpty()) {
            throw new AssertionError("went wrong unseen:\n" + String.join("\n", wrong));
        }
    }

    // ---- the application's life

    /// Starts it as the command line does, with the window at 1280 x 800.
    void start(String... arguments) {
        Invocation typed = Invocation.of(arguments, System.getenv());
        if (!(typed instanceof Invocation.Window window)) {
            throw new AssertionError("no window for " + List.of(arguments));
        }
        onFx(
                () -> {
                    stage = new Stage();
                    running =
                            Optional.of(
                                    new BridgewrightApp(
                                            paths(), LaunchOptions.of(window.arguments())));
                    running.get().start(stage);
                    return true;
                });
        until(
                "the window is filled",
                () -> find("menu").isPresent() && find("sidebar").isPresent());
        front();
    }

    /// Ends it as closing its window does; its directories stay for the next [#start].
    void stop() {
        onFx(
                () -> {
                    running.ifPresent(BridgewrightApp::stop);
                    List.copyOf(Window.getWindows()).forEach(Window::hide);
                    return true;
                });
        running = Optional.empty();
    }

    XdgPaths paths() {
        return new XdgPaths(
                home.resolve("config/bridgewright"),
                home.resolve("state/bridgewright"),
                home.resolve("cache/bridgewright"));
    }

    Stage stage() {
        return stage;
    }

    /// A window manager gives the keyboard to the newest window; it must be ours before a key is typed.
    private void front() {
        onFx(
                () -> {
                    stage.toFront();
                    stage.requestFocus();
                    return true;
                });
        until("the window has the keyboard", () -> stage.isFocused());
    }

    // ---- waiting and looking

    /// Waits until it holds, looking from the FX thread.
    void until(String what, BooleanSupplier holds) {
        until(what, LIMIT, holds);
    }

    void until(String what, Duration limit, BooleanSupplier holds) {
        if (Platform.isFxApplicationThread()) {
            if (!holds.getAsBoolean()) {
                throw new AssertionError("not now: " + what);
            }
            return;
        }
        if (!comesTrue(limit, holds)) {
            throw new AssertionError(
                    "after "
                            + limit.toSeconds()
                            + " s not yet: "
                            + what
                            + "\n--- on screen:\n"
                            + screen());
        }
    }

    private boolean comesTrue(Duration limit, BooleanSupplier holds) {
        long end = System.nanoTime() + limit.toNanos();
        while (!onFx(holds::getAsBoolean)) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    /// Waits for a host's own answer; asked from this thread.
    void untilHost(String what, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not yet: " + what + "\n--- on screen:\n" + screen());
            }
            pause();
        }
    }

    /// Between two looks; the condition decides, never the time.
    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    <T> T onFx(Callable<T> look) {
        if (Platform.isFxApplicationThread()) {
            try {
                return look.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        FutureTask<T> task = new FutureTask<>(look);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Node> tree(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(Driven::tree))
                : Stream.of(node);
    }

    private static Stream<Node> nodes() {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .map(w -> w.getScene().getRoot())
                .flatMap(Driven::tree)
                .filter(Driven::isSeen);
    }

    private static boolean isSeen(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// The visible node of that id, the topmost where there are several.
    Optional<Node> find(String id) {
        return onFx(() -> nodes().filter(n -> id.equals(n.getId())).reduce((a, b) -> b));
    }

    boolean has(String id) {
        return find(id).isPresent();
    }

    <T extends Node> T node(String id, Class<T> type) {
        until(id + " is shown", () -> find(id).filter(type::isInstance).isPresent());
        return type.cast(find(id).orElseThrow());
    }

    /// All words under a node, one control a line.
    String words(String id) {
        return onFx(() -> find(id).map(Driven::wordsOf).orElse(""));
    }

    private static String wordsOf(Node root) {
        return tree(root)
                .filter(Driven::isSeen)
                .map(Driven::word)
                .filter(w -> !w.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String word(Node node) {
        return switch (node) {
            case Labeled labeled -> labeled.getText() == null ? "" : labeled.getText();
            case TextInputControl field -> field.getText() == null ? "" : field.getText();
            case Text text -> text.getParent() instanceof Labeled ? "" : text.getText();
            default -> "";
        };
    }

    /// All words of all windows.
    String screen() {
        return onFx(
                () ->
                        Window.getWindows().stream()
                                .filter(Window::isShowing)
                                .map(w -> wordsOf(w.getScene().getRoot()))
                                .collect(Collectors.joining("\n")));
    }

    /// Waits until the words stand somewhere in the windows (not in the picture: see [#view()]).
    void see(String words) {
        until("'" + words + "' is seen", () -> screen().contains(words));
    }

    void seeIn(String id, String words) {
        until("'" + words + "' is seen in " + id, () -> words(id).contains(words));
    }

    void gone(String id) {
        until(id + " is gone", () -> !has(id));
    }

    // ---- the hand

    void click(String id) {
        robot.clickOn(point(id));
    }

    /// Of several nodes of that id the uppermost.
    void clickFirst(String id) {
        until(id + " is shown", () -> has(id));
        robot.clickOn(
                settled(
                        () -> {
                            Node node =
                                    nodes().filter(n -> id.equals(n.getId()))
                                            .findFirst()
                                            .orElseThrow();
                            Bounds at = node.localToScreen(node.getBoundsInLocal());
                            return new Point2D(at.getCenterX(), at.getCenterY());
                        }));
    }

    void doubleClick(String id) {
        robot.doubleClickOn(point(id));
    }

    /// Where a node is on screen; it must be there, enabled, and in view.
    Point2D point(String id) {
        until(
                id + " is shown and enabled",
                () ->
                        find(id).filter(n -> !n.isDisabled() && n.getBoundsInLocal().getWidth() > 0)
                                .isPresent());
        return settled(
                () -> {
                    return middle(find(id).orElseThrow());
                });
    }

    private static Point2D middle(Node node) {
        Bounds at = node.localToScreen(node.getBoundsInLocal());
        return new Point2D(at.getCenterX(), at.getCenterY());
    }

    /// The upper left corner of a node on screen.
    Point2D corner(String id) {
        point(id);
        return settled(
                () -> {
                    Node node = find(id).orElseThrow();
                    Bounds at = node.localToScreen(node.getBoundsInLocal());
                    return new Point2D(at.getMinX(), at.getMinY());
                });
    }

    /// The middle of the control under `id` that says exactly `words`.
    Point2D middleOf(String id, String words) {
        until(words + " is in " + id, () -> withWords(id, words).isPresent());
        return settled(
                () -> {
                    return middle(withWords(id, words).orElseThrow());
                });
    }

    private Optional<Node> withWords(String id, String words) {
        return find(id).flatMap(
                        n ->
                                tree(n).filter(Driven::isSeen)
                                        .filter(c -> words.equals(word(c)))
                                        .findFirst());
    }

    /// Opens the submenu `words` of the open menu and clicks an item in it.
    void menu(String words, String item) {
        until(words + " is in the menu", () -> anywhere(words).isPresent());
        Point2D at =
                settled(
                        () -> {
                            return middle(anywhere(words).orElseThrow());
                        });
        // The pointer alone opens it; a click would close it again.
        robot.moveTo(at);
        Point2D there = point(item);
        double[] aside = {0};
        until(
                item + " is under the pointer",
                () -> {
                    aside[0] = 3 - aside[0];
                    robot.moveTo(there.add(aside[0], 0));
                    return find(item).filter(Node::isHover).isPresent();
                });
        robot.clickOn(MouseButton.PRIMARY);
    }

    private static Optional<Node> anywhere(String words) {
        return nodes().filter(n -> words.equals(word(n))).reduce((a, b) -> b);
    }

    /// A place that has been the same in two pulses: what is being laid out is not clicked.
    private Point2D settled(Supplier<Point2D> place) {
        return settled(place, 1);
    }

    private Point2D settled(Supplier<Point2D> place, int looks) {
        Point2D[] last = {null};
        int[] same = {0};
        until(
                "the layout stands still",
                () -> {
                    Point2D now = place.get();
                    same[0] = now.equals(last[0]) ? same[0] + 1 : 0;
                    last[0] = now;
                    return same[0] >= looks;
                });
        return last[0];
    }

    void clickOn(Point2D at, MouseButton... buttons) {
        robot.clickOn(at, buttons);
    }

    /// Presses and releases in one go: a key that stays down while the window works would repeat.
    void press(KeyCode... keys) {
        onFx(
                () -> {
                    Robot hand = new Robot();
                    List<KeyCode> down = List.of(keys);
                    down.forEach(hand::keyPress);
                    down.reversed().forEach(hand::keyRelease);
                    return true;
                });
        WaitForAsyncUtils.waitForFxEvents();
    }

    void hold(KeyCode key, Runnable meanwhile) {
        robot.press(key);
        try {
            meanwhile.run();
        } finally {
            robot.release(key);
        }
    }

    void write(String text) {
        robot.write(text, 0);
    }

    /// Puts `text` in place of what stands in a field.
    void fill(String id, String text) {
        click(id);
        press(KeyCode.CONTROL, KeyCode.A);
        robot.write(text, 0);
        until(id + " holds " + text, () -> node(id, TextInputControl.class).getText().equals(text));
    }

    // ---- the picture

    TopologyView view() {
        return node("topology", TopologyView.class);
    }

    /// Waits until an element is drawn; from then on nothing glides, as where the system asks for less motion: what is
    /// clicked is where it is drawn.
    void drawn(ElementId id) {
        until(id + " is drawn", () -> has("topology") && view().boundsOf(id).isPresent());
        onFx(
                () -> {
                    view().setReducedMotion(true);
                    return true;
                });
    }

    /// Waits until all of `id` and its host is read, so that nothing is put elsewhere any more by what comes later.
    void read(ElementId id) {
        drawn(id);
        until(
                "all is read",
                () ->
                        find("sidebar").stream()
                                .flatMap(s -> s.lookupAll(".dot").stream())
                                .allMatch(dot -> dot.getStyleClass().contains("good")));
    }

    /// The middle of an element on screen.
    Point2D at(ElementId id) {
        drawn(id);
        return settled(
                () -> {
                    Rect r = view().boundsOf(id).orElseThrow();
                    return view().localToScreen(r.centerX(), r.centerY());
                },
                PICTURE_STILL);
    }

    /// A click on a card, bar or other element of the picture.
    void pick(ElementId id) {
        BooleanSupplier selected = () -> view().getSelected().contains(id);
        for (int tries = 1; tries < PICKS; tries++) {
            clickOn(at(id));
            // Where the picture has moved under the pointer one clicks again, as a user does.
            if (comesTrue(Duration.ofSeconds(2), selected)) {
                return;
            }
        }
        clickOn(at(id));
        until(id + " is selected", selected);
    }

    /// Presses on `from` and moves to `to` in small steps; the button stays down.
    void dragTo(ElementId from, ElementId to) {
        for (int tries = 1; ; tries++) {
            Point2D end = at(to);
            Point2D start = at(from);
            robot.moveTo(start).press(MouseButton.PRIMARY);
            for (int i = 1; i <= 8; i++) {
                robot.moveTo(start.interpolate(end, i / 8.0));
            }
            // Where the picture has moved under the pointer one takes hold again, as a user does.
            if (tries == 3 || isDragging(from)) {
                return;
            }
            press(KeyCode.ESCAPE);
            robot.release(MouseButton.PRIMARY);
        }
    }

    /// Whether it is in the hand: alone, or as one of several that are selected.
    private boolean isDragging(ElementId wanted) {
        String name = Pattern.quote(wanted.value().split("/", -1)[2]);
        return onFx(
                () ->
                        view().lookupAll(".topology-drag-card").stream()
                                .filter(Node::isVisible)
                                .map(Driven::wordsOf)
                                .anyMatch(
                                        words -> words.matches("(?s)" + name + "(\n.*)?|\\d+ .*")));
    }

    void drop() {
        robot.release(MouseButton.PRIMARY);
    }

    void drag(ElementId from, ElementId to) {
        dragTo(from, to);
        drop();
    }

    /// Drops it with Shift, so that it is staged as change number `count`. A live picture may move between the press and the
    /// drop: then once more, as a user does.
    void stage(ElementId from, ElementId to, int count) {
        BooleanSupplier staged = () -> words("view-plan").contains(Integer.toString(count));
        for (int tries = 1; tries < PICKS; tries++) {
            hold(KeyCode.SHIFT, () -> drag(from, to));
            if (comesTrue(Duration.ofSeconds(5), staged)) {
                return;
            }
        }
        hold(KeyCode.SHIFT, () -> drag(from, to));
        until(count + " staged", staged);
    }

    String clipboard() {
        return onFx(
                () -> Optional.ofNullable(Clipboard.getSystemClipboard().getString()).orElse(""));
    }

    // ---- evidence

    /// The screen as it is, beside the test reports, when the tool for it is there.
    void picture(String name) {
        Path folder = Path.of("target", "window-pictures").toAbsolutePath();
        Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "") + ".png");
        try {
            Files.createDirectories(folder);
            new ProcessBuilder("import", "-window", "root", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noTool) {
            // A picture is a help, not a result.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
