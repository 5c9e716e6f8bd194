package org.bridgewright.core.model;

import java.util.Optional;

/// A domain's state, with `virsh domstate`'s word in the C locale.
public enum GuestState {
    NO_STATE("no state"),
    RUNNING("running"),
    IDLE("idle"),
    PAUSED("paused"),
    IN_SHUTDOWN("in shutdown"),
    SHUT_OFF("shut off"),
    CRASHED("crashed"),
    PMSUSPENDED("pmsuspended");

    private final String word;

    GuestState(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /// The state that `virsh domstate` prints so; empty for a word it does not have.
    public static Optional<GuestState> ofWord(String word) {
        for (GuestState state : values()) {
            if (state.word.equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /// `virDomainState`'s number (libvirt-domain.h): 0 no state .. 7 pmsuspended.
    public static Optional<GuestState> ofNumber(int number) {
        return number >= 0 && number < values().length
                ? Optional.of(values()[number])
                : Optional.empty();
    }

    /// Whether the domain has a live definition (an id): every state but shut off, and crashed with its process gone.
    public boolean isActive() {
        return this != SHUT_OFF && this != CRASHED && this != NO_STATE;
    }
}
