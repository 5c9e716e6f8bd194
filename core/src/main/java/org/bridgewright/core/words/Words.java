package org.bridgewright.core.words;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The texts of one package: `words.properties` beside its classes, in [MessageFormat]'s form (`''` for an apostrophe).
///
/// Any thread. A key that is not there is our own fault and fails at once, so that a test finds it.
public final class Words {
    private final ResourceBundle bundle;

    private Words(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /// The words beside `type`, in the user's language where they exist in it, else in English.
    public static Words of(Class<?> type) {
        return new Words(
                ResourceBundle.getBundle(
                        type.getPackageName() + ".words",
                        Locale.getDefault(),
                        type.getModule().isNamed()
                                ? type.getModule().getClassLoader()
                                : type.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /// The text of `key` with its `{0}`, `{1}`... filled in. Numbers are written without grouping.
    ///
    /// @throws MissingResourceException when the bundle lacks the key
    public String get(String key, Object... values) {
        String pattern = bundle.getString(key);
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] instanceof Number number ? number.toString() : values[i];
        }
        return new MessageFormat(
                        pattern,
                        bundle.getLocale().equals(Locale.ROOT)
                                ? Locale.ENGLISH
                                : bundle.getLocale())
                .format(texts);
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }
}
