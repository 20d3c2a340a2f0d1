package dev.vitrine.app.model.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.payload.Payload;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MessageRingTest {

    private static Message message(long offset, int bytes) {
        return new Message(new TopicPartition("t", 0), offset, 1_000 + offset, false, Optional.empty(), Payload.of(null), Payload.of(new byte[bytes]), List.of());
    }

    @Test
    void the_screen_gets_what_came_once_and_in_order() {
        MessageRing ring = new MessageRing(5, 1_000_000);
        ring.put(message(0, 10));
        ring.put(message(1, 10));
        assertThat(ring.take().add()).extracting(Message::offset).containsExactly(0L, 1L);
        assertThat(ring.take().isNone()).isTrue();
    }

    @Test
    void the_oldest_rows_make_way_and_are_counted() {
        MessageRing ring = new MessageRing(5, 1_000_000);
        for (int i = 0; i < 4; i++) {
            ring.put(message(i, 10));
        }
        ring.take();
        for (int i = 4; i < 8; i++) {
            ring.put(message(i, 10));
        }
        MessageRing.Change change = ring.take();
        assertThat(change.drop()).isEqualTo(3);
        assertThat(change.add()).extracting(Message::offset).containsExactly(4L, 5L, 6L, 7L);
        assertThat(ring.letGo()).isEqualTo(3);
    }

    @Test
    void where_nobody_takes_the_newest_stay_within_bounds() {
        MessageRing ring = new MessageRing(5, 1_000_000);
        for (int i = 0; i < 100; i++) {
            ring.put(message(i, 10));
        }
        assertThat(ring.take().add()).extracting(Message::offset).containsExactly(95L, 96L, 97L, 98L, 99L);
        assertThat(ring.letGo()).isEqualTo(95);
    }

    @Test
    void bytes_are_bounded_as_well_as_rows() {
        MessageRing ring = new MessageRing(1_000, 10_000);
        for (int i = 0; i < 20; i++) {
            ring.put(message(i, 2_000));
        }
        assertThat(ring.take().add()).hasSizeLessThanOrEqualTo(5).last().extracting(Message::offset).isEqualTo(19L);
    }

    @Test
    void new_rows_that_are_too_many_push_out_all_old_ones_and_never_more_than_there_are() {
        MessageRing ring = new MessageRing(3, 1_000_000);
        ring.put(message(0, 10));
        ring.take();
        for (int i = 1; i < 4; i++) {
            ring.put(message(i, 10));
        }
        MessageRing.Change change = ring.take();
        assertThat(change.drop()).isEqualTo(1);
        assertThat(change.add()).hasSize(3);
    }
}
