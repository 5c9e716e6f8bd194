/// The one door to XML: safe parsing, and edits that leave every other character as it was.
@NullMarked
package org.bridgewright.core.xml;

import org.jspecify.annotations.NullMarked;
