package org.bridgewright.core.topology.scene;

/// Where an arrow key walks.
public enum Direction {
    LEFT,
    RIGHT,
    UP,
    DOWN
}
