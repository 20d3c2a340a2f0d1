package dev.vitrine.engine.observe;

/**
 * The library a client is written with.
 *
 * @param name     as sent in ApiVersions v3 and later (KIP-511), or inferred
 * @param version  as sent; empty where inferred
 * @param inferred true where the client didn't say: concluded from the way it speaks, to be shown as "looks like"
 */
public record ClientSoftware(String name, String version, boolean inferred) {}
