package dev.vitrine.app.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeySharesTest {

    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);

    private final long[] now = {1_000};
    private final List<TopicPartition> looked = new ArrayList<>();
    private Consumer<Optional<KeyShare>> tell;
    private final KeyShares shares = new KeyShares((partition, to) -> {
        looked.add(partition);
        tell = to;
    }, () -> now[0]);

    @Test
    void what_is_not_known_is_looked_for_and_answered_later() {
        assertThat(shares.of(ONE)).isEmpty();
        tell.accept(Optional.of(new KeyShare("acme", 30, 100)));

        assertThat(shares.of(ONE)).map(KeyShare::share).contains(0.3);
        assertThat(looked).containsExactly(ONE);
    }

    @Test
    void one_is_looked_at_at_a_time_and_not_again_for_a_while() {
        shares.of(ONE);
        shares.of(TWO);
        assertThat(looked).containsExactly(ONE);
        tell.accept(Optional.empty());

        shares.of(ONE);
        assertThat(looked).containsExactly(ONE);
        now[0] += 20_000;
        shares.of(ONE);
        assertThat(looked).containsExactly(ONE, ONE);
    }
}
