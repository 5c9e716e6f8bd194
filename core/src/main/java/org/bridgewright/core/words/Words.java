package org.bridgewright.core.words;

import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of one package: `words.properties` beside its classes, in [MessageFormat]'s form (`''` for an apostrophe).
///
/// Any thread. A key that is not there is our own fault and fails at once, so that a test finds it.
public final class Words {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final ResourceBundle bundle;

    /// Taken apart once: pictures of thousands of VMs ask for the same sentences again and again.
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    /// Literal pieces with the numbers of the values between them, or a pattern that needs [MessageFormat] itself.
    private record Template(String pattern, List<String> pieces, int[] places, boolean simple) {
        static Template of(String pattern) {
            Matcher matcher = PLACE.matcher(pattern);
            List<String> pieces = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            int at = 0;
            while (matcher.find()) {
                pieces.add(pattern.substring(at, matcher.start()));
                places.add(Integer.parseInt(matcher.group(1)));
                at = matcher.end();
            }
            pieces.add(pattern.substring(at));
            boolean simple =
                    pieces.stream()
                            .noneMatch(
                                    p ->
                                            p.indexOf('\'') >= 0
                                                    || p.indexOf('{') >= 0
                                                    || p.indexOf('}') >= 0);
            return new Template(
                    pattern, pieces, places.stream().mapToInt(Integer::intValue).toArray(), simple);
        }

        String fill(Object[] values) {
            StringBuilder out = new StringBuilder(pattern.length() + 32).append(pieces.getFirst());
            for (int i = 0; i < places.length; i++) {
                if (places[i] < values.length) {
                    out.append(values[places[i]]);
                } else {
                    out.append('{').append(places[i]).append('}');
                }
                out.append(pieces.get(i + 1));
            }
            return out.toString();
        }

        private static boolean isPlain(Object[] values) {
            for (Object value : values) {
                if (value instanceof java.util.Date) {
                    return false;
                }
            }
            return true;
        }
    }

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
        Template template = templates.computeIfAbsent(key, k -> Template.of(bundle.getString(k)));
        if (template.simple() && Template.isPlain(values)) {
            return template.fill(values);
        }
        MessageFormat format =
                new MessageFormat(
                        template.pattern(),
                        bundle.getLocale().equals(Locale.ROOT)
                                ? Locale.ENGLISH
                                : bundle.getLocale());
        Format[] asked = format.getFormatsByArgumentIndex();
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            boolean plain = i >= asked.length || asked[i] == null;
            texts[i] = plain && values[i] instanceof Number number ? number.toString() : values[i];
        }
        return format.format(texts);
    }

    /// Whether the bundle has a sentence of that key.
    public boolean has(String key) {
        return bundle.containsKey(key);
    }
}
