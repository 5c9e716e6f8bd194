package org.bridgewright.ui.topologyview;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.css.converter.PaintConverter;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.bridgewright.core.topology.scene.Theme;
import org.bridgewright.core.topology.scene.Tone;

/// The picture's colours as CSS properties, one for each tone: `-topology-nat` and so on. Light until a sheet says otherwise.
final class ToneColours {
    private static final Map<Tone, CssMetaData<TopologyView, Paint>> META = meta();

    private final Map<Tone, StyleableObjectProperty<Paint>> properties = new EnumMap<>(Tone.class);
    private final Map<Tone, Color> colours = new EnumMap<>(Tone.class);

    ToneColours(TopologyView view, Runnable changed) {
        for (Tone tone : Tone.values()) {
            Color first = Color.web(Theme.LIGHT.hex(tone));
            colours.put(tone, first);
            StyleableObjectProperty<Paint> property =
                    new SimpleStyleableObjectProperty<>(META.get(tone), view, tone.word(), first);
            property.addListener(
                    (p, before, now) -> {
                        if (now instanceof Color colour) {
                            colours.put(tone, colour);
                            changed.run();
                        }
                    });
            properties.put(tone, property);
        }
    }

    Color of(Tone tone) {
        return colours.getOrDefault(tone, Color.BLACK);
    }

    private static Map<Tone, CssMetaData<TopologyView, Paint>> meta() {
        Map<Tone, CssMetaData<TopologyView, Paint>> result = new EnumMap<>(Tone.class);
        for (Tone tone : Tone.values()) {
            result.put(
                    tone,
                    new CssMetaData<>(
                            "-topology-" + tone.word(),
                            PaintConverter.getInstance(),
                            Color.web(Theme.LIGHT.hex(tone))) {
                        @Override
                        public boolean isSettable(TopologyView view) {
                            return true;
                        }

                        @Override
                        public StyleableProperty<Paint> getStyleableProperty(TopologyView view) {
                            return view.colours().property(tone);
                        }
                    });
        }
        return result;
    }

    private StyleableObjectProperty<Paint> property(Tone tone) {
        StyleableObjectProperty<Paint> property = properties.get(tone);
        if (property == null) {
            throw new IllegalStateException("no colour for " + tone);
        }
        return property;
    }

    static List<CssMetaData<? extends Styleable, ?>> cssMetaData(
            List<CssMetaData<? extends Styleable, ?>> parent) {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(parent);
        all.addAll(META.values());
        return List.copyOf(all);
    }
}
