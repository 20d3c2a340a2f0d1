package dev.vitrine.engine.group;

/**
 * Who asks.
 *
 * @param clientId   as the request header says it; empty where it says none
 * @param clientHost as Kafka shows it: {@code /127.0.0.1}
 * @param apiVersion version of the request: some answers depend on it
 */
public record Caller(String clientId, String clientHost, short apiVersion) {}
