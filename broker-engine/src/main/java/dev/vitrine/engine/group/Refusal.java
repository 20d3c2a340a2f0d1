package dev.vitrine.engine.group;

import org.apache.kafka.common.protocol.Errors;

/** Why something is not done, and what the client is told about it. */
record Refusal(Errors error, String message) {

    static Refusal because(Errors error, String message) {
        return new Refusal(error, message);
    }
}
