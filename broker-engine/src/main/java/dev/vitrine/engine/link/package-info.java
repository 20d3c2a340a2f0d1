/**
 * What brokers of one process say to each other: Kafka's own messages, carried by {@link dev.vitrine.engine.link.Links}, which can be delayed, dropped
 * and cut. May know {@code time} only; who asks and who answers stand above.
 */
package dev.vitrine.engine.link;
