package dev.vitrine.engine.net;

import dev.vitrine.engine.wire.Request;
import java.util.concurrent.CompletionStage;

/** What stands behind the network: takes a request, answers in its own time. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Called on an event loop: must not block. The request's memory stays valid until the reply is there.
     *
     * @throws dev.vitrine.engine.wire.MalformedRequest closes the connection
     */
    CompletionStage<Reply> handle(Connection connection, Request request);
}
