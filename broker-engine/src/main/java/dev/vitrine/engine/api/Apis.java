package dev.vitrine.engine.api;

import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.RequestHandler;
import dev.vitrine.engine.quota.Account;
import dev.vitrine.engine.quota.ClientQuotas;
import dev.vitrine.engine.wire.Request;
import dev.vitrine.engine.wire.ThrottleTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/** All APIs that a broker serves, by key. A key or a version that isn't here closes the connection, as Kafka does (there is no body a client could parse). */
public final class Apis implements RequestHandler {

    /** Nobody has to say who he is yet. */
    private static final String USER = KafkaPrincipal.ANONYMOUS.getName();
    /** What brokers ask of each other is done whatever it costs. */
    private static final Set<ApiKeys> AMONG_BROKERS = EnumSet.of(ApiKeys.WRITE_TXN_MARKERS);

    private final Map<ApiKeys, Api<?, ?>> byKey = new EnumMap<>(ApiKeys.class);
    private final ApiVersions versions;
    private final ClientQuotas quotas;

    /** @param features as they are when somebody asks */
    public Apis(List<Api<?, ?>> apis, Supplier<BrokerFeatures> features, ClientQuotas quotas) {
        this.quotas = quotas;
        apis.forEach(api -> byKey.put(api.key(), api));
        this.versions = new ApiVersions(this, features);
        byKey.put(versions.key(), versions);
    }

    public Collection<Api<?, ?>> all() {
        return byKey.values();
    }

    @Override
    public CompletionStage<Reply> handle(Connection connection, Request request) {
        Account account = quotas.account(USER, request.clientId());
        RequestContext context = new RequestContext(connection, request.version(), request.clientId(), request.size(), account);
        Api<?, ?> api = byKey.get(request.api());
        if (api != null && api.serves(request.version())) {
            CompletionStage<Reply> reply = account.working(() -> serve(api, context, request));
            return account.isLimited() ? reply.thenApply(ready -> throttled(api, ready, account)) : reply;
        }
        if (request.api() == ApiKeys.API_VERSIONS) {
            return CompletableFuture.completedStage(new Reply.Body(versions.unsupportedVersion(), (short) 0));
        }
        return CompletableFuture.completedStage(
                new Reply.Close(request.api() + " v" + request.version() + " is not served"));
    }

    /** Tells the client how long it has to wait, and sees to it that it does. Where there is no answer, threads' time is not charged either, as in Kafka. */
    private static Reply throttled(Api<?, ?> api, Reply reply, Account account) {
        return switch (reply) {
            case Reply.Body body when !AMONG_BROKERS.contains(api.key()) -> {
                account.settle();
                if (account.throttleMs() > 0) {
                    ThrottleTime.set(body.message(), account.throttleMs());
                }
                yield new Reply.Body(body.message(), body.version(), account.throttleMs(), Optional.of(account::afterwards));
            }
            case Reply.None none -> new Reply.None(account.throttleMs());
            default -> reply;
        };
    }

    @SuppressWarnings("unchecked") // the message was made for this API's key
    private static <Q extends ApiMessage, A extends ApiMessage> CompletionStage<Reply> serve(
            Api<Q, A> api, RequestContext context, Request request) {
        ClientInference.look(context, request.api());
        return api.reply(context, (Q) request.parse());
    }
}
