package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actors clicked through, and the lab, before a real broker. */
class ActorsTest {

    @TempDir Path folder;
    private AppWindow window;

    @BeforeEach
    void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "actors", "lab"), _ -> EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral()),
                LaunchOptions.defaults()).serving().size(1280, 800);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part));
    }

    private void go(String rail) {
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-" + rail).isDisabled());
        window.click("#rail-" + rail);
    }

    private void choose(int row) {
        TableView<?> table = (TableView<?>) window.await("#table");
        AppWindow.call(() -> {
            table.getSelectionModel().select(row);
            return true;
        });
    }

    @Test
    void the_family_is_called_crashed_changed_removed_and_brought_back() throws Exception {
        go("actors");
        window.click("#call-Dear-Mom");
        TableView<?> table = (TableView<?>) window.await("#table");
        AppWindow.until("three actors", () -> table.getItems().size() == 3);
        choose(0);
        AppWindow.until("mom's messages are answered", () -> says("#figure-acked", "3"));
        window.pictures("actors-producer");
        choose(1);
        AppWindow.until("the e-mail service owns partitions", () -> says(".owned-row .label", "owns family-topic"));
        window.pictures("actors-consumer");
        window.click("#crash");
        AppWindow.until("it is told what that means", () -> says("#note", "It said nothing"));
        window.picture("actors-crashed-dark-1280x800");
        window.click("#start");
        AppWindow.until("it runs again", () -> says("#state", "running"));
        window.click("#freeze");
        AppWindow.until("it is frozen", () -> says("#state", "frozen"));
        window.click("#wake");
        AppWindow.until("it runs on", () -> says("#state", "running"));
        window.click("#remove");
        AppWindow.until("it is gone", () -> table.getItems().size() == 2);
        AppWindow.until("undo is offered", () -> says(".toast .link", "Undo"));
        window.click(".toast .link");
        AppWindow.until("it is back", () -> table.getItems().size() == 3);
        go("stage");
        AppWindow.until("mom is an actor on the stage", () -> says(".producer > .pill", "actor"));
        AppWindow.until("records flow", () -> says(".actor-rate", " rec/s"));
        AppWindow.until("both groups read", () -> window.stage().getScene().getRoot().lookupAll(".member").size() == 2);
        window.pictures("stage-actors");
        window.close();
        assertThat(Files.readString(folder.resolve("app.properties"))).contains("email-service");
    }

    @Test
    void the_stage_calls_the_family_by_itself() throws Exception {
        window.click("#play");
        AppWindow.until("mom is an actor on the stage", () -> says(".producer > .pill", "actor"));
        Node producer = window.await(".producer");
        AppWindow.until("it can be told what to do", () -> producer.isVisible());
    }

    @Test
    void the_lab_answers_both_questions() throws Exception {
        go("lab");
        window.await("#lab-join");
        window.click("#lab-join");
        AppWindow.until("the event is told", () -> says(".detail-title", "member-d joins."));
        AppWindow.until("sticky stops all", () -> says(".lab-figures .pill", "10 stopped"));
        window.pictures("lab-assignors");
        window.click("#lab-part-Where-does-a-key-go-");
        AppWindow.until("the key's place is told", () -> says("#lab-verdict", "“mom” leads to partition"));
        window.pictures("lab-keys");
    }
}
