package dev.vitrine.app.widget;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.words.Reason;
import java.util.concurrent.Callable;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Says what is about to happen, then does it: a title, what changes, and a button that bears the verb. While the work runs the sheet waits; where
 * it fails the reason stands in the sheet, with nothing lost that was typed.
 */
public final class PreviewSheet extends VBox {

    private final Label title = new Label();
    private final Label problem = new Label();
    private final ProgressIndicator busy = new ProgressIndicator();
    private final GuardedButton act = new GuardedButton();
    private final Button cancel = new Button("Cancel");
    private final Sheets sheets;
    private Node first = act.button();

    public PreviewSheet(Sheets sheets, String heading, Node content) {
        this.sheets = sheets;
        getStyleClass().addAll("card", "sheet-card");
        title.setText(heading);
        title.getStyleClass().add("sheet-title");
        title.setWrapText(true);
        problem.getStyleClass().addAll("bad-text", "sheet-problem");
        problem.setWrapText(true);
        act.setId("sheet-act");
        cancel.setId("sheet-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> sheets.close());
        say("");
        working(false);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().setAll(title, content, problem, buttons());
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    private Node buttons() {
        busy.setMaxSize(18, 18);
        HBox row = new HBox(10, busy, new Spring(), cancel, act);
        row.setAlignment(Pos.CENTER_RIGHT);
        row.getStyleClass().add("sheet-buttons");
        return row;
    }

    /** The button that does it, for guarding and for changing its words. */
    public GuardedButton act() {
        return act;
    }

    /** Red only where data is lost. */
    public PreviewSheet danger() {
        act.setButtonClass("danger");
        return this;
    }

    /** Where the keyboard begins; otherwise on the verb. */
    public PreviewSheet beginAt(Node node) {
        first = node;
        return this;
    }

    public PreviewSheet wide() {
        getStyleClass().add("wide");
        return this;
    }

    /** Shows the sheet; the verb does the work in the background, then {@code after} follows on the toolkit's thread. */
    public void open(Background background, String verb, Callable<?> work, Runnable after) {
        act.setText(verb);
        act.button().setDefaultButton(true);
        if (!act.button().getStyleClass().contains("danger")) {
            act.setButtonClass("accent");
        }
        act.setOnAction(_ -> run(background, work, after));
        sheets.open(this, first);
    }

    private void run(Background background, Callable<?> work, Runnable after) {
        working(true);
        say("");
        background.run(work, _ -> {
            working(false);
            sheets.close();
            after.run();
        }, failure -> {
            working(false);
            say(Reason.of(failure));
        });
    }

    private void working(boolean on) {
        busy.setVisible(on);
        act.setDisable(on);
    }

    private void say(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        problem.setManaged(!text.isEmpty());
    }
}
