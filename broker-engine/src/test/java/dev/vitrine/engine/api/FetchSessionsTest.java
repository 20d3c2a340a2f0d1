package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class FetchSessionsTest {

    private final VirtualTime time = new VirtualTime(1_000);
    private final FetchSessions sessions = new FetchSessions(2, time, new Random(1));

    private static FetchTarget target(int partition, long offset) {
        return new FetchTarget(Optional.of("t"), Uuid.ZERO_UUID, partition, offset, 1000, -1, -1);
    }

    private static PartitionData quiet(int partition, long highWatermark) {
        return RecordBytes.empty(new PartitionData().setPartitionIndex(partition).setHighWatermark(highWatermark).setLogStartOffset(0));
    }

    @Test
    void epochs_follow_each_other_and_wrap_to_one() {
        FetchSession session = sessions.create(false).orElseThrow();
        assertThat(session.advance(2, 0)).as("an epoch out of turn").isFalse();
        assertThat(session.advance(1, 0)).isTrue();
        assertThat(session.advance(1, 0)).as("the same epoch again").isFalse();
        assertThat(session.advance(2, 0)).isTrue();
    }

    @Test
    void a_partition_is_answered_again_only_when_something_is_new() {
        FetchSession session = sessions.create(false).orElseThrow();
        session.update(List.of(target(0, 5)), List.of());
        assertThat(session.takeNews(target(0, 5), quiet(0, 5), true)).as("the first, full answer").isTrue();
        assertThat(session.takeNews(target(0, 5), quiet(0, 5), false)).as("nothing new").isFalse();
        assertThat(session.takeNews(target(0, 5), quiet(0, 6), false)).as("a new high watermark").isTrue();
        assertThat(session.takeNews(target(0, 5), quiet(0, 6).setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code()), false))
                .as("an error").isTrue();
        assertThat(session.takeNews(target(0, 5), quiet(0, 6).setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code()), false))
                .as("an error is repeated as long as it lasts").isTrue();
        assertThat(session.takeNews(target(0, 5), quiet(0, 6), false)).as("the error is over").isTrue();
        assertThat(session.takeNews(target(0, 5), quiet(0, 6), false)).isFalse();
    }

    @Test
    void a_forgotten_partition_is_read_no_more() {
        FetchSession session = sessions.create(false).orElseThrow();
        session.update(List.of(target(0, 5), target(1, 6)), List.of());
        session.update(List.of(target(1, 7)), List.of(target(0, 0).key()));
        assertThat(session.targets()).containsExactly(target(1, 7));
    }

    @Test
    void when_all_slots_are_taken_the_newcomer_goes_without_until_one_has_been_idle_for_two_minutes() {
        FetchSession first = sessions.create(false).orElseThrow();
        sessions.create(false).orElseThrow();
        assertThat(sessions.create(false)).isEmpty();
        time.advance(120_001);
        sessions.find(first.id()).orElseThrow().advance(1, time.millis());
        assertThat(sessions.create(false)).as("takes the place of the idle one").isPresent();
        assertThat(sessions.find(first.id())).as("the one in use stays").isPresent();
    }
}
