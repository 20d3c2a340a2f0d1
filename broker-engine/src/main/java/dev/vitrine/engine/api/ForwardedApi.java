package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.wire.ThrottleTime;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * What a broker doesn't decide itself: the active controller is asked in the client's name, wherever it is (KIP-590). How long the client has to wait
 * for it, the controller says.
 */
abstract class ForwardedApi<Q extends ApiMessage, A extends ApiMessage> extends Api<Q, A> {

    private final Class<A> type;
    private final Controller controller;

    protected ForwardedApi(ApiKeys key, int oldest, int latest, Class<A> type, Controller controller) {
        super(key, oldest, latest);
        this.type = type;
        this.controller = controller;
    }

    @Override
    public CompletionStage<A> answer(RequestContext context, Q request) {
        return controller.ask(Question.of(context.clientId(), request, context.version()), type).thenApply(answer -> {
            context.account().heldUp(ThrottleTime.of(answer));
            return answer;
        });
    }
}
