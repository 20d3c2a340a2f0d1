package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.controller.ProducerIds.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ProducerIdsTest {

    private final Deque<CompletableFuture<Block>> asked = new ArrayDeque<>();
    private final ProducerIds ids = new ProducerIds(() -> {
        CompletableFuture<Block> block = new CompletableFuture<>();
        asked.add(block);
        return block;
    });

    @Test
    void blocks_of_a_thousand_follow_each_other_in_the_log() {
        ClusterFixture cluster = ClusterFixture.ofOne();

        assertThat(block(cluster)).isEqualTo(new Block(0, 1000));
        assertThat(block(cluster)).isEqualTo(new Block(1000, 2000));
    }

    private static Block block(ClusterFixture cluster) {
        long epoch = cluster.image().broker(1).orElseThrow().epoch();
        return ProducerIds.block(cluster.decide(ground ->
                new AllocateProducerIds(ground).decide(new AllocateProducerIdsRequestData().setBrokerId(1).setBrokerEpoch(epoch))));
    }

    @Test
    void a_broker_of_another_life_gets_no_producer_ids() {
        ClusterFixture cluster = ClusterFixture.ofOne();

        var answer = cluster.decide(ground ->
                new AllocateProducerIds(ground).decide(new AllocateProducerIdsRequestData().setBrokerId(1).setBrokerEpoch(99)));

        assertThat(Errors.forCode(answer.errorCode())).isEqualTo(Errors.STALE_BROKER_EPOCH);
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void all_who_wait_for_a_block_share_it_and_each_gets_an_id_of_its_own() {
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(ids.next().toCompletableFuture());
        }
        assertThat(asked).hasSize(1);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        asked.poll().complete(new Block(40, 43));
        asked.poll().complete(new Block(70, 80));

        assertThat(waiting.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(40L, 41L, 42L, 70L, 71L);
    }

    @Test
    void a_block_that_could_not_be_had_is_asked_for_again_by_the_next_in_need() {
        CompletableFuture<Long> first = ids.next().toCompletableFuture();
        asked.poll().completeExceptionally(new IllegalStateException("the log is full"));
        assertThat(first).isCompletedExceptionally();

        CompletableFuture<Long> second = ids.next().toCompletableFuture();
        asked.poll().complete(new Block(0, 1000));
        assertThat(second.join()).isZero();
    }
}
