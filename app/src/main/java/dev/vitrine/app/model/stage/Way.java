package dev.vitrine.app.model.stage;

import org.apache.kafka.common.TopicPartition;

/**
 * A way that dots take across a gap, from left to right.
 *
 * @param partition whose hue the dots have
 * @param from      the producer's client id, or the group
 * @param to        empty, or the member
 */
public record Way(TopicPartition partition, String from, String to) {}
