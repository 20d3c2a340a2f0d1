package dev.vitrine.engine.api;

import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.RequestHandler;
import dev.vitrine.engine.wire.Request;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** All APIs that a broker serves, by key. A key or a version that isn't here closes the connection, as Kafka does (there is no body a client could parse). */
public final class Apis implements RequestHandler {

    private final Map<ApiKeys, Api<?, ?>> byKey = new EnumMap<>(ApiKeys.class);
    private final ApiVersions versions;

    /** @param features as they are when somebody asks */
    public Apis(List<Api<?, ?>> apis, Supplier<BrokerFeatures> features) {
        apis.forEach(api -> byKey.put(api.key(), api));
        this.versions = new ApiVersions(this, features);
        byKey.put(versions.key(), versions);
    }

    public Collection<Api<?, ?>> all() {
        return byKey.values();
    }

    @Override
    public CompletionStage<Reply> handle(Connection connection, Request request) {
        RequestContext context = new RequestContext(connection, request.version(), request.clientId());
        Api<?, ?> api = byKey.get(request.api());
        if (api != null && api.serves(request.version())) {
            return serve(api, context, request);
        }
        if (request.api() == ApiKeys.API_VERSIONS) {
            return CompletableFuture.completedStage(new Reply.Body(versions.unsupportedVersion(), (short) 0));
        }
        return CompletableFuture.completedStage(
                new Reply.Close(request.api() + " v" + request.version() + " is not served"));
    }

    @SuppressWarnings("unchecked") // the message was made for this API's key
    private static <Q extends ApiMessage, A extends ApiMessage> CompletionStage<Reply> serve(
            Api<Q, A> api, RequestContext context, Request request) {
        ClientInference.look(context, request.api());
        return api.reply(context, (Q) request.parse());
    }
}
