package dev.vitrine.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.ModelProperties;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import dev.vitrine.engine.txn.TransactionHarness.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Producers of two transactional ids, in the older protocol and the newer, that take over from each other, write, end, ask again, come late and
 * fall silent in any order, under a coordinator that is restarted and partitions that answer when they like, or not. Whatever happens: no
 * transaction is both committed and aborted, one that is told to be committed is, epochs go up only, who was fenced once never gets in again,
 * every end that was decided comes to its end, and the log alone makes the same state.
 */
class TransactionModelTest extends ModelProperties {

    private static final List<String> IDS = List.of("one", "two");
    private static final int STEPS = 250;
    private static final int PARTITIONS = 4;

    @Override
    protected Run run(long seed, boolean restarts) {
        return new Play(seed, restarts);
    }

    @Example
    void runs_get_somewhere_transactions_are_committed_and_aborted_producers_fenced_and_ids_exhausted() {
        int committed = 0;
        int aborted = 0;
        int rotated = 0;
        for (long seed = 0; seed < 20; seed++) {
            Play run = new Play(seed, true);
            run.play();
            committed += run.count(TransactionState.COMPLETE_COMMIT);
            aborted += run.count(TransactionState.COMPLETE_ABORT);
            rotated += run.producerIds() > IDS.size() ? 1 : 0;
        }
        assertThat(committed).isGreaterThan(50);
        assertThat(aborted).isGreaterThan(50);
        assertThat(rotated).isGreaterThan(3);
    }

    /** Somebody who writes under a transactional id, or thinks so. */
    private static final class Actor {

        private final String id;
        private final TransactionVersion version;
        private Producer producer;
        private boolean fenced;

        private Actor(String id, TransactionVersion version, Producer producer) {
            this.id = id;
            this.version = version;
            this.producer = producer;
        }
    }

    /** One transaction, as the log tells of it: by the record that began it. */
    private record Begun(String id, int at) {}

    private static final class Play implements Run {

        private final Random random;
        private final boolean restarts;
        private final TransactionHarness harness = new TransactionHarness();
        private final List<Actor> actors = new ArrayList<>();
        private final Map<Begun, Boolean> promised = new HashMap<>();

        private Play(long seed, boolean restarts) {
            this.random = new Random(seed);
            this.restarts = restarts;
            this.harness.finalized = random.nextInt(4) == 0 ? TransactionVersion.TV_1 : TransactionVersion.TV_2;
        }

        @Override
        public Object log() {
            return harness.log;
        }

        @Override
        public void play() {
            for (int step = 0; step < STEPS; step++) {
                act();
                check();
            }
            everythingComesToItsEnd();
        }

        private void act() {
            switch (random.nextInt(restarts ? 14 : 13)) {
                case 0 -> take();
                case 1, 2, 3, 4 -> add();
                case 5, 6, 7, 8 -> end();
                case 9, 10 -> partitionsAnswer();
                case 11 -> harness.advance(random.nextInt(20) == 0 ? 80_000 : random.nextInt(2_000));
                case 12 -> recover();
                default -> harness.reload();
            }
        }

        private Actor someone() {
            if (actors.isEmpty()) {
                take();
            }
            return actors.get(Math.max(0, actors.size() - 1 - random.nextInt(3)) % actors.size());
        }

        private void take() {
            String id = IDS.get(random.nextInt(IDS.size()));
            Producer producer = harness.init(id);
            if (producer.error() == Errors.NONE) {
                actors.stream().filter(other -> other.id.equals(id)).forEach(other -> other.fenced = true);
                boolean newer = harness.finalized == TransactionVersion.TV_2 && random.nextBoolean();
                actors.add(new Actor(id, newer ? TransactionVersion.TV_2 : TransactionVersion.TV_0, producer));
                if (random.nextInt(6) == 0) {
                    almostExhaust(id);
                }
            } else {
                assertThat(producer.error()).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
            }
        }

        /** Many transactions later. */
        private void almostExhaust(String id) {
            Actor last = actors.get(actors.size() - 1);
            TransactionMetadata now = harness.metadata(id);
            short epoch = (short) Math.max(now.producer().epoch(), Short.MAX_VALUE - 1 - random.nextInt(3));
            ProducerIdentity late = new ProducerIdentity(now.producer().id(), now.producer().id(), -1, epoch, (short) -1);
            harness.run((shard, at) -> new dev.vitrine.engine.coordinator.Outcome<>(List.of(new TransactionRecord(id, Optional.of(
                    new TransactionMetadata(late, now.timeoutMs(), TransactionState.EMPTY, Set.of(), -1, at, now.clientVersion())))), List.of()));
            last.producer = new Producer(Errors.NONE, now.producer().id(), epoch);
        }

        private void recover() {
            Actor actor = someone();
            Producer next = harness.init(actor.id, actor.producer);
            if (next.error() == Errors.NONE) {
                assertThat(actor.fenced).as("a fenced producer went on").isFalse();
                actors.stream().filter(other -> other != actor && other.id.equals(actor.id)).forEach(other -> other.fenced = true);
                actor.producer = next;
            }
        }

        private void add() {
            Actor actor = someone();
            Errors error = harness.add(actor.id, actor.producer, actor.version, new TopicPartition("t", random.nextInt(PARTITIONS)));
            assertThat(error == Errors.NONE && actor.fenced).as("a fenced producer wrote").isFalse();
        }

