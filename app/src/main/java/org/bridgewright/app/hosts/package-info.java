/// The hosts that the user knows: saved list, sessions (one per host, from connecting to lost), last pictures, login questions.
/// Start at [HostSession] and [HostBook].
@NullMarked
package org.bridgewright.app.hosts;

import org.jspecify.annotations.NullMarked;
