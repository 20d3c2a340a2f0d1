package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.Figures;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Keeps a growing table at its end, until the person scrolls, clicks or types in it; then counts what came below. */
final class FollowingTable {

    private final TableView<?> table;
    private final Button newer;
    private boolean on;
    private boolean wanted;
    private int missed;

    FollowingTable(TableView<?> table, Button newer) {
        this.table = table;
        this.newer = newer;
        table.addEventFilter(ScrollEvent.SCROLL, _ -> pause());
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> pause());
        table.addEventFilter(KeyEvent.KEY_PRESSED, _ -> pause());
        refresh();
    }

    void follow(boolean follow) {
        wanted = follow;
        on = follow;
        missed = 0;
        toEnd();
        refresh();
    }

    /** @param rows so many were added at the end */
    void added(int rows) {
        if (rows == 0 || !wanted) {
            return;
        }
        if (on) {
            toEnd();
        } else {
            missed += rows;
            refresh();
        }
    }

    private void toEnd() {
        if (on && !table.getItems().isEmpty()) {
            table.scrollTo(table.getItems().size() - 1);
        }
    }

    private void pause() {
        on = false;
        refresh();
    }

    private void refresh() {
        newer.setText(Figures.exact(missed) + " new ↓");
        newer.setVisible(wanted && !on && missed > 0);
    }
}
