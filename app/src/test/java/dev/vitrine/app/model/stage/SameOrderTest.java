package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameOrderTest {

    private final SameOrder<String> order = new SameOrder<>();
    private final List<String> lookedUp = new ArrayList<>();

    /** @return what was found for them */
    private List<String> come(String... names) {
        lookedUp.clear();
        order.begin();
        List<String> found = new ArrayList<>();
        for (String name : names) {
            if (!name.equals(order.expected())) {
                lookedUp.add(name);
            }
            order.comes(name);
            found.add(name);
        }
        assertThat(order.end()).isEqualTo(names.length);
        return found;
    }

    @Test
    void what_comes_in_the_same_order_again_is_not_looked_up_again() {
        assertThat(come("a", "b", "c")).containsExactly("a", "b", "c");
        assertThat(come("a", "b", "c")).containsExactly("a", "b", "c");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void whoever_comes_in_another_place_is_found_all_the_same_and_known_there_from_then_on() {
        come("a", "b", "c");
        assertThat(come("a", "x", "b", "c")).containsExactly("a", "x", "b", "c");
        assertThat(lookedUp).containsExactly("x", "b", "c");
        come("a", "x", "b", "c");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void who_does_not_come_is_not_kept() {
        come("a", "b", "c");
        assertThat(come("a")).containsExactly("a");
        assertThat(come("a", "b")).containsExactly("a", "b");
        assertThat(lookedUp).containsExactly("b");
    }
}
