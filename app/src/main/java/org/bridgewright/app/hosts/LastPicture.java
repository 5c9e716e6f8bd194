// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.hosts;

import java.time.Instant;
import org.bridgewright.core.model.HostSnapshot;

/// What a host looked like, and when we saw it so.
public record LastPicture(HostSnapshot snapshot, Instant seen) {}
