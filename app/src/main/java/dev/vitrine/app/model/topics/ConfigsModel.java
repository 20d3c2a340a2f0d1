package dev.vitrine.app.model.topics;

import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigType;

/** A topic's settings under edit: changes gather until they are applied together. For the toolkit's thread. */
public final class ConfigsModel {

    private final KeyedRows<String, Edit> rows = new KeyedRows<>(edit -> edit.line().name());
    private final FilteredList<Row<String, Edit>> shown = new FilteredList<>(rows.rows());
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty changedOnly = new SimpleBooleanProperty(false);
    private final TreeMap<String, Change> changes = new TreeMap<>();

    public ConfigsModel() {
        filter.addListener(_ -> refilter());
        changedOnly.addListener(_ -> refilter());
    }

    /** What shall become of a setting. */
    public sealed interface Change {

        /** It stays as it is. */
        record Keep() implements Change {}

        /** It gets a value of its own. */
        record To(String value) implements Change {}

        /** It goes back to what the broker gives. */
        record Back() implements Change {}
    }

    /** A setting and what shall become of it. */
    public record Edit(ConfigLine line, Change change) {

        public boolean isPending() {
            return !(change instanceof Change.Keep);
        }

        /** What it will be. */
        public String value() {
            return switch (change) {
                case Change.Keep _ -> line.value();
                case Change.To to -> to.value();
                case Change.Back _ -> line.inherited().orElse("");
            };
        }
    }

    public FilteredList<Row<String, Edit>> shown() {
        return shown;
    }

    /** Part of a name or of the documentation. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Only what differs from the broker's own values, or is about to. */
    public BooleanProperty changedOnlyProperty() {
        return changedOnly;
    }

    /** Shows another topic's settings, or the same after a change; forgets what was pending. */
    public void show(List<ConfigLine> lines) {
        changes.clear();
        rows.show(lines.stream().map(line -> new Edit(line, new Change.Keep())).toList());
        refilter();
    }

    /** What is wrong with a value, as far as its type tells; the broker has the last word. */
    public static Optional<String> problem(ConfigLine line, String value) {
        return switch (line.type()) {
            case BOOLEAN -> value.equals("true") || value.equals("false") ? Optional.empty() : Optional.of("true or false");
            case INT, SHORT, LONG -> value.strip().matches("-?\\d{1,19}") ? Optional.empty() : Optional.of("a whole number");
            case DOUBLE -> value.strip().matches("-?\\d+(\\.\\d+)?") ? Optional.empty() : Optional.of("a number");
            default -> Optional.empty();
        };
    }

    /** The values a setting can have, where they are few; empty where anything goes. */
    public static List<String> choices(ConfigLine line) {
        return switch (line.name()) {
            case "cleanup.policy" -> List.of("delete", "compact", "compact,delete");
            case "compression.type" -> List.of("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd");
            case "message.timestamp.type" -> List.of("CreateTime", "LogAppendTime");
            default -> line.type() == ConfigType.BOOLEAN ? List.of("true", "false") : List.of();
        };
    }

    public void set(String name, String value) {
        rows.find(name).ifPresent(row -> change(row,
                row.value().line().value().equals(value.strip()) ? new Change.Keep() : new Change.To(value.strip())));
    }

    /** Takes the topic's own value away; where it has none, only what was pending. */
    public void reset(String name) {
        rows.find(name).ifPresent(row -> change(row, row.value().line().changed() ? new Change.Back() : new Change.Keep()));
    }

    private void change(Row<String, Edit> row, Change change) {
        if (change instanceof Change.Keep) {
            changes.remove(row.key());
        } else {
            changes.put(row.key(), change);
        }
        List<Edit> all = rows.rows().stream().map(r -> r == row ? new Edit(r.value().line(), change) : r.value()).toList();
        rows.show(all);
    }

    public void discard() {
        show(rows.rows().stream().map(row -> row.value().line()).toList());
    }

    /** To be applied: name → new value, empty for the broker's. */
    public Map<String, Optional<String>> changes() {
        Map<String, Optional<String>> asked = new TreeMap<>();
        changes.forEach((name, change) -> asked.put(name, change instanceof Change.To(String value) ? Optional.of(value) : Optional.empty()));
        return asked;
    }

    /** {@code retention.ms: 7 days → 1 hour}, line by line. */
    public List<String> preview() {
        return changes.keySet().stream().map(name -> rows.find(name).orElseThrow().value())
                .map(edit -> edit.line().name() + ": " + said(edit.line().name(), edit.line().value()) + " → " + after(edit)).toList();
    }

    /** Kafka tells what a topic would have otherwise for most settings, not for all. */
    private static String after(Edit edit) {
        String value = edit.value().isEmpty() && edit.change() instanceof Change.Back ? "what the broker gives" : said(edit.line().name(), edit.value());
        return edit.change() instanceof Change.Back && !edit.value().isEmpty() ? value + " (the broker’s)" : value;
    }

    private static String said(String name, String value) {
        String meaning = ConfigLine.meaning(name, value);
        return value.isEmpty() ? "nothing" : meaning.isEmpty() ? value : meaning;
    }

    private void refilter() {
        String part = filter.get().strip().toLowerCase(Locale.ROOT);
        shown.setPredicate(row -> {
            ConfigLine line = row.value().line();
            boolean wanted = !changedOnly.get() || line.changed() || row.value().isPending();
            return wanted && (line.name().contains(part) || line.documentation().toLowerCase(Locale.ROOT).contains(part));
        });
    }
}
