package dev.vitrine.engine.log;

import org.apache.kafka.common.protocol.Errors;

/** What is to be done with a producer's batch. */
sealed interface Verdict {

    Verdict ACCEPTED = new Accepted();

    record Accepted() implements Verdict {}

    record Duplicate(ProducerEntry.Batch original) implements Verdict {}

    record Refused(Errors error, String message) implements Verdict {}
}
