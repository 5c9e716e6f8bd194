package org.bridgewright.core.topology.scene;

import java.util.Comparator;

/// Order of names as people count: `VM2` before `VM10`. Ties by the plain text.
final class Naturally {
    static final Comparator<String> ORDER = Naturally::compare;

    private Naturally() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char x = a.charAt(i);
            char y = b.charAt(j);
            if (isDigit(x) && isDigit(y)) {
                int startA = i;
                int startB = j;
                while (i < a.length() && isDigit(a.charAt(i))) {
                    i++;
                }
                while (j < b.length() && isDigit(b.charAt(j))) {
                    j++;
                }
                int c = compareNumbers(a, startA, i, b, startB, j);
                if (c != 0) {
                    return c;
                }
            } else {
                int c = Character.compare(Character.toLowerCase(x), Character.toLowerCase(y));
                if (c != 0) {
                    return c;
                }
                i++;
                j++;
            }
        }
        int c = Integer.compare(a.length() - i, b.length() - j);
        return c != 0 ? c : a.compareTo(b);
    }

    private static int compareNumbers(String a, int fromA, int toA, String b, int fromB, int toB) {
        int i = fromA;
        int j = fromB;
        while (i < toA - 1 && a.charAt(i) == '0') {
            i++;
        }
        while (j < toB - 1 && b.charAt(j) == '0') {
            j++;
        }
        int c = Integer.compare(toA - i, toB - j);
        while (c == 0 && i < toA) {
            c = Character.compare(a.charAt(i++), b.charAt(j++));
        }
        return c;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
