package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.LogOptions;
import dev.vitrine.engine.log.ProducerRules;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.replica.TransactionAdmission.Admitted;
import dev.vitrine.engine.replica.TransactionAdmission.Entry;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.Codec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** With a coordinator that answers what it is told to. */
class TransactionAdmissionTest {

    private static final TopicPartition NAME = new TopicPartition("orders", 0);
    private static final long PRODUCER = 9;

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final Events events = new Events(64, time::millis);
    private final Partition partition = partition();
    private final Deque<Errors> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final TransactionGate gate = new TransactionGate() {
        @Override
        public void verify(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
            answer("verify", question, answer);
        }

        @Override
        public void add(Question question, Consumer<Map<TopicPartition, Errors>> answer) {
            answer("add", question, answer);
        }
    };
    private boolean verifies = true;
    private final TransactionAdmission admission = new TransactionAdmission(
            name -> Optional.of(partition).filter(p -> p.name().equals(name)), gate, () -> verifies,
            new TransactionAdmission.Patience(100, 20, time, time));

    private void answer(String how, TransactionGate.Question question, Consumer<Map<TopicPartition, Errors>> answer) {
        asked.add(how + " " + question.transactionalId() + " " + question.producerId() + "/" + question.producerEpoch());
        Map<TopicPartition, Errors> errors = new HashMap<>();
        Errors error = answers.isEmpty() ? Errors.NONE : answers.poll();
        question.partitions().forEach(asked -> errors.put(asked, error));
        answer.accept(errors);
    }

    private Partition partition() {
        LogConfig config = new LogConfig(1 << 20, Long.MAX_VALUE, 0, 1 << 20, 4096, -1, -1, true, false, 1 << 20, false, Long.MAX_VALUE,
                Long.MAX_VALUE, "producer", Long.MAX_VALUE, Long.MAX_VALUE, 60_000, 1, CompactionConfig.DEFAULT);
        Log log = Log.open(new LogOptions(Path.of("/data/orders-0"), NAME, new Uuid(1, 2), config, true, 0, 0, 86_400_000,
                new MemoryDisk(time::millis), time, time, events));
        log.configure(new ProducerRules(86_400_000, true));
        return SoleReplica.of(NAME, log, new Mailbox("orders-0", Runnable::run), time, events);
    }

    private Entry entry(TransactionSupport support, int epoch, int sequence) {
        return new Entry("tx", PRODUCER, (short) epoch, Map.of(NAME, sequence), support);
    }

    private Admitted admit(TransactionSupport support, int epoch, int sequence) {
        return now(admission.admit(entry(support, epoch, sequence)).toCompletableFuture());
    }

    private static Admitted now(CompletableFuture<Admitted> admitted) {
        assertThat(admitted).isDone();
        return admitted.join();
    }

    private AppendResult append(int epoch, int sequence, VerificationGuard guard) {
        ByteBuffer batch = new BatchBuilder(Codec.NONE, 0).producer(PRODUCER, (short) epoch, sequence).transactional()
                .add(time.millis(), null, new byte[] {1}).build();
        return partition.append(batch, (short) 12, guard, Acks.LEADER).toCompletableFuture().join();
    }

    private Errors end(int epoch, boolean commit, int version) {
        Map<TopicPartition, Errors> result = new HashMap<>();
        new LocalMarkers(name -> Optional.of(partition), Map.of(), time).write(
                new TransactionMarker(PRODUCER, (short) epoch, 0, commit, (short) version, List.of(NAME)), result::putAll);
        return result.get(NAME);
    }

    @Test
    void the_first_batch_is_asked_about_and_those_that_follow_it_are_not() {
        Admitted first = admit(TransactionSupport.BASIC, 0, 0);
        assertThat(append(0, 0, first.guard(NAME))).isInstanceOf(AppendResult.Appended.class);
        Admitted second = admit(TransactionSupport.BASIC, 0, 1);
        assertThat(append(0, 1, second.guard(NAME))).isInstanceOf(AppendResult.Appended.class);
        assertThat(asked).containsExactly("verify tx 9/0");
    }

