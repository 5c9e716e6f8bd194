/// What is wrong or soon will be, below the picture, each with its evidence. Start at [FindingsPanel].
@NullMarked
package org.bridgewright.app.findings;

import org.jspecify.annotations.NullMarked;
