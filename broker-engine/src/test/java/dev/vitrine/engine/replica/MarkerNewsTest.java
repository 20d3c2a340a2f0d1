package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MarkerNewsTest {

    private static final TopicPartition PARTITION = new TopicPartition("busy", 0);
    private final MarkerNews news = new MarkerNews(PARTITION);

    @Test
    void one_end_is_told_of_in_a_while_and_the_others_are_counted() {
        assertThat(ended(0, 1_000)).contains(told(0, 0));
        for (int i = 1; i <= 50; i++) {
            assertThat(ended(i, 1_000 + i)).isEmpty();
        }
        assertThat(ended(51, 1_000 + MarkerNews.EVERY_MS)).contains(told(51, 50));
        assertThat(ended(52, 5_000)).contains(told(52, 0));
    }

    private Optional<Event> ended(long offset, long nowMillis) {
        return news.written(new TransactionMarker(7, (short) 1, 0, true, (short) 2, List.of(PARTITION)), offset, nowMillis);
    }

    private static Event told(long offset, long untold) {
        return new Event.TransactionEnded(PARTITION, 7, (short) 1, true, offset, untold);
    }
}
