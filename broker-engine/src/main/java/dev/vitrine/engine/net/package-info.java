/**
 * Netty: listeners, framing, response order, back-pressure, idle close. Knows frames, not Kafka's semantics: it hands a decoded request
 * to a {@link dev.vitrine.engine.net.RequestHandler} and writes what comes back.
 */
package dev.vitrine.engine.net;
