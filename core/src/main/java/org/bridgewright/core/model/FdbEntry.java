package org.bridgewright.core.model;

import java.util.Optional;

/// An entry of a bridge's forwarding database.
///
/// @param link the port it was learnt on, or the link it belongs to
/// @param bridge empty for entries of a link's own filter (`self`)
/// @param local the bridge's or a port's own address (`permanent`)
/// @param ageSeconds since it was last seen; empty where the host does not tell
public record FdbEntry(
        MacAddress mac,
        String link,
        Optional<String> bridge,
        Optional<Integer> vlan,
        boolean local,
        boolean self,
        Optional<Double> ageSeconds) {}
