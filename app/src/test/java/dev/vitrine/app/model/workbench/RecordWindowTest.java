package dev.vitrine.app.model.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.testing.ScriptedSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordWindowTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 1);
    private static final long SECOND = 1_000_000_000L;

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000).topic("orders", 3).topic("wide", 40);
    private final RecordWindow window = new RecordWindow("no longer there");

    private Optional<RecordWindow.Wish> wish(Selected selected, long atNanos) {
        return window.wish(Focus.NONE.on(selected, cluster.now()), cluster.now(), atNanos);
    }

    private static List<Message> records(TopicPartition of, int count) {
        return IntStream.range(0, count).mapToObj(i -> Message.of(new ConsumerRecord<>(of.topic(), of.partition(), i, new byte[0], new byte[0]))).toList();
    }

    @Test
    void the_newest_are_read_once_and_again_only_where_something_has_come() {
        cluster.filled("orders", 1, 100);
        RecordWindow.Wish first = wish(new Selected.Partition(ORDERS), SECOND).orElseThrow();
        assertThat(first.ends()).containsEntry(ORDERS, 100L).hasSize(1);
        assertThat(wish(new Selected.Partition(ORDERS), 9 * SECOND)).as("while it is read").isEmpty();
        window.arrived(first, records(ORDERS, 60));
        assertThat(window.rows()).hasSize(RecordWindow.MOST).first().satisfies(newest -> assertThat(newest.offset()).isEqualTo(59));
        assertThat(window.noteProperty().get()).isEqualTo("the newest 50");
        assertThat(wish(new Selected.Partition(ORDERS), 20 * SECOND)).as("nothing new").isEmpty();
        cluster.filled("orders", 1, 1);
        assertThat(wish(new Selected.Partition(ORDERS), SECOND + SECOND / 10)).as("too soon").isEmpty();
        assertThat(wish(new Selected.Partition(ORDERS), 30 * SECOND)).isPresent();
    }

    @Test
    void what_comes_for_something_that_is_no_longer_looked_at_is_not_shown() {
        cluster.filled("orders", 1, 5).filled("orders", 2, 5);
        RecordWindow.Wish first = wish(new Selected.Partition(ORDERS), SECOND).orElseThrow();
        window.arrived(first, records(ORDERS, 5));
        RecordWindow.Wish next = wish(new Selected.Partition(new TopicPartition("orders", 2)), SECOND).orElseThrow();
        assertThat(window.rows()).isEmpty();
        window.arrived(first, records(ORDERS, 5));
        assertThat(window.rows()).isEmpty();
        assertThat(next.ends()).containsOnlyKeys(new TopicPartition("orders", 2));
    }

    @Test
    void of_a_wide_topic_some_partitions_are_looked_into_and_it_says_so() {
        for (int p = 0; p < 40; p++) {
            cluster.filled("wide", p, 3);
        }
        RecordWindow.Wish wish = wish(new Selected.Topic("wide"), SECOND).orElseThrow();
        assertThat(wish.ends()).hasSize(RecordWindow.MOST_PARTITIONS);
        window.arrived(wish, records(new TopicPartition("wide", 0), 3));
        assertThat(window.noteProperty().get()).isEqualTo("the newest 3 · 12 of 40 partitions");
    }
}
