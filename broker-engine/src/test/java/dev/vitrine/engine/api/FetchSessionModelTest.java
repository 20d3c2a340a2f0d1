package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.wire.RecordBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A fetch session (KIP-227) beside the simplest thing that could be one: what the client knows, by partition, in the order in which it is served. */
class FetchSessionModelTest {

    private static final int PARTITIONS = 4;

    /** What can happen to a session. */
    sealed interface Step {

        /** The client asks for a partition, anew or from another place. */
        record Want(int partition, long offset) implements Step {}

        record Forget(int partition) implements Step {}

        /** Something happens in the broker. */
        record Change(int partition, long highWatermark, long logStart, boolean failing) implements Step {}

        /** The client asks. @param epochOff how far its epoch is from the one that is due */
        record Ask(int epochOff) implements Step {}
    }

    /** What a partition is like at the broker. */
    private record State(long highWatermark, long logStart, boolean failing) {

        private static final State NEW = new State(0, 0, false);

        PartitionData answer(int partition) {
            PartitionData data = RecordBytes.empty(new PartitionData().setPartitionIndex(partition));
            return failing
                    ? data.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code()).setHighWatermark(-1).setLogStartOffset(logStart)
                    : data.setHighWatermark(highWatermark).setLogStartOffset(logStart);
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Integer> partition = Arbitraries.integers().between(0, PARTITIONS - 1);
        Arbitrary<Long> offset = Arbitraries.longs().between(0, 3);
        Arbitrary<Step> want = partition.flatMap(p -> offset.map(o -> new Step.Want(p, o)));
        Arbitrary<Step> forget = partition.map(Step.Forget::new);
        Arbitrary<Step> change = partition.flatMap(p -> offset.flatMap(high -> offset.flatMap(start ->
                Arbitraries.of(true, false, false).map(failing -> new Step.Change(p, high, start, failing)))));
        Arbitrary<Step> ask = Arbitraries.of(0, 0, 0, 0, -1, 1, 7).map(Step.Ask::new);
        return Arbitraries.oneOf(want, forget, change, ask, ask).list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 500)
    void a_session_tells_a_client_all_that_it_does_not_know_and_nothing_else(@ForAll("lives") List<Step> life) {
        FetchSession session = new FetchSession(1, false, 0);
        Map<Integer, State> broker = new LinkedHashMap<>();
        Map<Integer, Optional<State>> client = new LinkedHashMap<>(); // what the client was last told, if anything
        Map<Integer, FetchTarget> wanted = new LinkedHashMap<>();
        int due = 1;
        for (Step step : life) {
            switch (step) {
                case Step.Want(int partition, long offset) -> {
                    FetchTarget target = target(partition, offset);
                    session.update(List.of(target), List.of());
                    wanted.put(partition, target);
                    client.putIfAbsent(partition, Optional.empty());
                }
                case Step.Forget(int partition) -> {
                    session.update(List.of(), List.of(target(partition, 0).key()));
                    wanted.remove(partition);
                    client.remove(partition);
                }
                case Step.Change(int partition, long high, long start, boolean failing) -> broker.put(partition, new State(high, start, failing));
                case Step.Ask(int off) -> {
                    assertThat(session.advance(due + off, 0)).as("epoch %s where %s is due", due + off, due).isEqualTo(off == 0);
                    if (off == 0) {
                        due++;
                        assertThat(session.targets()).isEqualTo(List.copyOf(wanted.values()));
                        assertThat(answered(session, broker)).isEqualTo(news(client, broker));
                    }
                }
            }
            assertThat(session.isEmpty()).isEqualTo(wanted.isEmpty());
        }
    }

    private static FetchTarget target(int partition, long offset) {
        return new FetchTarget(Optional.of("t"), Uuid.ZERO_UUID, partition, offset, 1000, -1, -1);
    }

    private static List<Integer> answered(FetchSession session, Map<Integer, State> broker) {
        List<Integer> answered = new ArrayList<>();
        for (FetchTarget target : session.targets()) {
            PartitionData answer = broker.getOrDefault(target.partition(), State.NEW).answer(target.partition());
            if (session.takeNews(target, answer, false)) {
                answered.add(target.partition());
            }
        }
        return answered;
    }

    /** An error is news as long as it lasts, and so is its end; anything else where it is not what the client was last told. */
    private static List<Integer> news(Map<Integer, Optional<State>> client, Map<Integer, State> broker) {
        List<Integer> news = new ArrayList<>();
        client.replaceAll((partition, known) -> {
            State now = broker.getOrDefault(partition, State.NEW);
            if (now.failing() || known.isEmpty() || !known.get().equals(now)) {
                news.add(partition);
            }
            return Optional.of(now);
        });
        return news;
    }

    @Test
    void epochs_count_up_and_begin_again_at_one_after_the_largest() {
        assertThat(FetchSession.following(1)).isEqualTo(2);
        assertThat(FetchSession.following(Integer.MAX_VALUE)).isEqualTo(1);
    }
}
