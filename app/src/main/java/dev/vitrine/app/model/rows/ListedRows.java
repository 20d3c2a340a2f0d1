package dev.vitrine.app.model.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The rows of a table that keeps the order it is given: lines that belong together stay together. What stays keeps its row; the list itself changes
 * only where lines come, go or change places. For the toolkit's thread.
 */
public final class ListedRows<K, V> {

    private final Function<? super V, ? extends K> keyOf;
    private final ObservableList<Row<K, V>> rows = FXCollections.observableArrayList();
    private Map<K, Row<K, V>> byKey = new HashMap<>();

    public ListedRows(Function<? super V, ? extends K> keyOf) {
        this.keyOf = keyOf;
    }

    public ObservableList<Row<K, V>> rows() {
        return rows;
    }

    /** Where the line of this key stands; −1 where it doesn't. */
    public int indexOf(K key) {
        Row<K, V> row = byKey.get(key);
        return row == null ? -1 : rows.indexOf(row);
    }

    /** Makes the rows show exactly these values, in this order. @return whether lines have come, gone or changed places */
    public boolean show(List<? extends V> values) {
        List<Row<K, V>> next = new ArrayList<>(values.size());
        Map<K, Row<K, V>> nextByKey = HashMap.newHashMap(values.size());
        for (V value : values) {
            K key = keyOf.apply(value);
            Row<K, V> row = byKey.get(key);
            if (row == null) {
                row = new Row<>(key, value);
            } else {
                row.set(value);
            }
            next.add(row);
            nextByKey.put(key, row);
        }
        byKey = nextByKey;
        boolean other = !next.equals(rows);
        if (other) {
            rows.setAll(next);
        }
        return other;
    }
}
