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
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import javafx.scene.shape.HLineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;
import javafx.scene.shape.VLineTo;
import org.apache.kafka.common.TopicPartition;

/** Members down, partitions across: a chip in its hue where one owns the other. Made anew only when ownership changes; lag follows. */
public final class MatrixPane extends VBox {

    private static final int NODES_A_FRAME = 40;
    private static final double CELL = 24;
    private static final double GAP = 4;
    private static final double ROW_GAP = 6;
    private static final double ROUND = 4;

    private final GridPane grid = new GridPane();
    private final Label note = new Label();
    private final Map<String, Label> lags = new HashMap<>();
    private AssignmentMatrix drawn;
    private int rowsDrawn;

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
        boolean another = drawn == null || !sameShape(drawn, matrix);
        drawn = matrix;
        if (another) {
            draw(matrix);
        }
        group.members().forEach(this::lag);
    }

    private static boolean sameShape(AssignmentMatrix a, AssignmentMatrix b) {
        return a.columns().equals(b.columns()) && a.owned().equals(b.owned()) && ids(a).equals(ids(b)) && a.hidden() == b.hidden();
    }

    private static List<String> ids(AssignmentMatrix matrix) {
        return matrix.members().stream().map(MemberLine::memberId).toList();
    }

    private void draw(AssignmentMatrix matrix) {
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        grid.getRowConstraints().clear();
        lags.clear();
        if (!matrix.columns().isEmpty()) {
            sheet(matrix, matrix.members().size() + (matrix.columns().stream().anyMatch(matrix::unowned) ? 1 : 0));
        }
        heads(matrix);
        if (!matrix.members().isEmpty()) {
            Label behind = new Label("behind");
            behind.getStyleClass().add("matrix-topic");
            behind.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(behind, lastColumn(matrix) + 1, 0);
        }
        rowsDrawn = 0;
        step();
        grid.setAccessibleText(matrix.sentence());
        note.setText(noteOf(matrix));
    }

    /** Draws on where one frame would have taken too long; to be called in each. */
    void step() {
        if (drawn == null) {
            return;
        }
        int nodes = 0;
        while (rowsDrawn <= drawn.members().size() && nodes < NODES_A_FRAME) {
            if (rowsDrawn < drawn.members().size()) {
                nodes += 3 + drawn.owned().get(rowsDrawn).size();
                member(drawn, rowsDrawn);
                lag(drawn.members().get(rowsDrawn));
            } else {
                unowned(drawn);
            }
            rowsDrawn++;
        }
    }

    private void lag(MemberLine m) {
        Label label = lags.get(m.memberId());
        if (label != null) {
            label.setText(m.assigned().isEmpty() ? "idle" : m.lag() instanceof Lag.Records(long count) ? Figures.exact(count) : m.lag().text());
        }
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

    /** A chip wherever there is one, in the column of its partition; between topics lies an empty column. */
    private void cells(AssignmentMatrix matrix, int row, Function<TopicPartition, PartitionChip> chip) {
        int column = 1;
        String topic = matrix.columns().isEmpty() ? "" : matrix.columns().getFirst().topic();
        for (TopicPartition partition : matrix.columns()) {
            if (!partition.topic().equals(topic)) {
                column++;
                topic = partition.topic();
            }
            PartitionChip owned = chip.apply(partition);
            if (owned != null) {
                grid.add(owned, column, row);
            }
            column++;
        }
    }

    /** The sheet behind the chips: one shape for all cells, because a node for each of some thousand cells takes its time. */
    private void sheet(AssignmentMatrix matrix, int rows) {
        grid.getColumnConstraints().setAll(new ColumnConstraints());
        Path sheet = new Path();
        sheet.getStyleClass().add("matrix-sheet");
        sheet.setManaged(false);
        double x = 0;
        String topic = matrix.columns().isEmpty() ? "" : matrix.columns().getFirst().topic();
        for (TopicPartition partition : matrix.columns()) {
            if (!partition.topic().equals(topic)) {
                topic = partition.topic();
                grid.getColumnConstraints().add(new ColumnConstraints(0));
                x += GAP;
            }
            grid.getColumnConstraints().add(new ColumnConstraints(CELL));
            for (int row = 0; row < rows; row++) {
                cell(sheet, x, row * (CELL + ROW_GAP));
            }
            x += CELL + GAP;
        }
        for (int row = 0; row <= rows; row++) {
            grid.getRowConstraints().add(row == 0 ? new RowConstraints() : new RowConstraints(CELL));
        }
        grid.getChildren().addFirst(sheet);
        anchor(sheet);
    }

    private static void cell(Path sheet, double x, double y) {
        sheet.getElements().addAll(new MoveTo(x + ROUND, y), new HLineTo(x + CELL - ROUND), new QuadCurveTo(x + CELL, y, x + CELL, y + ROUND),
                new VLineTo(y + CELL - ROUND), new QuadCurveTo(x + CELL, y + CELL, x + CELL - ROUND, y + CELL), new HLineTo(x + ROUND),
                new QuadCurveTo(x, y + CELL, x, y + CELL - ROUND), new VLineTo(y + ROUND), new QuadCurveTo(x, y, x + ROUND, y));
    }

    /** It begins where the grid has put its first cell. */
    private void anchor(Path sheet) {
        Region first = new Region();
        grid.add(first, 1, 1);
        first.boundsInParentProperty().addListener((_, _, at) -> sheet.relocate(at.getMinX(), at.getMinY()));
        sheet.relocate(first.getBoundsInParent().getMinX(), first.getBoundsInParent().getMinY());
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
