package dev.vitrine.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsTest {

    private final Events events = new Events(4, () -> 42);

    private void publish(int from, int to) {
        for (int i = from; i <= to; i++) {
            events.publish(new Event.BrokerStopped(i));
        }
    }

    @Test
    void a_reader_gets_what_came_after_what_it_has_seen_in_order() {
        publish(1, 3);
        assertThat(events.after(1, 10).events()).extracting(Observed::sequence).containsExactly(2L, 3L);
        assertThat(events.after(3, 10).events()).isEmpty();
        assertThat(events.last()).isEqualTo(3);
    }

    @Test
    void a_reader_that_comes_too_seldom_loses_the_oldest_and_is_told_how_many() {
        publish(1, 10);
        Events.Page page = events.after(2, 10);
        assertThat(page.events()).extracting(Observed::sequence).containsExactly(7L, 8L, 9L, 10L);
        assertThat(page.lost()).isEqualTo(4);
    }

    @Test
    void a_page_is_no_longer_than_asked() {
        publish(1, 4);
        assertThat(events.after(0, 2).events()).extracting(Observed::sequence).containsExactly(1L, 2L);
    }
}
