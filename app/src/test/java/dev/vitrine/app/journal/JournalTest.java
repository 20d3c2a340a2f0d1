package dev.vitrine.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final long WEIGHT = 10_000;

    private final long[] now = {1_000_000};
    private final ScriptedSource cluster = new ScriptedSource(() -> now[0]).topic("orders", 3);
    private final Journal journal = new Journal(60_000, 100, WEIGHT);
    private final TimeCursor cursor = new TimeCursor(journal);
    private long seen;

    private void goOn(long millis) {
        now[0] += millis;
        journal.picture(cluster.now());
        var page = cluster.eventsAfter(seen, 1_000);
        seen += page.lost() + page.events().size();
        journal.happened(page.events());
    }

    private long endThen() {
        return cursor.past().orElseThrow().topics().getFirst().partitions().getFirst().endOffset();
    }

    @Test
    void the_past_is_shown_as_it_was() {
        goOn(1_000);
        cluster.filled("orders", 0, 7);
        goOn(1_000);
        cluster.filled("orders", 0, 5);
        goOn(1_000);

        cursor.view(now[0] - 1_000);
        assertThat(endThen()).isEqualTo(7);
        cursor.view(now[0] - 1_500);
        assertThat(endThen()).isZero();
    }

    @Test
    void what_happens_between_two_pictures_is_looked_at_in_the_one_after_it() {
        goOn(1_000);
        cluster.filled("orders", 0, 7);
        goOn(1_000);
        goOn(1_000);

        cursor.viewFrom(now[0] - 1_500);
        assertThat(endThen()).isEqualTo(7);
        assertThat(cursor.instant()).isEqualTo(now[0] - 1_000);
    }

    @Test
    void who_asks_for_the_moment_of_the_newest_event_looks_at_it_while_the_broker_goes_on() {
        goOn(1_000);
        long newest = now[0];
        cursor.viewFrom(newest + 3);
        cluster.filled("orders", 0, 7);
        goOn(1_000);

        assertThat(cursor.moment()).isEqualTo(new Moment.Viewing(newest));
        assertThat(endThen()).isZero();
    }

    @Test
    void a_pause_stays_where_it_is_while_the_broker_goes_on() {
        goOn(1_000);
        cursor.togglePause();
        cluster.filled("orders", 0, 7);
        goOn(5_000);

        assertThat(cursor.moment()).isInstanceOf(Moment.Paused.class);
        assertThat(endThen()).isZero();
        cursor.togglePause();
        assertThat(cursor.past()).isEmpty();
    }

    @Test
    void who_goes_to_the_newest_end_or_acts_is_live_again() {
        goOn(1_000);
        goOn(1_000);
        cursor.view(now[0] - 1_000);
        assertThat(cursor.moment()).isInstanceOf(Moment.Viewing.class);
        cursor.view(now[0] + 5);
        assertThat(cursor.moment().isLive()).isTrue();
        cursor.view(now[0] - 1_000);
        cursor.live();
        assertThat(cursor.moment().isLive()).isTrue();
    }

    @Test
    void the_keyboard_goes_from_event_to_event() {
        goOn(1_000);
        now[0] += 500;
        cluster.topic("payments", 1);
        long created = now[0];
        goOn(3_000);

        cursor.step(false);
        assertThat(cursor.instant()).isEqualTo(created);
        cursor.step(true);
        assertThat(cursor.moment().isLive()).isTrue();
    }

    @Test
    void memory_is_bounded_in_time_in_events_and_in_what_the_pictures_weigh() {
        for (int i = 0; i < 1_000; i++) {
            cluster.publish(new Event.TopicDeleted("t" + i, ""));
            goOn(250);
        }
        assertThat(journal.end() - journal.begin()).isLessThanOrEqualTo(60_000);
        assertThat(journal.events()).hasSizeLessThanOrEqualTo(100);

        cluster.topic("wide", 4_000);
        for (int i = 0; i < 20; i++) {
            goOn(250);
        }
        assertThat(journal.pictures()).as("each weighs 4,004 of %d", WEIGHT).isEqualTo(2);
    }

    @Test
    void what_is_forgotten_shows_the_oldest_that_is_remembered() {
        goOn(1_000);
        cursor.togglePause();
        for (int i = 0; i < 100; i++) {
            goOn(1_000);
        }
        assertThat(cursor.past().orElseThrow().atMillis()).isEqualTo(journal.begin());
    }

    @Test
    void a_rebalance_is_a_stretch_a_join_a_tick_and_one_that_goes_on_reaches_to_now() {
        cluster.state("g", GroupState.PREPARING_REBALANCE, "");
        now[0] += 900;
        cluster.state("g", GroupState.COMPLETING_REBALANCE, "");
        now[0] += 100;
        cluster.state("g", GroupState.STABLE, "");
        cluster.join("h", "m", "m", "orders");
        cluster.state("h", GroupState.PREPARING_REBALANCE, "");
        goOn(500);

        long end = now[0];
        assertThat(Stretch.of(journal.events(), end)).containsExactlyInAnyOrder(new Stretch(Stretch.Kind.REBALANCE, "g", end - 1_500, end - 500),
                new Stretch(Stretch.Kind.JOIN, "h", end - 500, end - 500), new Stretch(Stretch.Kind.REBALANCE, "h", end - 500, end));
    }
}
