package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.time.VirtualTime;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Producers of acks=all that wait. */
class ParkedProducesTest {

    private final VirtualTime time = new VirtualTime(0);
    private final ParkedProduces produces = new ParkedProduces(time, time.executor());

    private CompletionStage<AppendResult> park(long first, long last) {
        return produces.park(new Appended(first, last, -1, 0, (int) (last - first + 1), 100, false), 1_000);
    }

    private static Errors error(CompletionStage<AppendResult> answer) {
        return answer.toCompletableFuture().join() instanceof Rejected rejected ? rejected.error() : Errors.NONE;
    }

    @Test
    void each_is_answered_when_its_last_record_is_committed() {
        var one = park(0, 4);
        var other = park(5, 9);
        produces.committed(5, () -> true);
        assertThat(error(one)).isEqualTo(Errors.NONE);
        assertThat(other.toCompletableFuture()).isNotDone();
        produces.committed(9, () -> true);
        assertThat(other.toCompletableFuture()).isNotDone();
        produces.committed(10, () -> true);
        assertThat(error(other)).isEqualTo(Errors.NONE);
    }

    @Test
    void what_is_committed_by_fewer_than_min_insync_was_appended_all_the_same_and_its_producer_is_told_so() {
        var answer = park(0, 4);
        produces.committed(5, () -> false);
        assertThat(error(answer)).isEqualTo(Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND);
    }

    @Test
    void whoever_waits_too_long_is_told_so_and_hears_nothing_more() {
        var answer = park(0, 4);
        time.advance(1_000);
        assertThat(error(answer)).isEqualTo(Errors.REQUEST_TIMED_OUT);
        produces.committed(5, () -> true);
        assertThat(error(answer)).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void all_are_sent_elsewhere_when_leadership_is_lost() {
        var answer = park(0, 4);
        produces.refuseAll(new Rejected(Errors.NOT_LEADER_OR_FOLLOWER, "another leads"));
        assertThat(error(answer)).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
    }
}
