package dev.vitrine.app.model.theatre;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TheatreLayoutTest {

    private static PartitionStory story(int partition, boolean moves) {
        TopicPartition id = new TopicPartition("orders", partition);
        Span first = new Span(Span.Holding.OWNED, "a", 0, OptionalLong.of(1_500));
        Span second = new Span(Span.Holding.OWNED, moves ? "b" : "a", 1_500, OptionalLong.empty());
        return new PartitionStory(id, moves ? List.of(first, second) : List.of(new Span(Span.Holding.OWNED, "a", 0, OptionalLong.empty())), OptionalLong.empty());
    }

    private static TheatreLayout layout(OptionalLong ended, long now, List<PartitionStory> stories) {
        return new TheatreLayout(new Rebalance(1, "g", false, "range", 1, 2, 1, List.of(), List.of(), List.of(), stories, 1_000, ended.orElse(now), ended), now, 800);
    }

    @Test
    void time_goes_from_the_left_to_the_right_and_back() {
        TheatreLayout layout = layout(OptionalLong.of(3_000), 9_000, List.of(story(0, true)));

        assertThat(layout.x(1_000)).isEqualTo(layout.begin());
        assertThat(layout.x(3_000)).isEqualTo(layout.end());
        assertThat(layout.x(2_000)).isEqualTo((layout.begin() + layout.end()) / 2);
        assertThat(layout.millisAt(layout.x(1_700))).hasValue(1_700);
    }

    @Test
    void what_lies_outside_stands_at_the_edge_and_beside_the_scale_is_no_time() {
        TheatreLayout layout = layout(OptionalLong.of(3_000), 9_000, List.of(story(0, true)));

        assertThat(layout.x(0)).isEqualTo(layout.begin());
        assertThat(layout.x(Long.MAX_VALUE / 2)).isEqualTo(layout.end());
        assertThat(layout.millisAt(layout.begin() - 1)).isEmpty();
        assertThat(layout.millisAt(layout.end() + 1)).isEmpty();
    }

    @Test
    void what_goes_on_reaches_to_now() {
        assertThat(layout(OptionalLong.empty(), 5_000, List.of(story(0, true))).x(5_000)).isEqualTo(layout(OptionalLong.empty(), 5_000, List.of(story(0, true))).end());
    }

    @Test
    void of_many_partitions_those_that_something_happened_to_come_first_and_the_rest_is_counted() {
        List<PartitionStory> stories = IntStream.range(0, 500).mapToObj(i -> story(i, i == 499)).toList();
        TheatreLayout layout = layout(OptionalLong.of(3_000), 3_000, stories);

        assertThat(layout.rows()).hasSize(TheatreLayout.MOST_ROWS);
        assertThat(layout.rows().getFirst().partition().partition()).isEqualTo(499);
        assertThat(layout.hidden()).isEqualTo(500 - TheatreLayout.MOST_ROWS);
    }

    @Test
    void a_row_is_found_where_it_is_drawn() {
        TheatreLayout layout = layout(OptionalLong.of(3_000), 3_000, List.of(story(0, true), story(1, false)));

        assertThat(layout.rowAt(layout.y(1))).map(row -> row.partition().partition()).contains(1);
        assertThat(layout.rowAt(5)).isEmpty();
        assertThat(layout.rowAt(layout.height() + 5)).isEmpty();
    }
}
