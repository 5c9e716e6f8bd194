/// What the application keeps between starts: paths (XDG), settings, and files that survive a crash. Start at [Settings] and [KeptFile].
@NullMarked
package org.bridgewright.app.settings;

import org.jspecify.annotations.NullMarked;
