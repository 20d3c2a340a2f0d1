package dev.vitrine.app.screen.composer;

import dev.vitrine.app.model.composer.ReportWords;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.model.composer.SendReport;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.widget.PartitionChip;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What became of what was sent. */
public final class ReportPane extends VBox {

    private static final int FAILURES_SHOWN = 3;

    private final Label title = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final VBox body = new VBox(8);
    private SendReport shown;

    public ReportPane() {
        getStyleClass().addAll("card", "report");
        title.getStyleClass().add("report-title");
        title.setId("report-title");
        title.setWrapText(true);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("small");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(title, bar, scroll);
        idle();
    }

    /** Nothing was sent yet. */
    void idle() {
        shown = null;
        title.setText("Not sent yet");
        running(false);
        body.getChildren().setAll(line("Here you will see in which partition and at which offset it came to lie, how long the answer took, or why it was refused.", "soft"));
    }

    void show(SendMode mode, SendReport report) {
        if (report.equals(shown)) {
            return;
        }
        shown = report;
        title.setText(ReportWords.title(report));
        title.getStyleClass().removeAll("ok-text", "bad-text");
        if (!report.running()) {
            title.getStyleClass().add(report.failed() > 0 || report.state() == SendReport.State.FAILED ? "bad-text" : "ok-text");
        }
        running(report.running());
        bar.setProgress(report.state() == SendReport.State.CONNECTING ? -1 : report.part());
        body.getChildren().clear();
        report.worst().stream().limit(FAILURES_SHOWN).forEach(f -> body.getChildren().add(line(ReportWords.failure(f), "bad-text")));
        report.placed().forEach((partition, placed) -> body.getChildren().add(placed(partition, placed)));
        if (report.handed() > 0) {
            body.getChildren().add(figures(mode, report));
        }
    }

    private static Node placed(int partition, SendReport.Placed placed) {
        Label where = new Label(ReportWords.place(placed));
        where.getStyleClass().add("mono");
        where.setId("placed-" + partition);
        HBox row = new HBox(new PartitionChip(partition), where);
        row.getStyleClass().add("placed-row");
        return row;
    }

    private static GridPane figures(SendMode mode, SendReport report) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("report-grid");
        fact(grid, report.asked() == 1 ? "Answer after" : "Answers", ReportWords.latency(report));
        if (report.asked() > 1) {
            fact(grid, "Throughput", ReportWords.throughput(report));
        }
        fact(grid, "The calls took", ReportWords.spent(report));
        fact(grid, "Connecting took", Times.span(report.connectNanos()));
        String knows = ReportWords.programKnows(mode, report);
        if (!knows.isEmpty()) {
            fact(grid, "A program knows", knows);
        }
        return grid;
    }

    private static void fact(GridPane grid, String name, String value) {
        Label label = new Label(name);
        label.getStyleClass().add("soft");
        label.setMinWidth(USE_PREF_SIZE);
        Label text = new Label(value);
        text.setWrapText(true);
        GridPane.setHgrow(text, Priority.ALWAYS);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        grid.addRow(grid.getRowCount(), label, text);
    }

    private static Label line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        return label;
    }

    private void running(boolean on) {
        bar.setVisible(on);
        bar.setManaged(on);
    }
}
