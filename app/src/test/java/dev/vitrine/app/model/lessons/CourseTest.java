package dev.vitrine.app.model.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.lessons.Stand.Phase;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Observed;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps are judged by events and by snapshots, and a snapshot comes later than the events that tell of what it shows. */
class CourseTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final Background background = new Background(outcome -> {
        outcome.run();
        begun.countDown();
    });
    private final Course course = new Course(new LessonBook(), background, Set.of());
    private final Lesson lesson = new Lesson("back", "", "", null, List.of(),
            List.of(step(new OfGroup.WentBack("t", "g")), step(new OfGroup.Committed("t", "g", 60))), "");

    private static Step step(Condition until) {
        return new Step(List.of(), "", null, "t", until, "", List.of(), "");
    }

    private static ClusterSnapshot at(long position, long lastEvent) {
        GroupView group = new GroupView("g", "classic", GroupState.EMPTY, 1, "consumer", Optional.of("range"), Optional.empty(), 1, 0, List.of(),
                List.of(new CommittedOffset(PARTITION, position, OptionalInt.empty(), "", 0, OptionalLong.empty())));
        return new ClusterSnapshot("c", 1_000, 1, List.of(), List.of(), List.of(group), List.of(), List.of(), lastEvent);
    }

    private void see(ClusterSnapshot now, Observed... news) {
        course.see(now, List.of(news), List.of());
    }

    private static Observed committed(long sequence, long offset) {
        return new Observed(sequence, 1_000, new Event.OffsetsCommitted("g", "", "admin", Map.of(PARTITION, offset)));
    }

    @BeforeEach
    void begin() throws InterruptedException {
        ActorDesk nobody = (ActorDesk) Proxy.newProxyInstance(ActorDesk.class.getClassLoader(), new Class<?>[] {ActorDesk.class}, (_, _, _) -> List.of());
        course.playsAt(new Stagehand(() -> null, null, nobody, null, _ -> false));
        course.begin(lesson);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(course.stand().phase()).isEqualTo(Phase.DOING);
        see(at(60, 1));
    }

    @AfterEach
    void end() {
        background.close();
    }

    @Test
    void what_an_event_tells_of_is_done_when_a_snapshot_shows_it_and_the_next_step_begins_there() {
        ClusterSnapshot old = at(60, 1);
        see(old, committed(2, 0));
        assertThat(course.stand().phase()).as("no snapshot shows it").isEqualTo(Phase.DOING);

        see(at(0, 2));
        assertThat(course.stand().phase()).isEqualTo(Phase.DONE);
        course.next();
        see(at(60, 3), committed(3, 60));
        assertThat(course.stand().phase()).as("60 more than 0").isEqualTo(Phase.DONE);
    }

    @Test
    void what_comes_after_it_was_seen_holds_nothing_up() {
        see(at(60, 1), committed(2, 0));
        see(at(60, 1), committed(3, 1));
        see(at(60, 1), committed(4, 2));
        see(at(0, 2), committed(5, 3));
        assertThat(course.stand().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void what_a_snapshot_alone_shows_is_done_at_once() {
        see(at(60, 1), committed(2, 0));
        see(at(0, 2));
        course.next();
        see(at(60, 2));
        assertThat(course.stand().phase()).isEqualTo(Phase.DONE);
    }
}
