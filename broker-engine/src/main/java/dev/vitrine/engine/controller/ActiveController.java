package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.CoordinatorRuntime;
import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.LoadReport;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.ShardType;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.quorum.MetadataTopic;
import dev.vitrine.engine.quota.Account;
import dev.vitrine.engine.quota.MutationQuota;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.ThrottleTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.EnvelopeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * Decides for the cluster, while its broker leads the metadata quorum: who is there, who leads what, topics, partitions, configurations, producer ids.
 * Each request becomes a {@link Decision} in the mailbox of the metadata log, and is answered when the records are committed, however long that takes:
 * who is told to ask again asks for what is decided already. Only the loss of the quorum's leadership ends the wait.
 *
 * <pre>
 *              begin()                   the log has been read
 *   STANDBY ─────────────▶ LOADING ──────────────────────────▶ ACTIVE
 *      ▲                      │                                  │
 *      └──────────────────────┴────────── end() ─────────────────┘
 *   whoever asks is told NOT_CONTROLLER: {@link ControllerChannel} asks on, until somebody is active
 * </pre>
 */
public final class ActiveController {

    /** From these versions on an answer may say THROTTLING_QUOTA_EXCEEDED (KIP-599). */
    private static final short CREATE_TOPICS_KNOWS_QUOTAS = 6;
    private static final short DELETE_TOPICS_KNOWS_QUOTAS = 5;
    private static final short CREATE_PARTITIONS_KNOWS_QUOTAS = 3;

    private final CommittedLog log;
    private final ControllerQuestions questions;
    private final Function<String, Account> accounts;
    private final Chores.Times times;
    private final Clock clock;
    private final CoordinatorRuntime<MetadataShard, MetadataRecord> runtime;

    /**
     * @param log      of the metadata; its mailbox is the controller's
     * @param empty    the image before the first record
     * @param accounts of clients, by client id
     */
    public ActiveController(CommittedLog log, ClusterImage empty, ControllerOptions options, Function<String, Account> accounts, Surroundings around) {
        this.log = log;
        this.questions = new ControllerQuestions(options);
        this.accounts = accounts;
        this.times = Chores.Times.of(options.settings());
        this.clock = around.clock();
        Surroundings own = new Surroundings(around.clock(), around.scheduler(), new NoView(), around.publish(),
                around.options().withCommitTimeoutMs(RuntimeOptions.UNLIMITED));
        ShardType<MetadataShard, MetadataRecord> type = new ShardType<>(
                () -> new MetadataShard(empty, new Sessions(times.sessionMs()), this::started), new MetadataRecordCodec());
        this.runtime = new CoordinatorRuntime<>(MetadataTopic.PARTITION.toString(), log, type, own);
    }

    /** Whether it is a question for the active controller. */
    public static boolean answers(ApiMessage question) {
        return ControllerQuestions.KEYS.contains(ApiKeys.forId(question.apiKey()));
    }

    /** The quorum has chosen this broker: reads the log, and decides from then on. */
    public CompletionStage<LoadReport> begin() {
        return runtime.load();
    }

    /** Another broker is the controller, or nobody knows. Whoever waits for an answer asks again. */
    public CompletionStage<Void> end() {
        return runtime.close();
    }

    /**
     * Answers another broker, or this one. Done when what it tells of is committed, not when it is taken in by anybody.
     *
     * @param from who asks
     * @return Kafka's answer to such a request, or one that says NOT_CONTROLLER: to a client's request an {@link EnvelopeResponseData}
     */
    public CompletionStage<ApiMessage> asked(int from, Question question) {
        Optional<ApiMessage> early = Refused.early(question);
        if (early.isPresent()) {
            return CompletableFuture.completedStage(early.get());
        }
        Account account = question.client().map(accounts).orElseGet(Account::unlimited);
        MutationQuota quota = question.message() instanceof CreateTopicsRequestData request && AutomaticTopics.are(request)
                ? account.mutationsByTheWay() : account.mutations(knowsQuotas(question));
        return decide(
                (shard, now) -> questions.decide(shard, question, new ControllerQuestions.Asker(from, quota, log.endOffset(), monotonicMs())),
                error -> refused(question, error))
                .thenApply(answer -> told(answer, account));
    }

