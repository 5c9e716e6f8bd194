package org.bridgewright.core.model;

/// A configuration file of the host's network manager, without secrets. `path` is absolute.
public record OwnerFile(String path, String text) {}
