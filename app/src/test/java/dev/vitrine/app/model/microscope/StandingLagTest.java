package dev.vitrine.app.model.microscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandingLagTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final AtomicLong now = new AtomicLong(100_000);
    private final ScriptedSource cluster = new ScriptedSource(now::get).topic("orders", 2).filled("orders", 0, 100);
    private final StandingLag lag = new StandingLag();

    private Optional<String> after(long millis) {
        now.addAndGet(millis);
        return lag.see(cluster.now(), ORDERS);
    }

    @Test
    void a_group_that_has_something_to_read_and_commits_nothing_for_a_while_stands() {
        cluster.join("billing", "m", "billing-1", "orders");
        cluster.commit("billing", "m", "orders", 0, 40);
        assertThat(after(0)).isEmpty();
        assertThat(after(StandingLag.STANDS_AFTER_MILLIS - 1)).isEmpty();
        assertThat(after(1)).contains("billing");
        cluster.commit("billing", "m", "orders", 0, 41);
        assertThat(after(10)).as("it has moved").isEmpty();
        assertThat(after(StandingLag.STANDS_AFTER_MILLIS)).contains("billing");
        cluster.commit("billing", "m", "orders", 0, 100);
        assertThat(after(10)).as("nothing is left to read").isEmpty();
    }

    @Test
    void another_partition_begins_anew() {
        cluster.commit("billing", "m", "orders", 0, 40);
        after(0);
        now.addAndGet(StandingLag.STANDS_AFTER_MILLIS);
        lag.see(cluster.now(), new TopicPartition("orders", 1));
        assertThat(after(0)).isEmpty();
    }
}
