package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.quota.Account;
import dev.vitrine.engine.quota.QuotaKind;
import dev.vitrine.engine.replica.FetchWait;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.RecordBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Hands out records.
 * <ul>
 *   <li>Answers when there are {@code MinBytes}, an error, or {@code MaxWait} is over; waiting costs nothing: partitions push.
 *   <li>The first batch of the first partition that has any comes whole, however large (KIP-74).
 *   <li>v7: sessions (KIP-227). v12: diverging epochs (KIP-595). v13: topic ids (KIP-516). v18: a follower's high watermark (KIP-1166),
 *       so that it hears of a newer one at once.
 *   <li>v11: consumers may read from followers, and are sent to one that is near (KIP-392).
 * </ul>
 */
public final class Fetch extends Api<FetchRequestData, FetchResponseData> {

    private final PartitionLookup partitions;
    private final FetchTargets names;
    private final LeaderHints hints;
    private final FetchSessions sessions;
    private final FollowerFetches followers;
    private final Scheduler scheduler;
    private final Executor pool;
    private final Clock clock;
    private final int mostBytes;

    /**
     * @param pool      reads
     * @param mostBytes {@code fetch.max.bytes}: no answer is larger, whatever the client allows, but for a single larger batch
     */
    public Fetch(
            PartitionLookup partitions,
            MetadataCache metadata,
            FetchSessions sessions,
            Scheduler scheduler,
            Executor pool,
            Clock clock,
            int mostBytes) {
        super(ApiKeys.FETCH, 4, 18);
        this.partitions = partitions;
        this.names = new FetchTargets(metadata);
        this.hints = new LeaderHints(metadata);
        this.sessions = sessions;
        this.followers = new FollowerFetches(partitions, names, scheduler, pool, clock);
        this.scheduler = scheduler;
        this.pool = pool;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<FetchResponseData> answer(RequestContext context, FetchRequestData request) {
        return answer(new Call(context.version(), request, context.account(), Optional.of(context)));
    }

    /**
     * Answers another broker of this process: it costs nobody anything, and has its records in memory. There they may lie as long as the link takes,
     * whatever becomes of the log meanwhile.
     */
    public CompletionStage<FetchResponseData> ofFollower(short version, FetchRequestData request) {
        CompletionStage<FetchResponseData> found = FollowerFetches.concerns(request)
                ? followers.answer(version, request)
                : answer(new Call(version, request, Account.unlimited(), Optional.empty()));
        return found.thenApply(answer -> {
            answer.responses().forEach(topic -> topic.partitions().forEach(Fetch::load));
            return answer;
        });
    }

    private static void load(PartitionData data) {
        try {
            RecordBytes.load(data);
        } catch (IOException refused) {
            data.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    /** A request at work. @param client empty where a broker of this process asks */
    private record Call(short version, FetchRequestData request, Account account, Optional<RequestContext> client) {}

    private CompletionStage<FetchResponseData> answer(Call call) {
        FetchRequestData request = call.request();
        if (!FetchSessions.canHave(request.sessionId())) {
            return now(refused(call.version(), request));
        }
        return switch (session(call.version(), request)) {
            case FetchContext.Refused refused -> now(new FetchResponseData().setErrorCode(refused.error().code()));
            case FetchContext.Read read when !Isolation.exists(request.isolationLevel()) && readsAny(read) ->
                    now(refused(call.version(), request));
            case FetchContext.Read read -> CompletableFuture.completedFuture(read)
                    .thenComposeAsync(ready -> fetch(call, ready), call.account().measured(pool));
        };
    }

    private boolean readsAny(FetchContext.Read read) {
        return read.targets().stream().anyMatch(target -> target.name().flatMap(partitions::replica).isPresent());
    }

    /** Of isolation levels and sessions that can't exist Kafka says no more than this; before ids, at each partition. */
    private static FetchResponseData refused(short version, FetchRequestData request) {
        short error = Errors.UNKNOWN_SERVER_ERROR.code();
        FetchResponseData response = new FetchResponseData().setErrorCode(error).setSessionId(request.sessionId());
        if (version < FetchTargets.TOPIC_IDS) {
            request.topics().forEach(topic -> response.responses().add(new FetchableTopicResponse().setTopic(topic.topic()).setPartitions(
                    topic.partitions().stream().map(partition -> RecordBytes.empty(new PartitionData()
                            .setPartitionIndex(partition.partition()).setErrorCode(error).setHighWatermark(-1))).toList())));
        }
        return response;
    }

    // ---- the session

    private FetchContext session(short version, FetchRequestData request) {
        int epoch = request.sessionEpoch();
        int id = request.sessionId();
        if (epoch == FetchSession.FIRST_EPOCH || epoch == FetchSession.FINAL_EPOCH) {
            sessions.remove(id);
            List<FetchTarget> targets = names.named(version, request);
            Optional<FetchSession> created = epoch == FetchSession.FIRST_EPOCH
                    ? sessions.create(version >= FetchTargets.TOPIC_IDS)
                    : Optional.empty();
            created.ifPresent(session -> session.update(targets, List.of()));
            return new FetchContext.Read(targets, created, true);
        }
        return sessions.find(id)
                .map(session -> incremental(session, version, request))
                .orElse(new FetchContext.Refused(Errors.FETCH_SESSION_ID_NOT_FOUND));
    }

    private FetchContext incremental(FetchSession session, short version, FetchRequestData request) {
        if (session.usesTopicIds() != version >= FetchTargets.TOPIC_IDS) {
            return new FetchContext.Refused(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
        }
        if (!session.advance(request.sessionEpoch(), clock.millis())) {
            return new FetchContext.Refused(Errors.INVALID_FETCH_SESSION_EPOCH);
        }
        session.update(names.named(version, request), names.forgotten(version, request));
        if (session.isEmpty()) {
            sessions.remove(session.id());
            return new FetchContext.Read(List.of(), Optional.empty(), true);
        }
        List<FetchTarget> targets = session.targets().stream()
                .map(target -> version < FetchTargets.TOPIC_IDS ? target : names.known(target))
                .toList();
        return new FetchContext.Read(targets, Optional.of(session), false);
    }

    // ---- reading and waiting

    private CompletionStage<FetchResponseData> fetch(Call call, FetchContext.Read read) {
        FetchRequestData request = call.request();
        FetchReader reader = FetchReader.of(call.version(), request);
        int maxBytes = (int) Math.min(Math.min(request.maxBytes(), mostBytes), call.account().most(QuotaKind.FETCH));
        int minBytes = Math.min(request.minBytes(), maxBytes);
        FetchRead first = FetchRead.of(read.targets(), reader, maxBytes, partitions);
        first.tellLeaders();
        call.client().ifPresent(client -> first.noteProgress(client, clock.millis()));
        return answerOrWait(
                new Wanted(read, reader, minBytes, maxBytes, clock.millis() + request.maxWaitMs(), call.account().measured(pool)), first)
                .thenApply(found -> charged(call, read, found));
    }

    private record Wanted(FetchContext.Read read, FetchReader reader, int minBytes, int maxBytes, long until, Executor pool) {}

    private CompletionStage<FetchRead> answerOrWait(Wanted wanted, FetchRead found) {
        long left = wanted.until() - clock.millis();
        if (left <= 0 || wanted.read().targets().isEmpty() || found.bytes() >= wanted.minBytes() || found.isUrgent()) {
            return now(found);
        }
        return waitFor(left, wanted, found).thenComposeAsync(woken -> {
            FetchRead again = FetchRead.of(wanted.read().targets(), wanted.reader(), wanted.maxBytes(), partitions);
            // The end of a transaction wakes whoever waits for committed records; how many bytes it uncovered shows only now.
            boolean maybeTooLittle = wanted.reader().isolation() == Isolation.READ_COMMITTED && woken;
            return maybeTooLittle ? answerOrWait(wanted, again) : now(again);
        }, wanted.pool());
    }

    /** @return false where the time was up */
    private CompletionStage<Boolean> waitFor(long maxWaitMs, Wanted wanted, FetchRead first) {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        FetchWait wait = new FetchWait(wanted.reader().isolation(), wanted.minBytes() - first.bytes(), () -> enough.complete(null));
        first.release();
        List<Partition> watched = first.partitions();
        watched.forEach(partition -> partition.watch(wait));
        if (first.isStale()) {
            // Something was appended between reading and watching: nobody would push it.
            wait.finish();
        }
        AtomicBoolean late = new AtomicBoolean();
        Scheduler.Timer timer = scheduler.schedule(maxWaitMs, () -> {
            late.set(true);
            wait.finish();
        });
        return enough.thenApply(done -> {
            timer.cancel();
            watched.forEach(partition -> partition.unwatch(wait));
            return !late.get();
        });
    }

    /**
     * A client that is over its quota is answered with nothing at all, and asks again when its time has come: what was read is not charged then.
     * A session that it wanted to begin is not begun.
     */
    private FetchResponseData charged(Call call, FetchContext.Read read, FetchRead found) {
        Account account = call.account();
        if (!account.isLimited()) {
            return response(call, read, found);
        }
        account.settle();
        int size = found.answerSize(call.version(),
                (target, data) -> read.session().map(session -> session.isNews(target, data, read.full())).orElse(true));
        account.charge(QuotaKind.FETCH, size);
        if (account.throttleMs() == 0) {
            return response(call, read, found);
        }
        account.refund(QuotaKind.FETCH, size);
        found.release();
        read.session().filter(session -> read.full()).ifPresent(begun -> sessions.remove(begun.id()));
        return new FetchResponseData().setSessionId(
                read.session().filter(session -> !read.full()).map(FetchSession::id).orElse(FetchSession.NONE));
    }

    private FetchResponseData response(Call call, FetchContext.Read read, FetchRead found) {
        FetchResponseData response = new FetchResponseData().setSessionId(read.session().map(FetchSession::id).orElse(FetchSession.NONE));
        found.forEach(call.client(), clock.millis(), (target, data) -> {
            if (read.session().map(session -> session.takeNews(target, data, read.full())).orElse(true)) {
                hints.add(call.version(), call.client().filter(client -> found.isForConsumer()), target.name(), data, response);
                FetchRead.add(response, target, data);
            } else {
                RecordBytes.release(data);
            }
        });
        return response;
    }
}
