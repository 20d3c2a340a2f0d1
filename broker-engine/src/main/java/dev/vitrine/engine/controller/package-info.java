/**
 * The controller: topics, partitions, configurations and producer ids as a pure state machine over the metadata log, in Kafka's own
 * metadata records (KIP-500). May know {@code coordinator} and below.
 */
package dev.vitrine.engine.controller;
