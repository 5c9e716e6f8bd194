package org.bridgewright.core.change;

/// Which definitions a change concerns: live, then config; live only; config only.
public enum When {
    BOTH("both"),
    NOW("now"),
    NEXT_START("next-start");

    private final String word;

    When(String word) {
        this.word = word;
    }

    /// The command line's word.
    public String word() {
        return word;
    }
}
