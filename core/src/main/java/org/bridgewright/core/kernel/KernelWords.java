package org.bridgewright.core.kernel;

import org.bridgewright.core.words.Words;

/// The texts of this package.
final class KernelWords {
    static final Words WORDS = Words.of(KernelWords.class);

    private KernelWords() {}
}
