/// Search over the last pictures of all known hosts, open or not. Start at [SearchIndex].
@NullMarked
package org.bridgewright.app.search;

import org.jspecify.annotations.NullMarked;
