package dev.vitrine.app.model.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rows of a table, updated in place: what stays keeps its row, only what came is added and what went is removed. For the toolkit's thread. */
public final class KeyedRows<K, V> {

    private final Function<? super V, ? extends K> keyOf;
    private final ObservableList<Row<K, V>> rows = FXCollections.observableArrayList();
    private final Map<K, Row<K, V>> byKey = new HashMap<>();

    public KeyedRows(Function<? super V, ? extends K> keyOf) {
        this.keyOf = keyOf;
    }

    /** In order of arrival; a table sorts by itself. */
    public ObservableList<Row<K, V>> rows() {
        return rows;
    }

    public Optional<Row<K, V>> find(K key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Makes the rows show exactly these values. Fires nothing where nothing changed. */
    public void show(List<? extends V> values) {
        Set<K> seen = HashSet.newHashSet(values.size());
        List<Row<K, V>> added = new ArrayList<>();
        for (V value : values) {
            K key = keyOf.apply(value);
            seen.add(key);
            Row<K, V> row = byKey.get(key);
            if (row != null) {
                row.set(value);
            } else {
                row = new Row<>(key, value);
                byKey.put(key, row);
                added.add(row);
            }
        }
        if (byKey.size() > seen.size()) {
            byKey.keySet().retainAll(seen);
            rows.removeIf(row -> !seen.contains(row.key()));
        }
        // At once: a table works at each change of its list.
        if (!added.isEmpty()) {
            rows.addAll(added);
        }
    }
}
