package dev.vitrine.app.screen.groups;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.groups.AssignmentMatrix;
import dev.vitrine.app.model.groups.GroupLine;
import dev.vitrine.app.model.groups.Lag;
import dev.vitrine.app.model.groups.MemberLine;
import dev.vitrine.app.widget.MemberShape;
import dev.vitrine.app.widget.PartitionChip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** Members down, partitions across: a chip in its hue where one owns the other. Made anew only when ownership changes; lag follows. */
public final class MatrixPane extends VBox {

    private final GridPane grid = new GridPane();
    private final Label note = new Label();
    private final Map<String, Label> lags = new HashMap<>();
    private AssignmentMatrix drawn;

    public MatrixPane() {
        grid.getStyleClass().add("matrix");
        note.getStyleClass().addAll("soft", "matrix-note");
        note.setWrapText(true);
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFocusTraversable(true);
        getChildren().addAll(scroll, note);
        setSpacing(6);
    }

    void show(GroupLine group) {
        AssignmentMatrix matrix = AssignmentMatrix.of(group);
        if (drawn == null || !sameShape(drawn, matrix)) {
            drawn = matrix;
            draw(matrix);
        }
        group.members().forEach(m -> {
            Label label = lags.get(m.memberId());
            if (label != null) {
                label.setText(m.assigned().isEmpty() ? "idle" : m.lag() instanceof Lag.Records(long count) ? Figures.exact(count) : m.lag().text());
            }
        });
    }

    private static boolean sameShape(AssignmentMatrix a, AssignmentMatrix b) {
        return a.columns().equals(b.columns()) && a.owned().equals(b.owned()) && ids(a).equals(ids(b)) && a.hidden() == b.hidden();
    }

    private static List<String> ids(AssignmentMatrix matrix) {
        return matrix.members().stream().map(MemberLine::memberId).toList();
    }

    private void draw(AssignmentMatrix matrix) {
        grid.getChildren().clear();
        lags.clear();
        heads(matrix);
        if (!matrix.members().isEmpty()) {
            Label behind = new Label("behind");
            behind.getStyleClass().add("matrix-topic");
            behind.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(behind, lastColumn(matrix) + 1, 0);
        }
        for (int i = 0; i < matrix.members().size(); i++) {
            member(matrix, i);
        }
        unowned(matrix);
        grid.setAccessibleText(matrix.sentence());
        note.setText(noteOf(matrix));
    }

    private void heads(AssignmentMatrix matrix) {
        int column = 1;
        int from = 0;
        List<TopicPartition> columns = matrix.columns();
        while (from < columns.size()) {
            int to = from;
            while (to < columns.size() && columns.get(to).topic().equals(columns.get(from).topic())) {
                to++;
            }
            Label topic = new Label(columns.get(from).topic());
            topic.getStyleClass().add("matrix-topic");
            topic.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(topic, column, 0, to - from + 1, 1);
            column += to - from + 1;
            from = to;
        }
    }

    private void member(AssignmentMatrix matrix, int i) {
        MemberLine member = matrix.members().get(i);
        Label name = new Label(member.name());
        name.getStyleClass().add("matrix-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(8, new MemberShape(member.place()), name);
        head.setAlignment(Pos.CENTER_LEFT);
        head.setMinWidth(130);
        grid.add(head, 0, i + 1);
        cells(matrix, i + 1, partition -> matrix.owns(i, partition) ? new PartitionChip(partition.partition()) : null);
        Label lag = new Label();
        lag.getStyleClass().addAll("mono", "soft", "small");
        lag.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(lag, HPos.RIGHT);
        lags.put(member.memberId(), lag);
        grid.add(lag, lastColumn(matrix) + 1, i + 1);
    }

    private void unowned(AssignmentMatrix matrix) {
        if (matrix.columns().stream().noneMatch(matrix::unowned)) {
            return;
        }
        Label nobody = new Label("nobody");
        nobody.getStyleClass().add("soft");
        int row = matrix.members().size() + 1;
        grid.add(nobody, 0, row);
        cells(matrix, row, partition -> {
            if (!matrix.unowned(partition)) {
                return null;
            }
            PartitionChip chip = new PartitionChip(partition.partition());
            chip.getStyleClass().add("ghost");
            return chip;
        });
    }

    /** One cell for each partition, with a gap of a column between topics. */
    private void cells(AssignmentMatrix matrix, int row, java.util.function.Function<TopicPartition, PartitionChip> chip) {
        int column = 1;
        String topic = matrix.columns().isEmpty() ? "" : matrix.columns().getFirst().topic();
        for (TopicPartition partition : matrix.columns()) {
            if (!partition.topic().equals(topic)) {
                column++;
                topic = partition.topic();
            }
            StackPane cell = new StackPane();
            cell.getStyleClass().add("matrix-cell");
            PartitionChip owned = chip.apply(partition);
            if (owned != null) {
                cell.getChildren().add(owned);
            }
            grid.add(cell, column++, row);
        }
    }

    private static int lastColumn(AssignmentMatrix matrix) {
        return matrix.columns().size() + (int) matrix.columns().stream().map(TopicPartition::topic).distinct().count();
    }

    private static String noteOf(AssignmentMatrix matrix) {
        if (matrix.members().isEmpty()) {
            return "Nobody is in the group. Its positions stay until offsets.retention.minutes have passed.";
        }
        long idle = matrix.members().stream().filter(m -> m.assigned().isEmpty()).count();
        String idleText = idle == 0 ? "" : Figures.count(idle, "member") + (idle == 1 ? " is" : " are") + " idle: a partition has one reader in a group. ";
        String hidden = matrix.hidden() == 0 ? "" : matrix.hidden() + " more partitions are listed under Positions. ";
        String balance = matrix.members().size() < 2 ? "" : matrix.imbalance() == 0 ? "All members own equally many partitions."
                : "The busiest member owns " + Figures.count(matrix.imbalance(), "partition") + " more than the idlest.";
        return idleText + hidden + balance;
    }
}
