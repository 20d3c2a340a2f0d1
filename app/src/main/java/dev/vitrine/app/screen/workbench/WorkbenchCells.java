package dev.vitrine.app.screen.workbench;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.groups.Lag;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.model.workbench.ReaderLines;
import dev.vitrine.app.model.workbench.TopicLines;
import dev.vitrine.app.screen.messages.PayloadCell;
import dev.vitrine.app.screen.messages.ShownAs;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.MemberShape;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.PartitionChip;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What stands in the cells of the Workbench's tables. What belongs to a line above it stands a little further in. */
final class WorkbenchCells {

    private static final int MOST_CHIPS = 4;

    private WorkbenchCells() {}

    static void topics(TableColumn<Row<Selected, TopicLines.Line>, TopicLines.Line> name, TableColumn<Row<Selected, TopicLines.Line>, Long> records,
            TableColumn<Row<Selected, TopicLines.Line>, String> end, TableColumn<Row<Selected, TopicLines.Line>, Double> rate) {
        Columns.picture(name, row -> row.map(TopicLines.Line::face), WorkbenchCells::topic, WorkbenchCells::spoken);
        Columns.figure(records, row -> row.map(TopicLines.Line::records), Figures::exact);
        Columns.figure(end, row -> row.map(line -> line.end().isPresent() ? Figures.exact(line.end().getAsLong()) : ""), text -> text);
        Columns.figure(rate, row -> row.map(TopicLines.Line::perSecond), perSecond -> perSecond < 0.05 ? "" : Figures.rate(perSecond));
        plain(name, records, end, rate);
    }

    private static Node topic(TopicLines.Line line) {
        if (line.partition().isPresent()) {
            return further(new PartitionChip(line.partition().getAsInt()), new Label("partition " + line.partition().getAsInt()));
        }
        return strong(line.topic());
    }

    private static String spoken(TopicLines.Line line) {
        return line.partition().isPresent() ? line.topic() + " partition " + line.partition().getAsInt() : line.topic();
    }

    static void readers(TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> name, TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> owns,
            TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> lag) {
        Columns.picture(name, row -> row.map(ReaderLines.Line::face), WorkbenchCells::reader, ReaderLines.Line::name);
        Columns.picture(owns, row -> row.map(ReaderLines.Line::holding), WorkbenchCells::holding,
                line -> line.memberId().isPresent() ? Names.partitions(line.owns()) : line.state());
        lag.getStyleClass().add("figure");
        Columns.picture(lag, row -> row.valueProperty(), WorkbenchCells::lag, line -> line.lag().text());
        plain(name, owns, lag);
    }

    private static Node reader(ReaderLines.Line line) {
        if (line.memberId().isPresent()) {
            return further(new MemberShape(line.place()), new Label(line.name()));
        }
        Region mark = new Region();
        mark.getStyleClass().addAll("group-mark", "group-" + Math.floorMod(line.place(), Palette.HUES));
        mark.setMinSize(10, 9);
        mark.setMaxSize(10, 9);
        HBox box = new HBox(8, mark, strong(line.name()));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node holding(ReaderLines.Line line) {
        if (line.memberId().isEmpty()) {
            return soft(line.state());
        } else if (line.owns().isEmpty()) {
            return soft("idle");
        }
        HBox box = new HBox(4);
        box.setAlignment(Pos.CENTER_LEFT);
        int shown = line.owns().size() <= MOST_CHIPS ? line.owns().size() : MOST_CHIPS - 1;
        line.owns().stream().limit(shown).forEach(owned -> box.getChildren().add(new PartitionChip(owned.partition())));
        if (shown < line.owns().size()) {
            box.getChildren().add(soft("+" + (line.owns().size() - shown)));
        }
        return box;
    }

    private static Node lag(ReaderLines.Line line) {
        boolean nothing = line.memberId().isPresent() && line.owns().isEmpty();
        Label label = new Label(nothing ? "" : line.lag() instanceof Lag.Records(long count) ? Figures.exact(count) : "no commit");
        label.getStyleClass().addAll(line.lag() instanceof Lag.Records ? "mono" : "soft", "small-figure");
        return label;
    }

    static void messages(TableColumn<Message, Integer> partition, TableColumn<Message, Long> offset, TableColumn<Message, Message> key,
            TableColumn<Message, Message> value) {
        Columns.picture(partition, message -> new ReadOnlyObjectWrapper<>(message.at().partition()), PartitionChip::new, i -> "partition " + i);
        Columns.figure(offset, message -> new ReadOnlyObjectWrapper<>(message.offset()), number -> Figures.exact(number));
        key.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        key.setCellFactory(_ -> new PayloadCell(Message::key, "no key", () -> ShownAs.AUTOMATIC));
        value.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        value.setCellFactory(_ -> new PayloadCell(Message::value, "tombstone", () -> ShownAs.AUTOMATIC));
        plain(partition, offset, key, value);
    }

    /** Lines belong together as they stand: nobody sorts them apart. */
    private static void plain(TableColumn<?, ?>... columns) {
        for (TableColumn<?, ?> column : columns) {
            column.setSortable(false);
            column.setReorderable(false);
        }
    }

    private static HBox further(Node mark, Label name) {
        HBox box = new HBox(8, mark, name);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("further");
        return box;
    }

    private static Label strong(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("strong");
        return label;
    }

    private static Label soft(String words) {
        Label label = new Label(words);
        label.getStyleClass().addAll("soft", "small");
        return label;
    }
}
