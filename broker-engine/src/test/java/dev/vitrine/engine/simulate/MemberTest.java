package dev.vitrine.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.Assignment;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.TopicPartitions;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.Test;

/** How long a member may believe that a partition is its own: the coordinator counts its rebalance timeout from when it decides, not from when that is heard. */
class MemberTest {

    private static final TopicPartition KEPT = new TopicPartition("work", 0);
    private static final long REBALANCE_MS = 10_000;

    private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    private final Ledger ledger = new Ledger(time::millis);
    private final Owners owners = new Owners(ledger, time::millis);
    private final Coordinating coordinating = new Coordinating();

    private record Beat(long sentAt, CompletableFuture<Optional<ApiMessage>> answer) {}

    /** A broker that answers heartbeats when the test does; what members commit and ask for otherwise is never answered. */
    private final class Coordinating implements Street {

        private final Deque<Beat> beats = new ArrayDeque<>();

        @Override
        public List<Integer> brokers() {
            return List.of(1);
        }

        @Override
        public CompletionStage<Optional<ApiMessage>> ask(String client, int broker, ApiMessage request, short version) {
            CompletableFuture<Optional<ApiMessage>> answer = new CompletableFuture<>();
            switch (request) {
                case MetadataRequestData metadata -> answer.complete(Optional.of(new MetadataResponseData()));
                case FindCoordinatorRequestData find -> answer.complete(Optional.of(
                        new FindCoordinatorResponseData().setCoordinators(List.of(new Coordinator().setNodeId(1)))));
                case ConsumerGroupHeartbeatRequestData beat -> beats.add(new Beat(time.millis(), answer));
                default -> { }
            }
            return answer;
        }
    }

    private Beat beat() {
        while (coordinating.beats.isEmpty()) {
            assertThat(time.runNext()).isTrue();
        }
        return coordinating.beats.poll();
    }

    private static void answer(Beat beat, Integer... partitions) {
        beat.answer().complete(Optional.of(new ConsumerGroupHeartbeatResponseData().setMemberEpoch(1).setAssignment(new Assignment()
                .setTopicPartitions(List.of(new TopicPartitions().setTopicId(new Uuid(1, 1)).setPartitions(List.of(partitions)))))));
    }

    private void begin() {
        new Member("m", new Client.Place(coordinating, time, new Random(1), ledger, List.of(KEPT.topic()), Story.UNTOLD), "team", KEPT.topic(), owners).begin();
        answer(beat(), 0, 1);
    }

    private boolean mayBeGivenToAnotherAt(long millis) {
        time.advance(millis - time.millis());
        owners.take(KEPT, "another", () -> Long.MAX_VALUE);
        return ledger.violations().isEmpty();
    }

    @Test
    void who_hears_late_that_it_has_to_give_something_up_counts_from_when_it_asked() {
        begin();
        Beat asked = beat();
        time.advance(4_000);
        answer(asked, 0);
        assertThat(mayBeGivenToAnotherAt(asked.sentAt() + REBALANCE_MS)).isTrue();
    }

    @Test
    void who_was_not_answered_at_first_counts_from_its_first_question() {
        begin();
        Beat first = beat();
        time.advance(5_000);
        first.answer().complete(Optional.empty());
        answer(beat(), 0);
        assertThat(mayBeGivenToAnotherAt(first.sentAt() + REBALANCE_MS)).isTrue();
    }

    @Test
    void who_has_nothing_to_give_up_has_its_partitions_for_as_long_as_giving_up_may_take() {
        begin();
        Beat asked = beat();
        answer(asked, 0, 1);
        assertThat(mayBeGivenToAnotherAt(asked.sentAt() + REBALANCE_MS - 1)).isFalse();
    }
}
