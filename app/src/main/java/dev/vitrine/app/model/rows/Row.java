package dev.vitrine.app.model.rows;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import java.util.function.Function;

/** A table's row: one key for life, the newest value of what it stands for. */
public final class Row<K, V> {

    private final K key;
    private final ReadOnlyObjectWrapper<V> value = new ReadOnlyObjectWrapper<>();

    Row(K key, V value) {
        this.key = key;
        this.value.set(value);
    }

    public K key() {
        return key;
    }

    public V value() {
        return value.get();
    }

    public ReadOnlyObjectProperty<V> valueProperty() {
        return value.getReadOnlyProperty();
    }

    /** One figure of the value, for a column; follows the value. */
    public <T> ObservableValue<T> map(Function<? super V, ? extends T> part) {
        return value.map(part);
    }

    void set(V newer) {
        if (!newer.equals(value.get())) {
            value.set(newer);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(key);
    }
}
