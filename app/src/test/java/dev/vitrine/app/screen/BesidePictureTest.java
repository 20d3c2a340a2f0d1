package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.CastWindow;
import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Workbench: tables beside the same picture, before a real broker and the family of the introduction. */
class BesidePictureTest {

    @TempDir Path folder;
    private AppWindow window;
    private ClusterSource source;

    @BeforeEach
    void open() throws Exception {
        CastWindow opened = CastWindow.open(folder, "stage", "topics", "microscope").play(Casts.family());
        window = opened.window();
        source = opened.source();
        window.await(".member");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part));
    }

    /** Who sends without a key stays with one partition for long: records lie in one of them. @return its number */
    private int clickWhereRecordsLie() {
        int[] there = {-1};
        AppWindow.until("records have come", () -> {
            there[0] = source.snapshot().toCompletableFuture().get().topics().stream().filter(topic -> topic.name().equals("family-topic"))
                    .flatMap(topic -> topic.partitions().stream()).filter(p -> p.endOffset() > 3).mapToInt(p -> p.index()).findFirst().orElse(-1);
            return there[0] >= 0;
        });
        window.click(AppWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".lane").stream()
                .filter(lane -> lane.getAccessibleText().startsWith("family-topic partition " + there[0])).findFirst().orElseThrow()));
        return there[0];
    }

    private static Bounds inWindow(Node node) {
        return AppWindow.call(() -> node.localToScene(node.getBoundsInLocal()));
    }

    @Test
    void the_picture_stays_and_the_tables_come_up_beside_it_bound_to_the_same_selection() throws Exception {
        window.click("#depth-Workbench");
        TableView<?> topics = (TableView<?>) window.await("#bench-topics");
        AppWindow.until("the topic and its partitions are listed", () -> topics.getItems().size() >= 4);
        AppWindow.until("they have come up", () -> inWindow(topics).getMaxY() < window.stage().getScene().getHeight());
        assertThat(window.count(".lane")).as("the picture is still there").isPositive();
        assertThat(inWindow(window.find(".lane")).getMaxY()).isLessThan(inWindow(topics).getMinY());
        assertThat(window.count(".feed-text")).as("the panels below made way").isZero();

        int clicked = clickWhereRecordsLie();
        AppWindow.until("the records of the partition that was clicked", () -> says("#messagesOf", "family-topic · partition " + clicked));
        TableView<?> messages = (TableView<?>) window.await("#bench-messages");
        AppWindow.until("records are listed", () -> !messages.getItems().isEmpty());
        window.click(".member");
        AppWindow.until("the member is chosen in its table", () -> ((TableView<?>) window.find("#bench-readers")).getSelectionModel().getSelectedIndex() > 0);
        window.picture("workbench-dark-1280x800");
        window.click("#theme").picture("workbench-light-1280x800");
        window.size(2560, 1440);
        AppWindow.until("it is wide", () -> inWindow(window.find("#bench-readers")).getMaxX() > 2_400);
        window.picture("workbench-light-2560x1440");
        window.size(1280, 800);

        AppWindow.call(() -> {
            topics.getSelectionModel().select(clicked == 1 ? 1 : 2);
            return true;
        });
        AppWindow.until("what is chosen in a table is selected in the picture", () -> window.stage().getScene().getRoot().lookupAll(".lane").stream()
                .anyMatch(lane -> lane.getPseudoClassStates().stream().anyMatch(state -> state.getPseudoClassName().equals("selected"))));
        window.click("#depth-Microscope");
        AppWindow.until("it is what the microscope shows", () -> says(".combo-box .list-cell", clicked == 1 ? "family-topic-0" : "family-topic-1"));
        window.click("#rail-topics");
        window.await("#create");
        window.click("#depth-Workbench");
        AppWindow.until("back at the tables beside the picture", () -> window.find("#bench-topics") != null && window.count(".lane") > 0);
        window.click("#depth-Story");
        AppWindow.until("the tables are gone", () -> window.find("#bench-topics") == null);
        AppWindow.until("and the panels are back", () -> window.count(".feed-text") > 0);
    }

    @Test
    void looking_puts_nobody_on_the_stage_and_going_back_in_time_shows_the_records_of_then() throws Exception {
        window.click("#depth-Workbench");
        clickWhereRecordsLie();
        TableView<?> messages = (TableView<?>) window.await("#bench-messages");
        AppWindow.until("records have come", () -> messages.getItems().size() > 6);
        assertThat(AppWindow.call(() -> says(".member-name", "vitrine-"))).as("the app's own readers are no actors").isFalse();
        assertThat(AppWindow.call(() -> says(".title", "Without a group"))).isFalse();
        window.click(".time-state");
        AppWindow.until("it stands", () -> says(".time-state", "PAUSED"));
        int then = messages.getItems().size();
        for (int i = 0; i < 12; i++) {
            window.press(KeyCode.LEFT);
        }
        AppWindow.until("fewer records then", () -> messages.getItems().size() < then);
    }
}
