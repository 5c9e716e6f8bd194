package org.bridgewright.core.kernel;

import org.bridgewright.core.host.Cancel;
import org.bridgewright.core.host.ReadScope;

/// A source that can give what the kernel's commands printed, for a capture. Blocks.
public interface RawSource {
    /// The outputs of one read of `scope`.
    RawOutputs raw(ReadScope scope, Cancel cancel);
}
