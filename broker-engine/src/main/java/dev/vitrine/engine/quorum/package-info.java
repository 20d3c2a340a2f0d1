/**
 * The metadata log among brokers: Raft as Kafka does it (KIP-595, pre-votes of KIP-996). A quorum of one is the ordinary case, not a special one.
 * May know {@code coordinator}, whose {@link dev.vitrine.engine.coordinator.CommittedLog} it is for the controller, and below.
 */
package dev.vitrine.engine.quorum;
