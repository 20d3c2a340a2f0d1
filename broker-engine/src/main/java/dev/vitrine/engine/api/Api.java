package dev.vitrine.engine.api;

import dev.vitrine.engine.net.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * One Kafka API: the versions it is served in, and how it is answered. What a subclass declares here is what ApiVersions tells.
 *
 * @param <Q> the request's generated message
 * @param <A> the response's
 */
public abstract class Api<Q extends ApiMessage, A extends ApiMessage> {

    private final ApiKeys key;
    private final short oldest;
    private final short latest;

    protected Api(ApiKeys key, int oldest, int latest) {
        this.key = key;
        this.oldest = (short) oldest;
        this.latest = (short) latest;
    }

    public final ApiKeys key() {
        return key;
    }

    public final short oldest() {
        return oldest;
    }

    public final short latest() {
        return latest;
    }

    /** True for a version that is answered; a few more may be advertised than are (Produce v0–2). */
    public boolean serves(short version) {
        return version >= oldest && version <= latest;
    }

    /** False for what is answered to whoever asks for it all the same. */
    public boolean isAdvertised() {
        return true;
    }

    /**
     * Answers. Runs on an event loop: must not block. Byte buffers in {@code request} are valid until the answer is there.
     */
    public abstract CompletionStage<A> answer(RequestContext context, Q request);

    /** What goes back: the answer, unless an API knows better. */
    protected CompletionStage<Reply> reply(RequestContext context, Q request) {
        return answer(context, request).thenApply(answer -> new Reply.Body(answer, context.version()));
    }

    /** An answer that is there already. */
    protected static <T> CompletionStage<T> now(T answer) {
        return CompletableFuture.completedStage(answer);
    }
}
