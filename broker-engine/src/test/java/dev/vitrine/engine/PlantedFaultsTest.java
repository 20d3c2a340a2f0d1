package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.simulate.Simulation;
import dev.vitrine.engine.simulate.Story;
import dev.vitrine.engine.simulate.Street;
import dev.vitrine.engine.simulate.Violation;
import dev.vitrine.engine.simulate.World;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.RecordBytes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A simulation that lets everything pass proves nothing. Here something stands between its clients and its brokers that makes these break one promise each, now
 * and then: it is seen.
 */
@Timeout(120)
class PlantedFaultsTest {

    private static final long CHAOS_MS = 8_000;
    /** Long enough for replicas to leave those in sync. */
    private static final long LONGER_MS = 40_000;
    private static final int NOW_AND_THEN = 5;
    private static final int PROMISED = 2;
    private static final int SERVED_AT_FIRST = 500;

    private final AtomicInteger counted = new AtomicInteger();

    private interface Lie {
        CompletionStage<Optional<ApiMessage>> ask(Street truth, String client, int broker, ApiMessage request, short version);
    }

    private boolean nowAndThen() {
        return counted.incrementAndGet() % NOW_AND_THEN == 0;
    }

    private static List<String> broken(Lie lie) {
        return broken(PROMISED, CHAOS_MS, lie);
    }

    private static List<String> broken(int minInSync, long chaosMs, Lie lie) {
        return new Simulation(3, (time, random) -> deceived(new SimulatedWorld(time, random, minInSync), lie), Story.UNTOLD)
                .run(chaosMs, Simulator.DURABLE).violations().stream().map(Violation::promise).distinct().toList();
    }

    /** The same brokers, with a lie between them and their clients. */
    private static World deceived(World world, Lie lie) {
        Street truth = world.street();
        Street street = new Street() {
            @Override
            public List<Integer> brokers() {
                return truth.brokers();
            }

            @Override
            public CompletionStage<Optional<ApiMessage>> ask(String client, int broker, ApiMessage request, short version) {
                return lie.ask(truth, client, broker, request, version);
            }
        };
        return (World) Proxy.newProxyInstance(World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
            try {
                return method.getName().equals("street") ? street : method.invoke(world, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
    }

    private static CompletionStage<Optional<ApiMessage>> pretended(ApiMessage answer) {
        return CompletableFuture.completedStage(Optional.of(answer));
    }

    /** What was answered, made another answer of. */
    private static <A extends ApiMessage> CompletionStage<Optional<ApiMessage>> turned(
            CompletionStage<Optional<ApiMessage>> answered, Class<A> type, UnaryOperator<A> turn) {
        return answered.thenApply(answer -> answer.map(message -> turn.apply(type.cast(message))));
    }

    @Test
    void acknowledged_without_having_been_written_breaks_p1() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof ProduceRequestData produced && client.startsWith("p") && nowAndThen()
                ? pretended(taken(produced)) : truth.ask(client, broker, request, version))).contains("P1");
    }

    private static ProduceResponseData taken(ProduceRequestData produced) {
        ProduceResponseData answer = new ProduceResponseData();
        produced.topicData().forEach(topic -> answer.responses().add(new ProduceResponseData.TopicProduceResponse().setName(topic.name())
                .setPartitionResponses(topic.partitionData().stream()
                        .map(one -> new ProduceResponseData.PartitionProduceResponse().setIndex(one.index()).setBaseOffset(-1)).toList())));
        return answer;
    }

    @Test
    void acknowledged_by_fewer_replicas_than_promised_breaks_p2() {
        assertThat(broken(PROMISED + 1, LONGER_MS, Street::ask)).containsExactly("P2");
    }

