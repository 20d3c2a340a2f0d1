package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.Command;
import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.HarnessTimers;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.replica.TransactionGate.Question;
import dev.vitrine.engine.replica.TransactionMarker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A shard without threads: records are replayed at once and kept, timers fire when time is moved on, markers are written when the test says so. */
final class TransactionHarness implements Errands {

    static final long START = 1_000_000;
    static final String ID = "payments";
    static final TopicPartition A = new TopicPartition("a", 0);
    static final TopicPartition B = new TopicPartition("b", 1);

    final List<TransactionRecord> log = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    private final HarnessTimers<TransactionShard, TransactionRecord> timers = new HarnessTimers<>(START);
    private final Map<ReplyTo<?>, Object> answers = new IdentityHashMap<>();
    private final TransactionConfig config;
    private final Map<TopicPartition, Boolean> deleted = new HashMap<>();
    TransactionVersion finalized = TransactionVersion.TV_2;
    int coordinatorEpoch = 5;
    private TransactionShard shard;
    private long nextProducerId = 100;

    TransactionHarness() {
        this(TransactionConfig.defaults());
    }

    TransactionHarness(TransactionConfig config) {
        this.config = config;
        load();
    }

    /** A marker on its way. */
    record Sent(String transactionalId, Ending ending, TransactionMarker marker) {}

    /** What a client holds. */
    record Producer(Errors error, long id, short epoch) {}

    // ---- clients

    Producer init(String id) {
        return init(new InitProducerId.Asked(id, 60_000, Optional.empty()));
    }

    Producer init(String id, Producer had) {
        return init(new InitProducerId.Asked(id, 60_000, Optional.of(new InitProducerId.Expected(had.id(), had.epoch()))));
    }

    Producer init(InitProducerId.Asked asked) {
        InitProducerIdResponseData answer = attempt(fresh -> reply -> new InitProducerId(asked, fresh, reply));
        return new Producer(Errors.forCode(answer.errorCode()), answer.producerId(), answer.producerEpoch());
    }

    Errors add(Producer producer, TransactionVersion version, TopicPartition... partitions) {
        return add(ID, producer, version, partitions);
    }

    Errors add(String id, Producer producer, TransactionVersion version, TopicPartition... partitions) {
        return ask(reply -> new AddPartitions(new Question(id, producer.id(), producer.epoch(), List.of(partitions)), version, reply));
    }

    Map<TopicPartition, Errors> verify(Producer producer, TopicPartition... partitions) {
        return new VerifyPartitions(new Question(ID, producer.id(), producer.epoch(), List.of(partitions))).from(shard);
    }

    Producer commit(Producer producer, TransactionVersion version) {
        return end(ID, producer, true, version);
    }

    Producer abort(Producer producer, TransactionVersion version) {
        return end(ID, producer, false, version);
    }

    Producer end(String id, Producer producer, boolean commit, TransactionVersion version) {
        EndTransaction.Asked asked = new EndTransaction.Asked(id, producer.id(), producer.epoch(), commit, version);
        EndTxnResponseData answer = attempt(fresh -> reply -> new EndTransaction(asked, fresh, reply));
        return new Producer(Errors.forCode(answer.errorCode()), answer.producerId(), answer.producerEpoch());
    }

    private <T> T attempt(Function<OptionalLong, Function<ReplyTo<Attempt<T>>, Operation>> request) {
        Attempt<T> first = ask(request.apply(OptionalLong.empty()));
        Attempt<T> last = first instanceof Attempt.NeedsProducerId<T> ? ask(request.apply(OptionalLong.of(nextProducerId++))) : first;
        if (last instanceof Attempt.Answered<T>(T answer)) {
            return answer;
        }
        throw new AssertionError("it had a producer id and asks for one");
    }

    // ---- the shard

    @SuppressWarnings("unchecked")
    private <T> T ask(Function<ReplyTo<T>, Operation> request) {
        ReplyTo<T> to = new ReplyTo<>(error -> null);
        run(request.apply(to));
        if (!answers.containsKey(to)) {
            throw new AssertionError("not answered");
        }
        return (T) answers.remove(to);
    }

    void run(Command<TransactionShard, TransactionRecord> command) {
        follow(command.run(shard, now()));
    }

    private void follow(Outcome<TransactionShard, TransactionRecord> outcome) {
        outcome.records().forEach(shard::replay);
        log.addAll(outcome.records());
        for (Effect<TransactionShard, TransactionRecord> effect : outcome.effects()) {
            switch (effect) {
                case Effect.Answer<TransactionShard, TransactionRecord, ?> answer -> answers.put(answer.to(), answer.reply());
                case Effect.Publish<TransactionShard, TransactionRecord> publish -> events.add(publish.event());
                case Effect.Act<TransactionShard, TransactionRecord> act -> act.action().run();
                case Effect.StartTimer<TransactionShard, TransactionRecord> timer -> timers.start(timer);
                case Effect.StopTimer<TransactionShard, TransactionRecord> timer -> timers.stop(timer.key());
            }
        }
    }

    @Override
    public void writeMarkers(String transactionalId, Ending ending, TransactionMarker marker) {
        sent.add(new Sent(transactionalId, ending, marker));
    }

    @Override
    public void findProducerIdToAbort(String transactionalId, ProducerIdentity producer) {
        run(new AbortTimedOut(Optional.of(new AbortTimedOut.Only(transactionalId, producer)), OptionalLong.of(nextProducerId++)));
    }

    /** Every partition that was asked answers so; what that leads to is left waiting. */
    void answerMarkers(Errors error) {
        List<Sent> now = List.copyOf(sent);
        sent.clear();
        now.forEach(marker -> answer(marker, error));
    }

    void answer(Sent marker, Errors error) {
        Map<TopicPartition, Errors> each = new LinkedHashMap<>();
        marker.marker().partitions().forEach(partition -> each.put(partition, error));
        answer(marker, each);
    }

    void answer(Sent marker, Map<TopicPartition, Errors> errors) {
        this.<Errors>ask(reply -> new MarkersWritten(marker.transactionalId(), marker.ending(), errors, name -> !deleted.containsKey(name), reply));
    }

    /** All partitions write all markers. */
    void settle() {
        answerMarkers(Errors.NONE);
    }

    void delete(TopicPartition partition) {
        deleted.put(partition, true);
    }

    void advance(long ms) {
        timers.advance(ms, this::run);
    }

    /** The broker is killed and started again: what was on its way is lost, the log is read. */
    void reload() {
        timers.stopAll();
        sent.clear();
        coordinatorEpoch++;
        load();
    }

    private void load() {
        shard = new TransactionShard(config, this, () -> finalized, () -> coordinatorEpoch);
        TransactionRecordCodec codec = new TransactionRecordCodec(() -> finalized);
        for (TransactionRecord record : log) {
            var bytes = codec.encode(record);
            ByteBuffer value = bytes.value() == null ? null : ByteBuffer.wrap(bytes.value());
            codec.decode(ByteBuffer.wrap(bytes.key()), value).ifPresent(shard::replay);
        }
        follow(shard.loaded(now()));
    }

    TransactionShard shard() {
        return shard;
    }

    TransactionMetadata metadata() {
        return metadata(ID);
    }

    TransactionMetadata metadata(String id) {
        return shard.find(id).orElseThrow(() -> new AssertionError("no " + id)).metadata();
    }

    /** Writes what a coordinator of long standing would hold. */
    void write(TransactionMetadata metadata) {
        run((current, at) -> new Outcome<>(List.of(new TransactionRecord(ID, Optional.of(metadata))), List.of()));
    }

    long now() {
        return timers.now();
    }

    <E extends Event> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
