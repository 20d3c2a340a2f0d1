package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.FlowView.Direction;
import org.apache.kafka.common.TopicPartition;

/** One connection's records to or from one partition. */
public record FlowKey(long connection, Direction direction, TopicPartition partition) {}
