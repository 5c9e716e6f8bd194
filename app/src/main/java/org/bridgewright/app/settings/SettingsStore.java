// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.settings;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.bridgewright.app.tasks.TaskRunner;
import org.bridgewright.core.model.Problem;
import org.bridgewright.core.words.Words;

/// The settings as a property; each change is saved. FX thread, save [#load()].
public final class SettingsStore {
    private static final Words WORDS = Words.of(SettingsStore.class);
    private final ObjectProperty<Settings> settings = new SimpleObjectProperty<>(Settings.USUAL);
    private final JsonFile<Settings> file;
    private final TaskRunner tasks;

    @Inject
    public SettingsStore(XdgPaths paths, Clock clock, TaskRunner tasks) {
        this.file =
                new JsonFile<>(
                        paths.config().resolve("settings.json"),
                        clock,
                        "bridgewright.settings",
                        Settings.class);
        this.tasks = tasks;
    }

    public ObjectProperty<Settings> settingsProperty() {
        return settings;
    }

    /// Reads the file; blocks, before anyone listens.
    ///
    /// @return what had to be said about a damaged file
    public List<Problem> load() {
        KeptFile.Read<Settings> read = file.read();
        Optional<Settings> value = read.value();
        value.ifPresent(settings::set);
        return read.notices();
    }

    /// Tells all listeners at once, and saves in the background.
    public void change(Settings newSettings) {
        settings.set(newSettings);
        tasks.save(() -> file.write(newSettings));
    }
}
