// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import org.bridgewright.app.changes.MoveCard;
import org.bridgewright.app.changes.Planning;
import org.bridgewright.app.changes.StagedChanges;
import org.bridgewright.app.changes.Subjects;
import org.bridgewright.app.changes.Wishes;
import org.bridgewright.app.overlay.Overlay;
import org.bridgewright.app.topology.PictureView;
import org.bridgewright.app.topology.Workspace;
import org.bridgewright.core.change.Change;
import org.bridgewright.core.change.ChangePlan;
import org.bridgewright.core.change.DropAdvice;
import org.bridgewright.core.model.ElementId;
import org.bridgewright.core.model.HostId;
import org.bridgewright.core.topology.Element;
import org.bridgewright.core.topology.Element.VnicElement;
import org.bridgewright.core.topology.Topology;
import org.bridgewright.core.words.Words;
import org.bridgewright.ui.topologyview.DragSubject;
import org.bridgewright.ui.topologyview.DropTarget;
import org.bridgewright.ui.topologyview.DropVerdict;
import org.bridgewright.ui.topologyview.MoveRequested;
import org.bridgewright.ui.topologyview.StagedMove;

/// Joins the picture with planning: the sentence beside the pointer, the card at the drop point, the ghosts of what is
/// staged, the menu.
final class PictureJoin {
    private static final Words WORDS = Words.of(PictureJoin.class);

    private final PictureView picture;
    private final Workspace workspace;
    private final Planning planning;
    private final StagedChanges staged;
    private final Wishes wishes;
    private final Overlay overlay;
    private boolean cardInOverlay;

    private PictureJoin(
            PictureView picture,
            Workspace workspace,
            Planning planning,
            StagedChanges staged,
            Wishes wishes,
            Overlay overlay) {
        this.picture = picture;
        this.workspace = workspace;
        this.planning = planning;
        this.staged = staged;
        this.wishes = wishes;
        this.overlay = overlay;
    }

    static void join(
            PictureView picture,
            Workspace workspace,
            Planning planning,
            StagedChanges staged,
            Wishes wishes,
            Overlay overlay,
            Supplier<ContextMenu> menu,
            Consumer<ElementId> activated) {
        PictureJoin join = new PictureJoin(picture, workspace, planning, staged, wishes, overlay);
        picture.view().setDropAdvisor(join::verdict);
        picture.view().setOnMoveRequested(join::dropped);
        picture.view().setOnActivated(activated);
        picture.view()
                .setOnMenuRequested(
                        (id, x, y) -> {
                            if (!picture.view().getSelected().contains(id)) {
                                picture.view().getSelected().clear();
                                picture.view().getSelected().add(id);
                            }
                            menu.get().show(picture, x, y);
                        });
        wishes.showCardsBy(join::showCard, join::closeCard);
        staged.changesProperty().addListener((property, before, now) -> join.ghosts());
        workspace.wiringProperty().addListener((property, before, now) -> join.ghosts());
        join.ghosts();
    }

    /// Beside what it is about, or over the table where the picture is not shown.
    private void showCard(MoveCard card, ElementId beside) {
        cardInOverlay = picture.getScene() == null;
        if (cardInOverlay) {
            overlay.show(card, () -> cardInOverlay = false);
        } else {
            picture.showCard(card, beside);
        }
    }

    private void closeCard() {
        if (cardInOverlay) {
            overlay.close();
        } else {
            picture.closeCard();
        }
    }

    private Topology topology() {
        return workspace.wiring().topology();
    }

    private List<ElementId> vnics(DragSubject subject) {
        if (subject.vnic().isPresent()) {
            return List.of(subject.vnic().get());
        }
        List<ElementId> own =
                Subjects.vnics(topology(), subject.guests()).stream().map(VnicElement::id).toList();
        if (!own.isEmpty() || subject.guests().size() != 1) {
            return own;
        }
        // A VM without vNIC is dragged to get back the one that was detached; of several, the user
        // chooses elsewhere.
        List<ElementId> detached =
                Subjects.detached(
                                topology(),
                                Optional.of(subject.guests().getFirst()),
                                planning.context())
                        .stream()
                        .map(Subjects.Movable::id)
                        .toList();
        return detached.size() == 1 ? detached : List.of();
    }

    private HostId hostOf(DropTarget target) {
        return topology()
                .find(target.element())
                .map(Element::host)
                .orElseGet(() -> new HostId(target.element().value().replaceFirst("/.*", "")));
    }

    private DropVerdict verdict(DragSubject subject, DropTarget target) {
        List<ElementId> vnics = vnics(subject);
        if (vnics.isEmpty()) {
            return DropVerdict.refused(WORDS.get("drop.no-vnic"));
        }
        DropAdvice advice = planning.adviseNow(vnics, hostOf(target), target.target());
        if (!advice.isPossible()) {
            return DropVerdict.refused(advice.headline());
        }
        String batch = advice.batch().map(b -> " · " + b).orElse("");
        return new DropVerdict(
                true,
                advice.headline() + batch,
                advice.interrupts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(" ", advice.interrupts())),
                advice.afterwards().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                String.join(
                                        " ",
                                        advice.afterwards().stream()
                                                .map(ChangePlan.Afterwards::text)
                                                .toList())),
                advice.isAmber());
    }

    private void dropped(MoveRequested request) {
        MoveCard.Wish wish =
                new MoveCard.Wish(
                        vnics(request.subject()),
                        hostOf(request.target()),
                        request.target().target());
        MoveCard card = wishes.makeCard(wish);
        picture.showCard(card, request.sceneX(), request.sceneY());
        if (request.addToPlan()) {
            card.stageWhenKnown();
        } else {
            card.focusTarget().requestFocus();
        }
    }

    private void ghosts() {
        List<StagedMove> moves = new ArrayList<>();
        for (Change change : staged.changes()) {
            if (change instanceof Change.MoveVnic move) {
                Subjects.elementOf(move.host(), move.target())
                        .ifPresent(
                                to ->
                                        topology()
                                                .find(move.vnic(), VnicElement.class)
                                                .ifPresent(
                                                        vnic ->
                                                                moves.add(
                                                                        new StagedMove(
                                                                                vnic.guest(),
                                                                                vnic.id(),
                                                                                move.guest(),
                                                                                to))));
            }
        }
        picture.view().setStaged(moves);
    }
}
