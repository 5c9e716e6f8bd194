package org.bridgewright.core.model;

/// A rule of the routing policy database, `text` as `ip rule` prints it after the priority.
public record RoutingRule(int family, int priority, String text, String table) {}
