// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.topology;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.bridgewright.core.model.ElementId;

/// What is selected, by id: one selection for picture, table, findings and inspector. A re-read loses nothing. FX thread.
public final class Selection {
    private final ReadOnlyObjectWrapper<List<ElementId>> ids =
            new ReadOnlyObjectWrapper<>(List.of());

    /// In the order of selecting; the last one is the one that the inspector shows.
    public ReadOnlyObjectProperty<List<ElementId>> idsProperty() {
        return ids.getReadOnlyProperty();
    }

    public List<ElementId> ids() {
        return ids.get();
    }

    public Optional<ElementId> main() {
        return ids().isEmpty() ? Optional.empty() : Optional.of(ids().getLast());
    }

    /// This one alone.
    public void select(ElementId id) {
        set(List.of(id));
    }

    /// Exactly these, each once, the last being the main one; the same again tells nobody.
    public void set(List<ElementId> newIds) {
        List<ElementId> distinct = newIds.stream().distinct().toList();
        if (!distinct.equals(ids())) {
            ids.set(distinct);
        }
    }

    public void clear() {
        set(List.of());
    }
}
