package org.bridgewright.core.libvirt;

import java.util.Optional;
import org.bridgewright.core.model.Guest;
import org.bridgewright.core.model.GuestState;
import org.bridgewright.core.model.Problem;

/// What is known so far of one guest, while it is read.
final class GuestDraft {
    final String name;
    final String uuid;
    final boolean running;
    final NativeHandle handle;
    Optional<DefinitionCache.Parsed> live = Optional.empty();
    Optional<DefinitionCache.Parsed> config = Optional.empty();
    Optional<Problem> problem = Optional.empty();
    Optional<String> stateWord = Optional.empty();
    boolean isGone;
    boolean persistent = true;
    boolean autostart;
    boolean managedSave;

    GuestDraft(NativeLists.Listed listed) {
        name = listed.name();
        uuid = listed.uuid();
        running = listed.id() >= 0;
        handle = listed.handle();
    }

    Guest guest() {
        if (!persistent) {
            config = Optional.empty(); // libvirt answers with the live one
        }
        DomainXml.Listing listing =
                new DomainXml.Listing(
                        name,
                        Optional.of(uuid),
                        stateWord.orElse(
                                (live.isPresent() ? GuestState.RUNNING : GuestState.SHUT_OFF)
                                        .word()),
                        persistent,
                        autostart,
                        managedSave);
        Optional<Problem> wrong =
                problem.or(() -> live.flatMap(DefinitionCache.Parsed::problem))
                        .or(() -> config.flatMap(DefinitionCache.Parsed::problem));
        return wrong.map(why -> DomainXml.unreadable(listing, why))
                .orElseGet(
                        () ->
                                DomainXml.guest(
                                        listing,
                                        live.map(DefinitionCache.Parsed::xml),
                                        live.flatMap(DefinitionCache.Parsed::definition),
                                        config.map(DefinitionCache.Parsed::xml),
                                        config.flatMap(DefinitionCache.Parsed::definition)));
    }
}