    private static boolean knowsQuotas(Question question) {
        return switch (ApiKeys.forId(question.message().apiKey())) {
            case CREATE_TOPICS -> question.version() >= CREATE_TOPICS_KNOWS_QUOTAS;
            case DELETE_TOPICS -> question.version() >= DELETE_TOPICS_KNOWS_QUOTAS;
            case CREATE_PARTITIONS -> question.version() >= CREATE_PARTITIONS_KNOWS_QUOTAS;
            default -> false;
        };
    }

    /** Runs in the mailbox, when it is committed: so the committed offset is beyond it. */
    private ApiMessage told(ApiMessage answer, Account account) {
        if (!(answer instanceof EnvelopeResponseData)) {
            MetadataPosition.note(answer, log.committedOffset());
            if (account.throttleMs() > 0) {
                ThrottleTime.set(answer, account.throttleMs());
            }
        }
        return answer;
    }

    /** As Kafka's controllers: in the envelope that a client's request comes in, and in the answer itself to what brokers ask. */
    private static ApiMessage refused(Question question, Errors error) {
        return switch (error) {
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS, NOT_LEADER_OR_FOLLOWER -> question.client().isPresent()
                    ? new EnvelopeResponseData().setErrorCode(Errors.NOT_CONTROLLER.code()) : Refused.of(question, Errors.NOT_CONTROLLER);
            default -> Refused.of(question, error);
        };
    }

    private CompletionStage<ApiMessage> decide(
            BiFunction<MetadataShard, Long, Decision<? extends ApiMessage>> question, Function<Errors, ApiMessage> refusal) {
        return runtime.write(
                answer -> (shard, now) -> {
                    Decision<? extends ApiMessage> decision = question.apply(shard, now);
                    Outcome<MetadataShard, MetadataRecord> outcome = outcome(decision, shard);
                    return new Outcome<>(outcome.records(), List.<Effect<MetadataShard, MetadataRecord>>of(
                            new Effect.Answer<>(answer, decision.reply()))).then(new Outcome<>(List.of(), outcome.effects()));
                },
                refusal);
    }

    private static Outcome<MetadataShard, MetadataRecord> outcome(Decision<?> decision, MetadataShard shard) {
        List<Effect<MetadataShard, MetadataRecord>> effects = new ArrayList<>();
        decision.events().forEach(event -> effects.add(new Effect.Publish<>(event)));
        ChangeEvents.of(decision, shard).forEach(event -> effects.add(new Effect.Publish<>(event)));
        return new Outcome<>(decision.records(), effects);
    }

    /** The work that goes on by itself, each kind with a timer of its own; it ends with the shard. */
    private Outcome<MetadataShard, MetadataRecord> started(MetadataShard shard, long nowMs) {
        List<Effect<MetadataShard, MetadataRecord>> timers = new ArrayList<>();
        timers.add(fencing(shard.sessions().nextCheckMs(shard.image().alive(), monotonicMs())));
        times.balance().ifPresent(everyMs -> timers.add(repeating("preferred leaders", everyMs, everyMs, Chores::electPreferred)));
        timers.add(repeating("unclean elections", times.uncleanMs(), times.uncleanMs(), Chores::electUnclean));
        return new Outcome<>(List.of(), timers);
    }

    /** Sessions run by a clock that nobody sets: another time of day is no silence. */
    private long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }

    private Effect<MetadataShard, MetadataRecord> fencing(long delayMs) {
        long dueMs = monotonicMs() + delayMs;
        return new Effect.StartTimer<>("sessions", delayMs, (shard, wallClock) -> {
            long now = monotonicMs();
            shard.sessions().looked(dueMs, now);
            Decision<Boolean> fenced = chores(shard).fenceSilent(shard.sessions(), now);
            long nextMs = fenced.reply() ? 0 : shard.sessions().nextCheckMs(shard.image().alive(), now);
            return outcome(fenced, shard).then(new Outcome<>(List.of(), List.of(fencing(nextMs))));
        });
    }

    private Effect<MetadataShard, MetadataRecord> repeating(String key, long delayMs, long everyMs, Function<Chores, Decision<Boolean>> work) {
        return new Effect.StartTimer<>(key, delayMs, (shard, now) -> {
            Decision<Boolean> done = work.apply(chores(shard));
            return outcome(done, shard).then(
                    new Outcome<>(List.of(), List.of(repeating(key, done.reply() ? 0 : everyMs, everyMs, work))));
        });
    }

    private Chores chores(MetadataShard shard) {
        return new Chores(questions.ground(shard, MutationQuota.UNLIMITED));
    }
}
