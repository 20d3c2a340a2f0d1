package dev.vitrine.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.protocol.Errors;

/**
 * Whatever producers and coordinators do, our log answers as Kafka's own does, and knows the same producers, transactions and limits. But for one thing:
 * after a kill, Kafka knows only the last batch of each producer (it takes a snapshot at the end of each segment that it recovers), ours up to five, as
 * before the kill: an older batch that is sent again is a duplicate here, and out of order there.
 */
class TransactionModelTest {

    private static final long KILLED_WHILE_RETRYING = 6996316285345233633L;

    private static final short NO_TRANSACTION_VERSION = 0;
    private static final int SEGMENT_BYTES = 1500;
    private static final int INDEX_INTERVAL = 200;

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void transactions_go_as_in_kafkas_own_log(@ForAll long seed) throws IOException {
        new History(new Random(seed)).run();
    }

    @Example
    void a_batch_before_the_last_one_that_is_sent_again_after_a_kill_is_known_as_a_duplicate_here_alone() throws IOException {
        History history = new History(new Random(KILLED_WHILE_RETRYING));
        history.run();
        assertThat(history.knownHereAlone).isPositive();
    }

    /** One random history, in both logs. */
    private static final class History {

        private final Random random;
        private LogFixture fixture;
        private Log ours;
        private KafkaLog kafkas;
        private Path folder;
        private boolean verifies;
        /** Of each producer: the epoch and the sequence that a well-behaved one would send next. */
        private final Map<Integer, int[]> next = new HashMap<>();
        private final Map<Integer, byte[]> last = new HashMap<>();
        /** Where each batch was written. */
        private final Map<Sent, Long> written = new HashMap<>();
        private long killedAt;
        private int knownHereAlone;

        private record Sent(int producer, int epoch, int sequence, int records) {}

        private History(Random random) {
            this.random = random;
        }

        private void run() throws IOException {
            folder = Files.createTempDirectory("transactions");
            try {
                fixture = new LogFixture();
                fixture.time.advance(System.currentTimeMillis() - fixture.time.millis()); // Kafka's log forgets producers by the real clock
                fixture.config.segmentBytes = SEGMENT_BYTES;
                fixture.config.indexIntervalBytes = INDEX_INTERVAL;
                fixture.config.timestampAfterMaxMs = Long.MAX_VALUE;
                verifies = random.nextBoolean();
                ours = fixture.open();
                ours.configure(new ProducerRules(86_400_000, verifies));
                kafkas = new KafkaLog(folder.resolve("orders-0"), true, SEGMENT_BYTES, INDEX_INTERVAL, verifies);
                for (int step = 0; step < 90; step++) {
                    fixture.time.advance(5);
                    step();
                    compare("after step " + step);
                }
                kafkas.close();
            } finally {
                clear(folder);
            }
        }

        private void step() throws IOException {
            int producer = random.nextInt(3);
            int[] state = next.computeIfAbsent(producer, p -> new int[] {2, 0});
            switch (random.nextInt(12)) {
                case 0 -> reopen();
                case 1 -> append(producer, state[0], state[1] + 3, true);
                case 2 -> append(producer, state[0] - 1, 0, random.nextBoolean());
                case 3 -> again(producer);
                case 4 -> append(producer, state[0], state[1], false);
                case 5 -> {
                    state[0]++;
                    state[1] = 0;
                    append(producer, state[0], 0, true);
                }
                case 6, 7, 8 -> end(producer, state);
                default -> append(producer, state[0], state[1], true);
            }
        }

        private void append(int producer, int epoch, int sequence, boolean transactional) {
            String[] values = random.nextBoolean() ? new String[] {"a"} : new String[] {"a", "b".repeat(random.nextInt(80))};
            ByteBuffer batch = transactional
                    ? fixture.inTransaction(producer, epoch, sequence, values)
                    : fixture.batchOf(producer, epoch, sequence, values);
            byte[] bytes = new byte[batch.remaining()];
            batch.duplicate().get(bytes);
            boolean implicit = random.nextBoolean();
            VerificationGuard guard = VerificationGuard.NONE;
            org.apache.kafka.storage.internals.log.VerificationGuard theirs =
                    org.apache.kafka.storage.internals.log.VerificationGuard.SENTINEL;
            if (verifies && transactional && random.nextInt(8) > 0) {
                Object answer = kafkas.startVerification(producer, (short) epoch, sequence, implicit);
                switch (ours.startVerification(producer, (short) epoch, sequence, implicit)) {
                    case VerificationGuard.Start.Fenced fenced -> assertThat(answer).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
                    case VerificationGuard.Start.Guarded(VerificationGuard got) -> {
                        guard = got;
                        theirs = (org.apache.kafka.storage.internals.log.VerificationGuard) answer;
                    }
                }
            }
            Object answer = answer(ours.append(batch, new AppendContext(0, Origin.CLIENT, (short) 13, guard, NO_TRANSACTION_VERSION)));
            Sent sent = new Sent(producer, epoch, sequence, values.length);
            Object expected = kafkas.append(ByteBuffer.wrap(bytes), theirs);
            if (expected == Errors.OUT_OF_ORDER_SEQUENCE_NUMBER && answer instanceof Long at && at < killedAt) {
                assertThat(at).as("where %s was written", sent).isEqualTo(written.get(sent));
                knownHereAlone++;
                return;
            }
            assertThat(answer).as("batch of %d, epoch %d, sequence %d", producer, epoch, sequence).isEqualTo(expected);
            if (answer instanceof Long at) {
                written.put(sent, at);
                next.put(producer, new int[] {epoch, sequence + values.length});
                last.put(producer, bytes);
            }
        }