    @Test
    void refused_for_want_of_replicas_but_written_breaks_p2() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof ProduceRequestData && client.equals("once") && nowAndThen()
                ? turned(truth.ask(client, broker, request, version), ProduceResponseData.class, PlantedFaultsTest::refused)
                : truth.ask(client, broker, request, version))).contains("P2");
    }

    private static ProduceResponseData refused(ProduceResponseData answer) {
        answer.responses().forEach(topic -> topic.partitionResponses().forEach(one -> one.setErrorCode(Errors.NOT_ENOUGH_REPLICAS.code())));
        return answer;
    }

    @Test
    void acknowledged_at_an_offset_where_something_else_is_breaks_p3() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof ProduceRequestData && client.startsWith("p")
                ? turned(truth.ask(client, broker, request, version), ProduceResponseData.class, this::elsewhere)
                : truth.ask(client, broker, request, version))).contains("P3");
    }

    private ProduceResponseData elsewhere(ProduceResponseData answer) {
        answer.responses().forEach(topic -> topic.partitionResponses().stream()
                .filter(one -> one.errorCode() == Errors.NONE.code() && one.baseOffset() > 0 && nowAndThen())
                .forEach(one -> one.setBaseOffset(one.baseOffset() - 1)));
        return answer;
    }

    @Test
    void aborted_transactions_that_readers_of_committed_records_are_not_told_of_break_p4() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof FetchRequestData
                ? turned(truth.ask(client, broker, request, version), FetchResponseData.class, PlantedFaultsTest::withoutAborts)
                : truth.ask(client, broker, request, version))).contains("P4");
    }

    private static FetchResponseData withoutAborts(FetchResponseData answer) {
        answer.responses().forEach(topic -> topic.partitions().forEach(one -> one.setAbortedTransactions(List.of())));
        return answer;
    }

    @Test
    void undecided_records_given_to_readers_of_committed_ones_break_p4() {
        assertThat(broken((truth, client, broker, request, version) -> truth.ask(client, broker,
                request instanceof FetchRequestData fetch ? fetch.setIsolationLevel((byte) 0) : request, version))).contains("P4");
    }

    @Test
    void records_written_twice_break_p5() {
        assertThat(broken((truth, client, broker, request, version) -> {
            if (request instanceof ProduceRequestData produced && client.startsWith("p") && nowAndThen()) {
                truth.ask(client, broker, anonymous(produced), version);
            }
            return truth.ask(client, broker, request, version);
        })).contains("P5");
    }

    /** The same records from nobody in particular. */
    private static ProduceRequestData anonymous(ProduceRequestData produced) {
        ProduceRequestData copy = produced.duplicate();
        copy.topicData().forEach(topic -> topic.partitionData().forEach(PlantedFaultsTest::forgetProducer));
        return copy;
    }

    private static void forgetProducer(PartitionProduceData data) {
        BatchBuilder anew = new BatchBuilder();
        BatchRecords.split(RecordBytes.of(data).duplicate())
                .forEach(batch -> batch.forEach(record -> anew.add(record.timestamp(), null, record.value(), List.of())));
        RecordBytes.put(data, anew.build());
    }

    @Test
    void a_commit_that_is_taken_for_an_abort_breaks_p6() {
        assertThat(broken((truth, client, broker, request, version) -> truth.ask(client, broker,
                request instanceof EndTxnRequestData end && nowAndThen() ? end.duplicate().setCommitted(false) : request, version))).contains("P6");
    }

    @Test
    void offsets_that_are_not_part_of_their_transaction_break_p6() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof TxnOffsetCommitRequestData offsets && nowAndThen()
                ? pretended(new TxnOffsetCommitResponseData().setTopics(offsets.topics().stream()
                        .map(topic -> new TxnOffsetCommitResponseData.TxnOffsetCommitResponseTopic().setName(topic.name()).setPartitions(topic.partitions().stream()
                                .map(one -> new TxnOffsetCommitResponseData.TxnOffsetCommitResponsePartition().setPartitionIndex(one.partitionIndex())).toList()))
                        .toList()))
                : truth.ask(client, broker, request, version))).contains("P6");
    }

    @Test
    void partitions_given_to_every_member_break_p7() {
        assertThat(broken((truth, client, broker, request, version) -> request instanceof ConsumerGroupHeartbeatRequestData
                ? turned(truth.ask(client, broker, request, version), ConsumerGroupHeartbeatResponseData.class, PlantedFaultsTest::all)
                : truth.ask(client, broker, request, version))).contains("P7");
    }

    private static ConsumerGroupHeartbeatResponseData all(ConsumerGroupHeartbeatResponseData answer) {
        if (answer.assignment() != null) {
            answer.assignment().topicPartitions().forEach(topic -> topic.setPartitions(List.of(0, 1, 2)));
        }
        return answer;
    }

    /** Members are put out now and then, so that they ask again where their group stands. */
    @Test
    void a_commit_that_is_acknowledged_and_forgotten_breaks_p8() {
        assertThat(broken((truth, client, broker, request, version) -> switch (request) {
            case OffsetCommitRequestData commit -> pretended(committed(commit));
            case ConsumerGroupHeartbeatRequestData beat when nowAndThen() ->
                    pretended(new ConsumerGroupHeartbeatResponseData().setErrorCode(Errors.UNKNOWN_MEMBER_ID.code()));
            default -> truth.ask(client, broker, request, version);
        })).contains("P8");
    }

    private static OffsetCommitResponseData committed(OffsetCommitRequestData commit) {
        return new OffsetCommitResponseData().setTopics(commit.topics().stream()
                .map(topic -> new OffsetCommitResponseData.OffsetCommitResponseTopic().setName(topic.name()).setPartitions(topic.partitions().stream()
                        .map(one -> new OffsetCommitResponseData.OffsetCommitResponsePartition().setPartitionIndex(one.partitionIndex())).toList()))
                .toList());
    }

    @Test
    void a_cluster_that_serves_nobody_any_more_shows() {
        assertThat(broken((truth, client, broker, request, version) -> counted.incrementAndGet() > SERVED_AT_FIRST ? new CompletableFuture<>()
                : truth.ask(client, broker, request, version))).containsExactly("liveness");
    }
}
