package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedCluster;
import org.junit.jupiter.api.Test;

class RightNowTest {

    private static final long SECOND = 1_000_000_000L;

    private final ScriptedCluster cluster = new ScriptedCluster(() -> 1_000, 1).topic("orders", 1, 1);
    private final RightNow rightNow = new RightNow();

    private String comingIn(long seconds) {
        return rightNow.facts(cluster.now(), seconds * SECOND).lines().getFirst().value();
    }

    @Test
    void what_came_in_while_nobody_looked_is_not_coming_in_now() {
        assertThat(comingIn(1)).isEqualTo("0/s");
        cluster.produce("orders", 0, 10);
        assertThat(comingIn(2)).isNotEqualTo("0/s");
        cluster.produce("orders", 0, 5_000);
        assertThat(comingIn(60)).isEqualTo("0/s");
    }
}
