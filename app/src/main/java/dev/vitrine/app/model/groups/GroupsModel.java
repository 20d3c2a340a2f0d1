package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;

/** The list of groups. For the toolkit's thread. */
public final class GroupsModel {

    private final KeyedRows<String, GroupLine> rows = new KeyedRows<>(GroupLine::id);
    private final FilteredList<Row<String, GroupLine>> shown = new FilteredList<>(rows.rows());
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty laggingOnly = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");

    public GroupsModel() {
        filter.addListener(_ -> refilter());
        laggingOnly.addListener(_ -> refilter());
    }

    public FilteredList<Row<String, GroupLine>> shown() {
        return shown;
    }

    /** Part of a group's name, or of a topic's that it reads. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Only groups that are behind. */
    public BooleanProperty laggingOnlyProperty() {
        return laggingOnly;
    }

    /** {@code 3 groups · 5 members · 21 records behind}. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    public void show(ClusterSnapshot snapshot) {
        rows.show(GroupLines.of(snapshot));
        if (laggingOnly.get()) {
            refilter();
        } else {
            summarise();
        }
    }

    public Optional<GroupLine> named(String id) {
        return rows.find(id).map(Row::value);
    }

    private void refilter() {
        String part = filter.get().strip().toLowerCase(Locale.ROOT);
        shown.setPredicate(row -> (!laggingOnly.get() || row.value().lag() instanceof Lag.Records(long count) && count > 0)
                && (row.key().toLowerCase(Locale.ROOT).contains(part)
                || row.value().topics().stream().anyMatch(topic -> topic.toLowerCase(Locale.ROOT).contains(part))));
        summarise();
    }

    private void summarise() {
        long members = 0;
        long behind = 0;
        for (Row<String, GroupLine> row : shown) {
            members += row.value().members().size();
            behind += row.value().lag() instanceof Lag.Records(long count) ? count : 0;
        }
        int hidden = rows.rows().size() - shown.size();
        summary.set(Figures.count(shown.size(), "group") + " · " + Figures.count(members, "member") + " · " + Figures.count(behind, "record") + " behind"
                + (hidden == 0 ? "" : " · " + hidden + " not shown"));
    }
}
