package dev.vitrine.app.model.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class KeyedRowsTest {

    private record Line(String key, int figure) {}

    private final KeyedRows<String, Line> rows = new KeyedRows<>(Line::key);

    @Test
    void what_stays_keeps_its_row_and_only_its_value_changes() {
        rows.show(List.of(new Line("a", 1), new Line("b", 2)));
        Row<String, Line> a = rows.find("a").orElseThrow();
        List<Object> changes = new ArrayList<>();
        rows.rows().addListener((ListChangeListener<Object>) changes::add);
        rows.show(List.of(new Line("a", 5), new Line("b", 2)));
        assertThat(rows.find("a")).containsSame(a);
        assertThat(a.value().figure()).isEqualTo(5);
        assertThat(changes).isEmpty();
    }

    @Test
    void what_came_is_added_and_what_went_is_removed() {
        rows.show(List.of(new Line("a", 1), new Line("b", 2)));
        rows.show(List.of(new Line("b", 2), new Line("c", 3)));
        assertThat(rows.rows()).extracting(Row::key).containsExactly("b", "c");
        assertThat(rows.find("a")).isEmpty();
    }

    @Test
    void a_column_follows_its_rows_value() {
        rows.show(List.of(new Line("a", 1)));
        var figure = rows.find("a").orElseThrow().map(Line::figure);
        assertThat(figure.getValue()).isEqualTo(1);
        rows.show(List.of(new Line("a", 9)));
        assertThat(figure.getValue()).isEqualTo(9);
    }
}
