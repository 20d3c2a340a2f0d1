package dev.vitrine.engine.controller;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Peer;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AllocateProducerIdsResponseData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.EnvelopeResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/**
 * One broker's way to the active controller (KIP-590): over the links, or straight where it is the controller itself. A broker that is not the active
 * controller says so: to what is passed on for a client in an {@link EnvelopeResponseData}, as Kafka does.
 *
 * <p>What was asked is asked again only where no answer can be hoped for any more: who was asked is gone, leads no longer, or another does. Then it may be
 * decided already, and the answer tells of that (TOPIC_ALREADY_EXISTS): as with Kafka, which has no way of knowing either.
 */
public final class ControllerChannel implements Controller {

    private static final int NOBODY = -1;
    private static final long RETRY_MS = 50;
    /** How often is looked whether somebody else is the controller by now, while one is asked. */
    private static final long LOOK_MS = 250;
    /** How long an answer is held back for this broker to catch up; longer than any broker that is all right takes. */
    private static final long CATCH_UP_MS = 5_000;
    /** Request version for what brokers ask of their own accord. */
    private static final short LATEST_ALLOCATE = ApiKeys.ALLOCATE_PRODUCER_IDS.latestVersion();

    private final int self;
    private final Around around;
    private final AutomaticTopics topics;
    private final MetadataCache metadata;
    private final long patienceMs;
    private final ProducerIds producerIds;

    /**
     * What a channel works with.
     *
     * @param leader  who leads the metadata quorum, as far as this broker knows
     * @param here    answers where this broker is the leader: as controller, and as the leader of the quorum
     */
    public record Around(Links links, Supplier<OptionalInt> leader, Peer here, Clock clock, Scheduler scheduler) {}

    /** @param options with which this broker was started @param metadata that this broker has taken in */
    public ControllerChannel(int self, ControllerOptions options, MetadataCache metadata, Around around) {
        this.self = self;
        this.around = around;
        this.metadata = metadata;
        this.topics = new AutomaticTopics(options.settings());
        this.patienceMs = options.settings().longValue("request.timeout.ms");
        this.producerIds = new ProducerIds(this::allocate);
    }

    @Override
    public <A extends ApiMessage> CompletionStage<A> ask(Question question, Class<A> answer) {
        return ask(question, answer, patienceMs);
    }

    @Override
    public <A extends ApiMessage> CompletionStage<A> ask(Question question, Class<A> answer, long patience) {
        CompletionStage<A> asked = new Errand<>(question, answer, patience).begin();
        return question.client().isPresent() ? asked.thenCompose(this::caughtUp) : asked.thenApply(ControllerChannel::bare);
    }

    @Override
    public CompletionStage<Map<String, Errors>> createAutomatically(Set<String> names, String client) {
        CreateTopicsRequestData request = topics.request(names, (int) patienceMs);
        Question question = Question.of(client, request, ApiKeys.CREATE_TOPICS.latestVersion());
        return new Errand<>(question, CreateTopicsResponseData.class, patienceMs).begin()
                .thenCompose(this::caughtUp)
                .thenApply(AutomaticTopics::outcomes);
    }

    @Override
    public CompletionStage<Long> nextProducerId() {
        return producerIds.next();
    }

    private CompletionStage<ProducerIds.Block> allocate() {
        AllocateProducerIdsRequestData request = new AllocateProducerIdsRequestData().setBrokerId(self)
                .setBrokerEpoch(metadata.image().broker(self).map(broker -> broker.epoch()).orElse(-1L));
        return ask(new Question(request, LATEST_ALLOCATE), AllocateProducerIdsResponseData.class).thenApply(ProducerIds::block);
    }

    private static boolean isNoController(ApiMessage answer) {
        short error = switch (answer) {
            case EnvelopeResponseData envelope -> envelope.errorCode();
            case BrokerRegistrationResponseData registered -> registered.errorCode();
            case BrokerHeartbeatResponseData heard -> heard.errorCode();
            case AllocateProducerIdsResponseData allocated -> allocated.errorCode();
            case AlterPartitionResponseData altered -> altered.errorCode();
            default -> Errors.NONE.code();
        };
        return error == Errors.NOT_CONTROLLER.code();
    }

    private static <A extends ApiMessage> A bare(A answer) {
        MetadataPosition.take(answer);
        return answer;
    }

    private <A extends ApiMessage> CompletionStage<A> caughtUp(A answer) {
        OptionalLong position = MetadataPosition.take(answer);
        if (position.isEmpty() || metadata.image().version() >= position.getAsLong()) {
            return CompletableFuture.completedStage(answer);
        }
        CompletableFuture<Void> reached = metadata.reached(position.getAsLong());
        Scheduler.Timer timer = around.scheduler().schedule(CATCH_UP_MS, () -> reached.complete(null));
        return reached.thenApply(done -> {
            timer.cancel();
            return answer;
        });
    }

    /** One question, until it is answered or its time is over. */
    private final class Errand<A extends ApiMessage> {

        private final Question question;
        private final Class<A> type;
        private final long deadlineNanos;
        private final CompletableFuture<A> answered = new CompletableFuture<>();
        private volatile int asking = NOBODY;

        Errand(Question question, Class<A> type, long patience) {
            this.question = question;
            this.type = type;
            this.deadlineNanos = around.clock().nanos() + TimeUnit.MILLISECONDS.toNanos(patience);
        }

        CompletionStage<A> begin() {
            Scheduler.Timer patience = around.scheduler().schedule(leftMs(), this::giveUp);
            answered.whenComplete((answer, never) -> patience.cancel());
            attempt();
            return answered;
        }

        /** What was asked may be done all the same: as with Kafka, nobody knows. */
        private void giveUp() {
            answered.complete(type.cast(Refused.of(question, Errors.REQUEST_TIMED_OUT)));
        }

        private void attempt() {
            if (answered.isDone()) {
                return;
            }
            OptionalInt leader = around.leader().get();
            if (leader.isEmpty()) {
                later(this::attempt);
            } else if (leader.getAsInt() == self) {
                around.here().asked(self, question).thenAccept(answer -> got(self, answer));
            } else {
                asking = leader.getAsInt();
                around.links().ask(self, asking, question, ApiMessage.class, Math.max(1, leftMs()))
                        .thenAccept(answer -> answer.ifPresentOrElse(one -> got(leader.getAsInt(), one), () -> failed(leader.getAsInt())));
                around.scheduler().schedule(LOOK_MS, () -> look(leader.getAsInt()));
            }
        }

        private long leftMs() {
            return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - around.clock().nanos());
        }

        /** Whoever is asked may have been cut off, and somebody else been elected: that one is asked, then. */
        private void look(int asked) {
            if (answered.isDone() || asking != asked) {
                return;
            }
            OptionalInt leader = around.leader().get();
            if (leader.isPresent() && leader.getAsInt() != asked) {
                attempt();
            } else {
                around.scheduler().schedule(LOOK_MS, () -> look(asked));
            }
        }

        private void got(int from, ApiMessage answer) {
            if (isNoController(answer)) {
                failed(from);
            } else {
                answered.complete(type.cast(answer));
            }
        }

        private void failed(int asked) {
            if (!answered.isDone() && (asking == asked || asked == self)) {
                later(this::attempt);
            }
        }

        private void later(Runnable task) {
            asking = NOBODY;
            around.scheduler().schedule(RETRY_MS, task);
        }
    }
}
