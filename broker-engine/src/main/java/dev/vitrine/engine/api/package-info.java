/**
 * One class per Kafka API, named for it: parse, call a room below, answer. No state but what is remembered of a connection's client (fetch
 * sessions, telemetry); every protocol error is a value.
 * Before them all stands {@link dev.vitrine.engine.api.SlowMotion}, which lets steps of a rebalance wait where somebody wants to watch.
 * May know {@code net}'s request context and every room below.
 */
package dev.vitrine.engine.api;
