package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionTest {

    private final Motion motion = new Motion();

    @Test
    void what_the_platform_asks_for_holds_where_nothing_was_chosen() {
        assertThat(motion.isReduced()).isFalse();
        motion.systemProperty().set(true);
        assertThat(motion.isReduced()).isTrue();
    }

    @Test
    void what_was_chosen_holds_whatever_the_platform_says() {
        motion.systemProperty().set(true);
        motion.choiceProperty().set(Motion.Choice.FULL);
        assertThat(motion.isReduced()).isFalse();
        motion.systemProperty().set(false);
        motion.choiceProperty().set(Motion.Choice.REDUCED);
        assertThat(motion.isReduced()).isTrue();
    }

    @Test
    void a_choice_is_remembered_by_its_name_and_an_unknown_one_is_the_platforms() {
        for (Motion.Choice choice : Motion.Choice.values()) {
            assertThat(Motion.Choice.of(choice.id())).isEqualTo(choice);
        }
        assertThat(Motion.Choice.of("sideways")).isEqualTo(Motion.Choice.SYSTEM);
    }
}
