package dev.vitrine.engine.replica;

import org.apache.kafka.common.protocol.Errors;

/** Of DeleteRecords. @param lowWatermark oldest start of all replicas that are there; −1 where it is not known */
public record DeleteOutcome(Errors error, long lowWatermark) {}
