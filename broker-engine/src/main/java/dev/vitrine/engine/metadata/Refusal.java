package dev.vitrine.engine.metadata;

import org.apache.kafka.common.protocol.Errors;

/** Why something asked for is not done. @param message for a person; null for the error's own */
public record Refusal(Errors error, String message) {}
