// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.export;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.bridgewright.app.overlay.Dialogs;
import org.bridgewright.app.overlay.NoticeStrip;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.overlay.ProblemCard;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.TopologyScene;
import org.bridgewright.core.words.Words;

/// *Export the picture…*: format, colours, whole or selection, and where to. FX thread only; the file is written by a worker.
public final class ExportCard {
    private static final Words WORDS = Words.of(ExportCard.class);

    /// What is exported, as the window shows it.
    ///
    /// @param dark whether the window is dark now: what the file begins with
    public record Picture(TopologyScene scene, Set<ElementId> selected, boolean dark) {
        public Picture {
            selected = Set.copyOf(selected);
        }
    }

    private final Overlay overlay;
    private final NoticeStrip notices;
    private final TaskRunner tasks;
    private final Picture picture;
    private final TextField file = new TextField();
    private final Label replaces = Dialogs.text("", "warn-text", "small");
    private final VBox trouble = new VBox();
    private final Button save;
    private PictureFile.Format format = PictureFile.Format.SVG;
    private Theme theme;
    private boolean part;

    public ExportCard(
            Overlay overlay, NoticeStrip notices, TaskRunner tasks, Picture picture, Clock clock) {
        this.overlay = overlay;
        this.notices = notices;
        this.tasks = tasks;
        this.picture = picture;
        this.theme = picture.dark() ? Theme.DARK : Theme.LIGHT;
        save = Dialogs.button("export-save", WORDS.get("export.save"), this::save, "primary");
        save.setDefaultButton(true);
        file.setText(
                Path.of(
                                System.getProperty("user.home", "."),
                                "bridgewright-"
                                        + LocalDate.ofInstant(
                                                clock.instant(), ZoneId.systemDefault())
                                        + "."
                                        + format.ending())
                        .toString());
    }

    public void open() {
        file.setId("export-file");
        file.setAccessibleText(WORDS.get("export.file"));
        file.getStyleClass().add("dialog-focus");
        file.textProperty().addListener((property, before, now) -> look());
        HBox.setHgrow(file, Priority.ALWAYS);
        replaces.setId("export-replaces");
        replaces.managedProperty().bind(replaces.textProperty().isNotEmpty());
        trouble.setId("export-trouble");
        trouble.managedProperty()
                .bind(javafx.beans.binding.Bindings.isNotEmpty(trouble.getChildren()));
        HBox where =
                new HBox(
                        8,
                        file,
                        Dialogs.button("export-browse", WORDS.get("export.browse"), this::browse));
        where.setAlignment(Pos.CENTER_LEFT);
        VBox content =
                new VBox(
                        12,
                        row(
                                "format",
                                List.of(PictureFile.Format.values()),
                                f -> f.name(),
                                format,
                                this::format),
                        row(
                                "colours",
                                List.of(Theme.values()),
                                t -> WORDS.get("export.colours." + word(t)),
                                theme,
                                t -> theme = t),
                        part(),
                        where,
                        replaces,
                        Dialogs.text(WORDS.get("export.help"), "muted", "small"),
                        trouble);
        content.setPrefWidth(520);
        overlay.show(
                Dialogs.card(
                        "export",
                        WORDS.get("export.title"),
                        content,
                        Dialogs.button("export-cancel", WORDS.get("export.cancel"), overlay::close),
                        save));
        look();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Node part() {
        Node row =
                row(
                        "part",
                        List.of(false, true),
                        only -> WORDS.get(only ? "export.part.selection" : "export.part.whole"),
                        false,
                        only -> part = only);
        if (picture.selected().isEmpty()) {
            row.lookupAll(".toggle-button").stream()
                    .filter(b -> b.getId().endsWith("-true"))
                    .forEach(b -> b.setDisable(true));
        }
        return row;
    }

    private static <T> Node row(
            String key, List<T> values, Function<T, String> words, T now, Consumer<T> chosen) {
        Label label = new Label(WORDS.get("export." + key));
        label.getStyleClass().addAll("strong", "small");
        label.setMinWidth(90);
        HBox row = new HBox(4, label);
        row.setAlignment(Pos.CENTER_LEFT);
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (T value : values) {
            ToggleButton button = new ToggleButton(words.apply(value));
            button.setId(
                    "export-" + key + "-" + value.toString().toLowerCase(java.util.Locale.ROOT));
            button.getStyleClass().add("segment");
            button.setToggleGroup(group);
            button.setSelected(value.equals(now));
            button.setAccessibleText(label.getText() + ": " + button.getText());
            button.setOnAction(
                    event -> {
                        // One of them is always chosen.
                        button.setSelected(true);
                        chosen.accept(value);
                    });
            buttons.add(button);
        }
        row.getChildren().addAll(buttons);
        return row;
    }

    private void format(PictureFile.Format now) {
        format = now;
        file.setText(now.rename(file.getText()));
    }

    private Optional<Path> path() {
        try {
            String typed = file.getText().strip();
            String home = System.getProperty("user.home", ".");
            return typed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Path.of(typed.startsWith("~/") ? home + typed.substring(1) : typed));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private void look() {
        Optional<Path> path = path();
        boolean there = path.filter(Files::isRegularFile).isPresent();
        save.setDisable(path.isEmpty());
        save.setText(WORDS.get(there ? "export.replace" : "export.save"));
        save.setAccessibleText(save.getText());
        replaces.setText(there ? WORDS.get("export.replaces") : "");
    }

    private void browse() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(WORDS.get("export.title"));
        path().ifPresent(
                        p -> {
                            chooser.setInitialFileName(String.valueOf(p.getFileName()));
                            Path folder = p.toAbsolutePath().getParent();
                            if (folder != null && Files.isDirectory(folder)) {
                                chooser.setInitialDirectory(folder.toFile());
                            }
                        });
        File chosen = chooser.showSaveDialog(overlay.getScene().getWindow());
        if (chosen != null) {
            file.setText(chosen.toString());
        }
    }

    private void save() {
        Optional<Path> path = path();
        if (path.isEmpty()) {
            return;
        }
        Path to = path.get();
        PictureFile drawn =
                new PictureFile(
                        picture.scene(), part ? picture.selected() : Set.of(), format, theme);
        save.setDisable(true);
        tasks.call(
                        WORDS.get("task.export", to.getFileName()),
                        cancel -> {
                            drawn.write(to);
                            return to.toAbsolutePath();
                        })
                .then(
                        written -> {
                            overlay.close();
                            notices.say(WORDS.get("export.done", written));
                        },
                        this::failed);
    }

    private void failed(Problem problem) {
        save.setDisable(false);
        trouble.getChildren().setAll(new ProblemCard(problem, List.of()));
    }
}
