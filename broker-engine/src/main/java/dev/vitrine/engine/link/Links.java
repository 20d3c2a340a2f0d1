package dev.vitrine.engine.link;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiMessage;

/** The network between the brokers of one engine, one direction of each pair a link of its own. Any thread may call. */
public interface Links {

    /** From now on the broker can be reached, and asks for itself. One that was there under this id before is forgotten. */
    void join(int broker, Peer peer);

    /** The broker is gone: whoever asks it gets no answer, and what it was asked is not answered. */
    void leave(int broker);

    /**
     * Asks a broker, itself included.
     *
     * @param timeoutMs after which nobody waits for the answer any more; what was asked may have been done all the same
     * @return empty where no answer came: the broker is gone, the link is cut, the time is over. Never fails. Completes on any thread
     */
    <A extends ApiMessage> CompletionStage<Optional<A>> ask(int from, int to, Question question, Class<A> answer, long timeoutMs);
}
