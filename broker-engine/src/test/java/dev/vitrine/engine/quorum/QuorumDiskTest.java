package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Disks that refuse: whoever can't write decides nothing and promises nothing, and is there again when it can. */
class QuorumDiskTest {

    private final QuorumBench bench = QuorumBench.of(3).startAll();

    @Test
    void a_leader_whose_disk_is_full_gives_way_to_one_that_can_write() {
        Node former = bench.elected();
        former.write("orders");
        bench.advance(1_000);
        former.seen.spaceLeft(0);

        assertThat(former.write("lost")).isEqualTo(new Appended.Refused(Errors.KAFKA_STORAGE_ERROR));
        bench.await("another leads", 10_000, () -> bench.leader().filter(node -> node != former && node.leading).isPresent());
        Node next = bench.leader().orElseThrow();
        next.write("payments");
        bench.await("it is decided", 5_000, () -> next.words.said().contains("payments"));

        former.seen.spaceLeft(Long.MAX_VALUE);
        bench.await("the former one has it, too", 10_000, () -> former.words.said().size() == 2);
        assertThat(former.words.said()).containsExactly("orders", "payments");
    }

    @Test
    void a_replica_that_cannot_note_its_vote_says_nothing_until_it_can() {
        Node leader = bench.elected();
        Node silent = bench.nodes.values().stream().filter(node -> node != leader).findFirst().orElseThrow();
        bench.advance(1_000);
        silent.seen.spaceLeft(0);
        leader.kill();

        bench.advance(20_000);
        assertThat(bench.leader().filter(node -> node.leading)).as("two of three must agree, and one can't").isEmpty();
        assertThat(bench.events).anyMatch(event -> event instanceof Event.StorageFailed);

        silent.seen.spaceLeft(Long.MAX_VALUE);
        bench.elected().write("orders");
        bench.await("it is decided", 5_000, () -> silent.words.said().contains("orders"));
    }
}
