/// Texts for people, from resource bundles beside the classes that use them.
@NullMarked
package org.bridgewright.core.words;

import org.jspecify.annotations.NullMarked;
