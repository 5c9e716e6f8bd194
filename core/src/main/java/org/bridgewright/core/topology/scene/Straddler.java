package org.bridgewright.core.topology.scene;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A router VM whose card stands between the areas of two bars that are side by side, with a straight link to each.
///
/// @param source the card as its home block has it
/// @param card the same, with the vNICs of both bars at home
/// @param onLeft its vNICs on the left bar; not empty
/// @param onRight its vNICs on the right bar; not empty
record Straddler(
        Card source,
        Card card,
        Block left,
        Block right,
        List<Card.Plug> onLeft,
        List<Card.Plug> onRight) {
    /// Between two links to one bar.
    static final double PITCH = 16;

    Straddler {
        onLeft = List.copyOf(onLeft);
        onRight = List.copyOf(onRight);
    }

    /// How far the card lies over the left area.
    double lapLeft() {
        return lap(onLeft);
    }

    /// How far the card lies over the right area.
    double lapRight() {
        return lap(onRight);
    }

    private static double lap(List<Card.Plug> plugs) {
        return 28 + PITCH * (plugs.size() - 1);
    }

    /// Of the pairs that router VMs ask for, those that can stand side by side; a bar has at most one such card at each end.
    ///
    /// @param blocks in their order; a bar is put beside its partner when nobody ordered them by hand
    static List<Straddler> of(List<Block> blocks, boolean byHand) {
        List<Straddler> result = new ArrayList<>();
        Set<Block> endsLeft = new HashSet<>();
        Set<Block> endsRight = new HashSet<>();
        for (Block home : List.copyOf(blocks)) {
            for (Card card : home.cards) {
                Optional<Block> other =
                        card.router() ? other(card, home, blocks) : Optional.empty();
                if (other.isEmpty()) {
                    continue;
                }
                boolean mayMove =
                        !byHand
                                && Set.of(home, other.get()).stream()
                                        .noneMatch(
                                                b -> endsLeft.contains(b) || endsRight.contains(b));
                if (!beside(blocks, home, other.get())
                        && !(mayMove && bringTogether(blocks, home, other.get()))) {
                    continue;
                }
                boolean homeLeft = blocks.indexOf(home) < blocks.indexOf(other.get());
                Block left = homeLeft ? home : other.get();
                Block right = homeLeft ? other.get() : home;
                if (!endsRight.contains(left) && !endsLeft.contains(right)) {
                    endsRight.add(left);
                    endsLeft.add(right);
                    result.add(between(card, home, left, right));
                }
            }
        }
        return result;
    }

    /// The bar of the first vNIC that is not at home; a card with a difference between config and live shows that instead.
    private static Optional<Block> other(Card card, Block home, List<Block> blocks) {
        boolean plain =
                home.kind == Block.Kind.BAR
                        && !home.stopped
                        && card.home().stream().allMatch(p -> p.configured().isEmpty())
                        && card.away().stream().allMatch(p -> p.configured().isEmpty());
        return plain
                ? card.away().stream()
                        .flatMap(p -> p.now().stream())
                        .findFirst()
                        .filter(b -> b.kind == Block.Kind.BAR && !b.stopped && blocks.contains(b))
                : Optional.empty();
    }

    private static boolean beside(List<Block> blocks, Block a, Block b) {
        return Math.abs(blocks.indexOf(a) - blocks.indexOf(b)) == 1;
    }

    private static boolean bringTogether(List<Block> blocks, Block home, Block other) {
        if (home.zone == other.zone) {
            blocks.remove(other);
            blocks.add(blocks.indexOf(home) + 1, other);
            return true;
        }
        Block upper = home.zone == Block.Zone.L3 ? home : other;
        Block lower = upper == home ? other : home;
        blocks.removeAll(List.of(upper, lower));
        int border = 0;
        while (border < blocks.size() && blocks.get(border).zone == Block.Zone.L3) {
            border++;
        }
        blocks.add(border, upper);
        blocks.add(border + 1, lower);
        return true;
    }

    private static Straddler between(Card card, Block home, Block left, Block right) {
        Block other = left == home ? right : left;
        List<Card.Plug> across = on(card, other);
        List<Card.Plug> both = new ArrayList<>(card.home());
        both.addAll(across);
        List<Card.Plug> away = new ArrayList<>(card.away());
        away.removeAll(across);
        return new Straddler(
                card,
                card.withPlugs(both, away),
                left,
                right,
                left == home ? card.home() : across,
                left == home ? across : card.home());
    }

    private static List<Card.Plug> on(Card card, Block block) {
        return card.away().stream()
                .filter(p -> p.now().filter(b -> b == block).isPresent())
                .toList();
    }
}
