package dev.vitrine.app.model.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.screen.ScreenSpec;
import dev.vitrine.app.screen.Screens;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LessonBookTest {

    private final LessonBook book = new LessonBook();

    private List<Lesson> open() {
        return book.lessons().stream().filter(Lesson::canBeTaken).toList();
    }

    @Test
    void there_are_at_least_sixteen_lessons_to_be_taken_and_what_waits_says_for_what() {
        assertThat(open()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(book.lessons()).filteredOn(lesson -> !lesson.canBeTaken()).isNotEmpty().allSatisfy(lesson -> {
            assertThat(lesson.awaits()).isNotBlank();
            assertThat(lesson.steps()).isEmpty();
        });
    }

    @Test
    void every_step_has_words_a_task_a_judge_a_hint_and_something_learned() {
        assertThat(book.lessons()).extracting(Lesson::title, Lesson::idea).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(open()).allSatisfy(lesson -> assertThat(lesson.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.say()).isNotEmpty().allSatisfy(words -> assertThat(words).isNotBlank());
            assertThat(List.of(step.task(), step.hint(), step.learned())).allSatisfy(words -> assertThat(words).isNotBlank());
            assertThat(step.until()).isNotNull();
        }));
        assertThat(open()).extracting(Lesson::after).allSatisfy(words -> assertThat(words).isNotBlank());
    }

    @Test
    void every_step_leads_to_a_screen_that_there_is() {
        Set<String> screens = Screens.all().stream().map(ScreenSpec::id).collect(Collectors.toSet());
        assertThat(open()).flatExtracting(Lesson::steps).extracting(Step::screen).isSubsetOf(screens);
    }

    @Test
    void no_two_lessons_share_a_topic_so_that_taking_one_leaves_the_others_alone() {
        assertThat(open()).flatExtracting(lesson -> List.copyOf(lesson.topics())).doesNotHaveDuplicates();
    }

    /** Brokers that are added later leave the first one's defaults as they are: of one broker alone, one replica. */
    @Test
    void a_lesson_of_several_brokers_says_how_many_replicas_its_topics_are_to_have() {
        List<Lesson> several = open().stream().filter(lesson -> lesson.brokers() > 1).toList();
        assertThat(several).isNotEmpty().allSatisfy(lesson -> assertThat(lesson.prepare().stream().filter(Deed.CreateTopic.class::isInstance))
                .allSatisfy(deed -> assertThat(((Deed.CreateTopic) deed).replicas()).isEqualTo(lesson.brokers())));
    }

    @Test
    void the_next_lesson_is_the_next_that_can_be_taken() {
        Lesson batching = book.lessons().stream().filter(lesson -> lesson.id().equals("batching")).findFirst().orElseThrow();
        assertThat(book.after(batching).id()).isEqualTo("polling");
        Lesson last = book.lessons().getLast();
        assertThat(book.after(last)).isEqualTo(last);
    }
}