        private void again(int producer) {
            if (last.containsKey(producer)) {
                byte[] bytes = last.get(producer);
                Object answer = answer(ours.append(ByteBuffer.wrap(bytes.clone()),
                        new AppendContext(0, Origin.CLIENT, (short) 13, VerificationGuard.NONE, NO_TRANSACTION_VERSION)));
                assertThat(answer).as("the same again").isEqualTo(
                        kafkas.append(ByteBuffer.wrap(bytes.clone()), org.apache.kafka.storage.internals.log.VerificationGuard.SENTINEL));
            }
        }

        private void end(int producer, int[] state) {
            short version = (short) random.nextInt(3);
            int epoch = state[0] + (version == 2 && random.nextInt(4) > 0 ? 1 : 0) - (random.nextInt(10) == 0 ? 1 : 0);
            ByteBuffer marker = fixture.marker(producer, epoch, random.nextBoolean(), 5 - (random.nextInt(8) == 0 ? 1 : 0));
            byte[] bytes = new byte[marker.remaining()];
            marker.duplicate().get(bytes);
            Object answer = answer(LogFixture.end(ours, marker, version));
            assertThat(answer).as("marker of %d, epoch %d, version %d", producer, epoch, version)
                    .isEqualTo(kafkas.end(ByteBuffer.wrap(bytes), version));
            if (answer instanceof Long && epoch > state[0]) {
                next.put(producer, new int[] {epoch, 0});
            }
        }

        /** Both in the same way. */
        private void reopen() throws IOException {
            boolean clean = random.nextBoolean();
            if (clean) {
                kafkas.close();
            } else {
                kafkas.kill();
                killedAt = ours.endOffset();
            }
            ours = clean ? fixture.reopenClean(ours) : fixture.reopenKilled(ours);
            ours.configure(new ProducerRules(86_400_000, verifies));
            kafkas = new KafkaLog(folder.resolve("orders-0"), clean, SEGMENT_BYTES, INDEX_INTERVAL, verifies);
            kafkas.commitAll();
        }

        private static Object answer(AppendResult result) {
            return result instanceof AppendResult.Appended done ? (Object) done.baseOffset() : ((AppendResult.Rejected) result).error();
        }

        private void compare(String when) throws IOException {
            assertThat(ours.endOffset()).as("end " + when).isEqualTo(kafkas.endOffset());
            assertThat(LogFixture.stable(ours)).as("last stable offset " + when).isEqualTo(kafkas.lastStableOffset());
            assertThat(ours.activeProducers().stream().map(Object::toString).sorted().toList()).as("producers " + when)
                    .isEqualTo(kafkas.producers().stream().map(History::ours).map(Object::toString).sorted().toList());
            if (kafkas.lastStableOffset() > 0) {
                long from = random.nextLong(kafkas.lastStableOffset());
                assertThat(told(from)).as("aborted from " + from + " " + when).isEqualTo(kafkas.aborted(from));
            }
        }

        /** What somebody is told who reads from there to the last stable offset, in steps; a little more than concerns it is no harm. */
        private Set<AbortedTransaction> told(long from) {
            Set<AbortedTransaction> told = new HashSet<>();
            long next = from;
            while (next < LogFixture.stable(ours)) {
                ReadResult.Found found = (ReadResult.Found) ours.read(next, 1 + random.nextInt(600), LogFixture.stable(ours), true);
                told.addAll(ours.abortedTransactions(next, found.records()).orElseThrow());
                next = BatchRecords.split(LogFixture.load(found)).getLast().header().nextOffset();
            }
            told.removeIf(aborted -> aborted.firstOffset() >= LogFixture.stable(ours));
            return told;
        }

        private static Log.ActiveProducer ours(ProducerState theirs) {
            return new Log.ActiveProducer(theirs.producerId(), (short) theirs.producerEpoch(), theirs.lastSequence(), theirs.lastTimestamp(),
                    theirs.coordinatorEpoch(), theirs.currentTxnStartOffset());
        }

        private static void clear(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.delete(path);
                }
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        }
    }
}
