package dev.vitrine.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.stage.StageLayout.Box;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private final long[] nanos = {0};
    private final Allowance allowance = new Allowance(() -> nanos[0]);
    private final ObservableList<Node> children = new Pane().getChildren();
    private final Shelf<Integer, Integer, Region> shelf = new Shelf<>(children, 0, i -> i, i -> {
        nanos[0] += 4_000_000;
        Region node = new Region();
        node.setId(String.valueOf(i));
        return node;
    });

    private List<String> shown() {
        return children.stream().map(Node::getId).toList();
    }

    private void frame(Integer... wanted) {
        allowance.renew();
        shelf.keep(List.of(wanted), allowance);
    }

    @Test
    void a_frame_makes_as_many_as_there_is_time_for_and_the_next_ones_go_on() {
        frame(1, 2, 3, 4, 5);
        assertThat(shown()).containsExactly("1", "2");
        assertThat(allowance.refused()).isTrue();

        frame(1, 2, 3, 4, 5);
        frame(1, 2, 3, 4, 5);
        assertThat(shown()).containsExactly("1", "2", "3", "4", "5");
        assertThat(allowance.refused()).isFalse();
    }

    @Test
    void what_goes_out_of_sight_goes_and_what_stays_is_the_same_node_in_its_place() {
        frame(1, 2);
        Node second = shelf.get(2);
        frame(2, 3);
        assertThat(shown()).containsExactly("2", "3");
        assertThat(shelf.get(2)).isSameAs(second);

        frame(1, 2, 3);
        assertThat(shown()).containsExactly("1", "2", "3");
    }

    @Test
    void only_the_rows_within_sight_and_a_page_around_it_are_seen() {
        Sight sight = Sight.of(5_000, 600);
        assertThat(sight.sees(new Box(5_100, 50))).isTrue();
        assertThat(sight.sees(new Box(100, 50))).isFalse();
        assertThat(sight.sees(new Box(0, 20_000))).isTrue();

        Sight within = sight.within(new Box(0, 46_100));
        int first = within.first(46, 46);
        int last = within.last(46, 46, 1_000);
        assertThat(IntStream.of(first, last).boxed().toList()).allMatch(i -> i > 80 && i < 160);
        assertThat(last - first).isBetween(13, 60);
    }
}
