package dev.vitrine.engine.controller;

import dev.vitrine.engine.link.Question;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * The active controller as any broker reaches it, wherever it is: see {@link ControllerChannel}. It is looked for again and again while there is
 * none; where it can't be reached in time, the answer says REQUEST_TIMED_OUT of all that was asked. Any thread may call.
 */
public interface Controller {

    /**
     * Asks it. For a client ({@link Question#client}) the answer comes when this broker has taken in what it tells of: what a client was told of
     * is there. A broker that asks for itself gets it at once.
     *
     * @param answer what Kafka answers to such a request
     */
    <A extends ApiMessage> CompletionStage<A> ask(Question question, Class<A> answer);

    /** The same, with another patience than {@code request.timeout.ms}. */
    <A extends ApiMessage> CompletionStage<A> ask(Question question, Class<A> answer, long patienceMs);

    /** Makes topics that somebody uses, those of the coordinators with Kafka's settings; NONE for one that exists. @param client whom it is charged to */
    CompletionStage<Map<String, Errors>> createAutomatically(Set<String> topics, String client);

    /** An id that no producer ever had. Fails where none is to be had in time. */
    CompletionStage<Long> nextProducerId();
}
