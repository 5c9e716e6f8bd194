package org.bridgewright.core.model;

import java.util.Optional;

/// The packet filter as the tools print it. Texts are kept whole: verdicts need them line by line.
public record Firewall(
        Optional<String> nftJson,
        Optional<String> nftText,
        Optional<String> iptablesSave,
        Optional<String> ip6tablesSave) {}