    @Test
    void who_can_adds_its_partitions_by_writing_to_them() {
        Admitted first = admit(TransactionSupport.IMPLICIT_ADD, 0, 0);
        assertThat(append(0, 0, first.guard(NAME))).isInstanceOf(AppendResult.Appended.class);
        assertThat(end(1, true, 2)).isEqualTo(Errors.NONE);
        Admitted next = admit(TransactionSupport.IMPLICIT_ADD, 1, 0);
        assertThat(append(1, 0, next.guard(NAME))).isInstanceOf(AppendResult.Appended.class);
        assertThat(asked).containsExactly("add tx 9/0", "add tx 9/1");
        assertThat(events.after(0, 64).events()).extracting(observed -> observed.event())
                .contains(new Event.TransactionEnded(NAME, PRODUCER, (short) 1, true, 1, 0));
    }

    @Test
    void a_batch_that_is_refused_or_that_nobody_asked_about_is_not_appended() {
        answers.add(Errors.INVALID_PRODUCER_ID_MAPPING);
        Admitted refused = admit(TransactionSupport.BASIC, 0, 0);
        assertThat(refused.refused()).containsEntry(NAME, Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(((AppendResult.Rejected) append(0, 0, VerificationGuard.NONE)).error()).isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void an_abort_between_word_and_append_undoes_the_word() {
        Admitted admitted = admit(TransactionSupport.BASIC, 0, 0);
        assertThat(end(0, false, 0)).isEqualTo(Errors.NONE);
        assertThat(((AppendResult.Rejected) append(0, 0, admitted.guard(NAME))).error()).isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void errors_are_told_in_words_that_the_clients_version_knows() {
        answers.add(Errors.TRANSACTION_ABORTABLE);
        assertThat(admit(TransactionSupport.BASIC, 0, 0).refused()).containsEntry(NAME, Errors.INVALID_TXN_STATE);
        answers.add(Errors.TRANSACTION_ABORTABLE);
        assertThat(admit(TransactionSupport.ABORTABLE_ERRORS, 0, 0).refused()).containsEntry(NAME, Errors.TRANSACTION_ABORTABLE);
        answers.add(Errors.PRODUCER_FENCED);
        assertThat(admit(TransactionSupport.IMPLICIT_ADD, 0, 0).refused()).containsEntry(NAME, Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void a_producer_that_is_known_here_with_a_newer_epoch_is_fenced_without_asking() {
        append(3, 0, admit(TransactionSupport.BASIC, 3, 0).guard(NAME));
        assertThat(admit(TransactionSupport.BASIC, 2, 0).refused()).containsEntry(NAME, Errors.INVALID_PRODUCER_EPOCH);
        assertThat(asked).hasSize(1);
    }

    @Test
    void while_the_last_transaction_is_being_ended_the_next_waits_a_little() {
        answers.addAll(List.of(Errors.CONCURRENT_TRANSACTIONS, Errors.CONCURRENT_TRANSACTIONS));
        CompletableFuture<Admitted> admitted = admission.admitPatiently(entry(TransactionSupport.IMPLICIT_ADD, 1, 0)).toCompletableFuture();
        assertThat(admitted).isNotDone();
        time.advance(20);
        assertThat(admitted).isNotDone();
        time.advance(20);
        assertThat(now(admitted).refused()).isEmpty();
        assertThat(asked).hasSize(3);
    }

    @Test
    void and_no_longer_than_it_may() {
        for (int i = 0; i < 20; i++) {
            answers.add(Errors.CONCURRENT_TRANSACTIONS);
        }
        CompletableFuture<Admitted> admitted = admission.admitPatiently(entry(TransactionSupport.IMPLICIT_ADD, 1, 0)).toCompletableFuture();
        time.advance(200);
        assertThat(now(admitted).refused()).containsEntry(NAME, Errors.CONCURRENT_TRANSACTIONS);
        assertThat(asked).hasSize(6);
    }

    @Test
    void without_verification_older_clients_are_not_asked_about() {
        verifies = false;
        partition.log().configure(new ProducerRules(86_400_000, false));
        assertThat(append(0, 0, admit(TransactionSupport.BASIC, 0, 0).guard(NAME))).isInstanceOf(AppendResult.Appended.class);
        assertThat(asked).isEmpty();
        admit(TransactionSupport.IMPLICIT_ADD, 1, 0);
        assertThat(asked).hasSize(1);
    }
}
