package dev.vitrine.engine.coordinator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;

/**
 * Where the answer to one request goes. A shard may keep it (the request is parked) and answer it with a later command's
 * {@link Effect.Answer}; the runtime refuses it where the shard goes away first.
 */
public final class ReplyTo<T> {

    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Function<Errors, T> refusal;

    /** @param refusal how this request's reply says that it can't be served */
    public ReplyTo(Function<Errors, T> refusal) {
        this.refusal = refusal;
    }

    void answer(T reply) {
        future.complete(reply);
    }

    void refuse(Errors error) {
        try {
            future.complete(refusal.apply(error));
        } catch (RuntimeException noSuchReply) {
            future.completeExceptionally(noSuchReply);
        }
    }

    public boolean answered() {
        return future.isDone();
    }

    public CompletionStage<T> reply() {
        return future.minimalCompletionStage();
    }
}
