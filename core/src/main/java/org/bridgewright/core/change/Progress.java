package org.bridgewright.core.change;

/// Told, on the applying thread, how each step stands.
@FunctionalInterface
public interface Progress {
    /// @param detail what was found or went wrong, finished for people; may be empty
    void step(Step step, State state, String detail);

    /// Nobody watches.
    Progress NONE = (step, state, detail) -> {};

    /// Where one step stands; after `FAILED` the steps are taken back.
    enum State {
        RUNNING,
        VERIFYING,
        VERIFIED,
        FAILED,
        UNDOING,
        UNDONE,
        UNDO_FAILED
    }
}
