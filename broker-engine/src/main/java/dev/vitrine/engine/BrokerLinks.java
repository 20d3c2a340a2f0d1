package dev.vitrine.engine;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Peer;
import dev.vitrine.engine.link.Question;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.protocol.ApiMessage;

/** The links as one broker uses them: what it is asked, and what it is answered, it takes up on its own threads, so that a frozen broker does neither. */
record BrokerLinks(Links links, Executor own) implements Links {

    @Override
    public void join(int broker, Peer peer) {
        links.join(broker, (from, question) -> CompletableFuture.completedFuture(question).thenComposeAsync(asked -> peer.asked(from, asked), own));
    }

    @Override
    public void leave(int broker) {
        links.leave(broker);
    }

    @Override
    public <A extends ApiMessage> CompletionStage<Optional<A>> ask(int from, int to, Question question, Class<A> answer, long timeoutMs) {
        return links.ask(from, to, question, answer, timeoutMs).thenApplyAsync(told -> told, own);
    }
}
