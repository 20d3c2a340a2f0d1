package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.Register.Put;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ShardsTest {

    private final RegisterBench bench = new RegisterBench();
    private final Shards<Register, Put> shards =
            new Shards<>("offsets", new Surroundings(bench.time, bench.time, bench.view, bench.events::add, RegisterBench.OPTIONS), () -> 1);

    private CompletableFuture<Void> served() {
        return shards.whenServed(0, 2_000).toCompletableFuture();
    }

    private Errors asked() {
        CompletableFuture<Errors> answer = shards.<Errors>write(0, to -> (register, now) -> Register.outcome(List.of(),
                List.of(new Effect.Answer<>(to, Errors.NONE))), error -> error).toCompletableFuture();
        bench.time.settle();
        return answer.getNow(null);
    }

    @Test
    void who_waits_for_a_shard_is_told_when_its_log_has_been_read_and_is_never_refused_then() {
        bench.log.records.add(new FakeLog.Stored(new byte[] {1}, new byte[] {1}, 3, Standing.ALONE));
        CompletableFuture<Void> before = served();
        shards.host(0, bench.log, Register.type());
        CompletableFuture<Void> meanwhile = served();
        bench.time.settle();
        assertThat(before).as("a record is not committed yet").isNotDone();
        assertThat(meanwhile).isNotDone();
        assertThat(asked()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);

        bench.log.commitTo(1);
        bench.time.settle();

        assertThat(before).isCompleted();
        assertThat(meanwhile).isCompleted();
        assertThat(asked()).isEqualTo(Errors.NONE);
        CompletableFuture<Void> after = served();
        bench.time.settle();
        assertThat(after).isCompleted();
    }

    @Test
    void nobody_waits_for_ever_for_a_shard_that_does_not_come() {
        CompletableFuture<Void> waiting = served();
        bench.time.advance(1_999);
        assertThat(waiting).isNotDone();

        bench.time.advance(1);

        assertThat(waiting).isCompleted();
    }
}