        private void end() {
            Actor actor = someone();
            boolean commit = random.nextInt(3) > 0;
            Optional<Begun> open = open(actor.id);
            Producer next = harness.end(actor.id, actor.producer, commit, actor.version);
            if (next.error() != Errors.NONE) {
                return;
            }
            boolean ended = open.isPresent() && !open.equals(open(actor.id));
            assertThat(ended && actor.fenced).as("a fenced producer ended a transaction").isFalse();
            if (ended) {
                promised.put(open.get(), commit);
            }
            if (actor.version == TransactionVersion.TV_2 && random.nextInt(4) > 0) { // else the answer was lost, and it asks again
                actor.producer = new Producer(Errors.NONE, next.id(), next.epoch());
            }
        }

        private void partitionsAnswer() {
            List<Sent> waiting = new ArrayList<>(harness.sent);
            for (Sent marker : waiting) {
                if (random.nextBoolean()) {
                    harness.sent.remove(marker);
                    Map<TopicPartition, Errors> answers = new LinkedHashMap<>();
                    marker.marker().partitions().forEach(partition -> answers.put(
                            partition, random.nextInt(3) == 0 ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.NONE));
                    harness.answer(marker, answers);
                }
            }
        }

        /** The transaction that is open by the log. */
        private Optional<Begun> open(String id) {
            Begun begun = null;
            for (int at = 0; at < harness.log.size(); at++) {
                TransactionRecord record = harness.log.get(at);
                if (record.transactionalId().equals(id)) {
                    boolean ongoing = record.value().map(value -> value.state() == TransactionState.ONGOING).orElse(false);
                    begun = !ongoing ? null : begun == null ? new Begun(id, at) : begun;
                }
            }
            return Optional.ofNullable(begun);
        }

        private void check() {
            IDS.forEach(this::check);
        }

        private void check(String id) {
            TransactionMetadata before = null;
            Begun begun = null;
            for (int at = 0; at < harness.log.size(); at++) {
                TransactionRecord record = harness.log.get(at);
                if (!record.transactionalId().equals(id) || record.value().isEmpty()) {
                    before = record.transactionalId().equals(id) ? null : before;
                    continue;
                }
                TransactionMetadata now = record.value().get();
                if (before != null) {
                    follows(before, now);
                }
                begun = now.state() == TransactionState.ONGOING && begun == null ? new Begun(id, at) : begun;
                if (now.isEnding() && begun != null) {
                    Boolean told = promised.get(begun);
                    assertThat(told == null || told == (now.state() == TransactionState.PREPARE_COMMIT)).as("what %s was told", id).isTrue();
                    begun = null;
                }
                before = now;
            }
        }

        private static void follows(TransactionMetadata before, TransactionMetadata now) {
            boolean sameId = now.producer().id() == before.producer().id();
            assertThat(sameId ? now.producer().epoch() >= before.producer().epoch() : now.producer().id() > before.producer().id())
                    .as("%s after %s", now, before).isTrue();
            boolean legal = switch (now.state()) {
                case EMPTY, ONGOING -> !before.isEnding() && (now.state() == TransactionState.ONGOING || before.state() != TransactionState.ONGOING);
                case PREPARE_COMMIT -> before.state() == TransactionState.ONGOING;
                case PREPARE_ABORT -> !before.isEnding();
                case COMPLETE_COMMIT -> before.state() == TransactionState.PREPARE_COMMIT;
                case COMPLETE_ABORT -> before.state() == TransactionState.PREPARE_ABORT;
                case DEAD, PREPARE_EPOCH_FENCE -> false;
            };
            assertThat(legal).as("%s after %s", now.state(), before.state()).isTrue();
        }

        /** Everybody falls silent, the partitions answer again: nothing is left open or half done, and a restart finds the same. */
        private void everythingComesToItsEnd() {
            harness.advance(80_000);
            for (int i = 0; i < 10; i++) {
                harness.settle();
                harness.advance(2_000);
            }
            Map<String, TransactionMetadata> live = states();
            live.forEach((id, metadata) -> assertThat(metadata.isEnding() || metadata.state() == TransactionState.ONGOING).as("%s", metadata).isFalse());
            check();
            harness.reload();
            assertThat(withoutMemory(states())).isEqualTo(withoutMemory(live));
        }

        private Map<String, TransactionMetadata> states() {
            Map<String, TransactionMetadata> states = new LinkedHashMap<>();
            harness.shard().transactions().forEach((id, transaction) -> states.put(id, transaction.metadata()));
            return states;
        }

        /** Kafka's records don't keep which epoch may ask again. */
        private static Map<String, String> withoutMemory(Map<String, TransactionMetadata> states) {
            Map<String, String> texts = new LinkedHashMap<>();
            states.forEach((id, state) -> texts.put(id, state.toString().replaceAll("lastEpoch=-?\\d+", "")));
            return texts;
        }

        private int count(TransactionState state) {
            return (int) harness.log.stream().filter(record -> record.value().map(value -> value.state() == state).orElse(false)).count();
        }

        private int producerIds() {
            return (int) harness.log.stream().flatMap(record -> record.value().stream()).map(value -> value.producer().id()).distinct().count();
        }
    }
}
