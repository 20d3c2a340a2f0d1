package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.AppWindow;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

class CutWordsTest {

    private Label cut;
    private Label whole;
    private Label withIcon;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        FxToolkit.registerPrimaryStage();
        stage = AppWindow.call(() -> {
            cut = new Label("a very long name that nobody gave any room to");
            whole = new Label("short");
            cut.setMaxWidth(80);
            withIcon = new Label("settings", new FontIcon("fth-settings"));
            Stage made = new Stage();
            made.setScene(new Scene(new VBox(60, cut, whole, withIcon), 300, 200));
            CutWords.install(made.getScene());
            made.show();
            return made;
        });
    }

    @AfterEach
    void close() {
        AppWindow.call(() -> {
            stage.hide();
            return true;
        });
    }

    private static boolean tips(String text) {
        return Window.getWindows().stream().anyMatch(window -> window instanceof Tooltip tip && tip.isShowing() && tip.getText().equals(text));
    }

    @Test
    void words_that_are_cut_are_shown_whole_where_the_mouse_rests_and_others_are_left_alone() {
        AppWindow.until("it is laid out", () -> CutWords.wholeIfCut(cut).isPresent());
        assertThat(AppWindow.call(() -> CutWords.wholeIfCut(whole))).isEmpty();
        assertThat(AppWindow.call(() -> CutWords.wholeIfCut(withIcon))).isEmpty();
        FxRobot robot = new FxRobot();
        robot.moveTo(cut);
        AppWindow.until("they are shown", () -> tips(cut.getText()));
        robot.moveTo(whole);
        AppWindow.until("and gone again", () -> !tips(cut.getText()));
    }
}
