/// What is known of the selected element, where it came from and how old it is. [Sheet] is the text as data, made by
/// [Sheets]; [Inspector] shows it.
@NullMarked
package org.bridgewright.app.inspector;

import org.jspecify.annotations.NullMarked;
