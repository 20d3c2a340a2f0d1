package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.FetchWait;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Answers the fetches of brokers that copy from this one and have a session here, one for each: a new one takes the place of the last. A fetch that begins a
 * session is answered at once and in full, the others with what is new, when there is something or their time is over.
 */
final class FollowerFetches {

    private final PartitionLookup partitions;
    private final FetchTargets names;
    private final Scheduler scheduler;
    private final Executor pool;
    private final Clock clock;
    private final Map<Integer, FollowerSession> byFollower = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    FollowerFetches(PartitionLookup partitions, FetchTargets names, Scheduler scheduler, Executor pool, Clock clock) {
        this.partitions = partitions;
        this.names = names;
        this.scheduler = scheduler;
        this.pool = pool;
        this.clock = clock;
    }

    /** Whether a request is one that belongs here. */
    static boolean concerns(FetchRequestData request) {
        return request.replicaState().replicaId() >= 0 && request.sessionEpoch() >= FetchSession.FIRST_EPOCH;
    }

    /** A fetch at work. @param full where it begins the session */
    private record Call(short version, FetchRequestData request, FollowerSession session, boolean full) {}

    CompletionStage<FetchResponseData> answer(short version, FetchRequestData request) {
        boolean begins = request.sessionEpoch() == FetchSession.FIRST_EPOCH;
        FetchReader.Replica follower = new FetchReader.Replica(request.replicaState().replicaId(), request.replicaState().replicaEpoch());
        Optional<FollowerSession> session = begins ? Optional.of(begin(follower)) : find(follower, request.sessionId());
        if (session.isEmpty()) {
            return CompletableFuture.completedStage(new FetchResponseData().setErrorCode(Errors.FETCH_SESSION_ID_NOT_FOUND.code()));
        }
        if (!begins && !session.get().advance(request.sessionEpoch(), clock.millis())) {
            return CompletableFuture.completedStage(new FetchResponseData().setErrorCode(Errors.INVALID_FETCH_SESSION_EPOCH.code()));
        }
        return CompletableFuture.completedFuture(new Call(version, request, session.get(), begins)).thenComposeAsync(this::fetch, pool);
    }

    private FollowerSession begin(FetchReader.Replica follower) {
        int id = ids.updateAndGet(FetchSession::following);
        FollowerSession session = new FollowerSession(id, follower, clock.millis());
        FollowerSession former = byFollower.put(follower.broker(), session);
        if (former != null) {
            former.close();
        }
        return session;
    }

    /** None of a former life of the follower. */
    private Optional<FollowerSession> find(FetchReader.Replica follower, int id) {
        return Optional.ofNullable(byFollower.get(follower.broker())).filter(known -> known.id() == id && known.follower().equals(follower));
    }

    private CompletionStage<FetchResponseData> fetch(Call call) {
        call.session().update(names.named(call.version(), call.request()), names.forgotten(call.version(), call.request()));
        FetchRead first = look(call);
        first.tellLeaders();
        boolean news = call.session().lookedAt(first.answers());
        if (call.full() || news || first.isUrgent() || first.bytes() >= call.request().minBytes() || call.request().maxWaitMs() <= 0) {
            return CompletableFuture.completedStage(response(call, first));
        }
        first.release();
        return news(call, first.bytes()).thenApplyAsync(come -> {
            FetchRead again = look(call);
            call.session().lookedAt(again.answers());
            return response(call, again);
        }, pool);
    }

    private FetchRead look(Call call) {
        return FetchRead.of(call.session().toLookAt(names, partitions), call.session().follower(), call.request().maxBytes(), partitions);
    }

    private CompletionStage<Void> news(Call call, int bytes) {
        CompletableFuture<Void> come = new CompletableFuture<>();
        FetchWait wait = new FetchWait(Isolation.REPLICA, call.request().minBytes() - bytes, () -> come.complete(null));
        Scheduler.Timer timer = scheduler.schedule(call.request().maxWaitMs(), wait::finish);
        if (!call.session().park(wait)) {
            wait.finish();
        }
        return come.thenRun(() -> {
            timer.cancel();
            call.session().unpark();
        });
    }

    private FetchResponseData response(Call call, FetchRead found) {
        FetchResponseData response = new FetchResponseData().setSessionId(call.session().id());
        found.forEach(Optional.empty(), clock.millis(), (target, data) -> {
            if (call.session().tell(target, data, call.full())) {
                FetchRead.add(response, target, data);
            } else {
                RecordBytes.release(data);
            }
        });
        return response;
    }
}
