package dev.vitrine.app.screen;

import static dev.vitrine.app.screen.Workbench.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.widget.Look;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The main flows of the working screens, clicked through by a robot against a broker of its own. */
class WorkbenchTest {

    private final FxRobot robot = new FxRobot();
    private AppWindow window;
    private Workbench bench;

    @BeforeEach
    void sit(@TempDir Path folder) throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), Screens.all(), _ -> EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral()),
                LaunchOptions.defaults()).serving();
        bench = new Workbench(window, robot);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_topic_is_created_written_to_read_and_deleted() {
        bench.go("topics");
        bench.click("create");
        bench.type("create-name", "family-topic");
        bench.type("create-partitions", "1");
        bench.click("sheet-act-button");
        bench.choose("table", "family-topic");
        bench.click("compose");

        ComboBox<String> topic = bench.node("topic");
        until("the composer knows the topic", () -> "family-topic".equals(topic.getValue()));
        bench.type("key-text", "mom");
        window.click("#value #json");
        bench.type("value-text", "{\"id\": 1, \"content\": \"Hi Mom!\"}");
        bench.click("send-button");
        bench.reads("report-title", "Arrived");
        bench.reads("placed-0", "offset 0");

        bench.go("messages");
        TableView<?> messages = bench.node("table");
        until("the record is listed", () -> messages.getItems().size() == 1);
        robot.interact(() -> messages.getSelectionModel().selectFirst());
        bench.reads("place", "0");
        ListView<String> lines = bench.node("lines");
        until("the value is laid out", () -> lines.getItems().contains("  \"content\": \"Hi Mom!\""));

        bench.go("topics");
        bench.choose("table", "family-topic");
        bench.click("delete-button");
        Button verb = bench.node("sheet-act-button");
        assertThat(verb.getText()).isEqualTo("Delete 1 record");
        window.click(verb);
        TableView<?> topics = bench.node("table");
        until("the topic is gone", () -> topics.getItems().isEmpty());
    }

    @Test
    void a_group_shows_its_lag_says_why_it_cant_be_reset_and_is_reset_with_a_preview() throws Exception {
        bench.fill("orders", 10);
        try (var consumer = bench.reader("billing", "orders")) {
            consumer.commitSync(Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(7)));
            bench.go("groups");
            bench.choose("table", "billing");
            bench.reads("facts", "3 records behind");
            bench.reads("guardNote", "stop billing-app first");
            assertThat(bench.node("reset-button").isDisabled()).isTrue();
        }
        bench.click("reset-button");
        Button verb = bench.node("sheet-act-button");
        until("the plan is made", () -> verb.getText().startsWith("Reset ") && !verb.isDisabled());
        bench.reads("outcome", "7 records will be read again.");
        window.click(verb);
        bench.reads("facts", "10 records behind");
    }

    @Test
    void a_listed_record_is_edited_and_sent_again() throws Exception {
        bench.fill("orders", 3);
        bench.go("topics");
        bench.choose("table", "orders");
        bench.click("messages");
        TableView<?> messages = bench.node("table");
        until("the records are listed", () -> messages.getItems().size() == 3);
        robot.interact(() -> messages.getSelectionModel().selectFirst());
        bench.click("again");
        TextArea value = bench.node("value-text");
        until("the draft is laid out", () -> value.getText().equals("{\n  \"n\": 2\n}"));
        assertThat(bench.<TextField>node("key-text").getText()).isEqualTo("k2");
        bench.click("send-button");
        bench.reads("placed-0", "offset 3");
    }

    @Test
    void a_draft_that_cant_be_sent_says_why() {
        bench.go("composer");
        Button send = bench.node("send-button");
        until("nothing is chosen yet", send::isDisabled);
        assertThat(send.getAccessibleHelp()).isEqualTo("Choose a topic.");
        ComboBox<String> topic = bench.node("topic");
        robot.interact(() -> topic.getEditor().setText("new-topic"));
        window.click("#value #json");
        bench.type("value-text", "{oops");
        until("the value is wrong", () -> send.getAccessibleHelp() != null && send.getAccessibleHelp().startsWith("not JSON: line 1"));
        bench.type("value-text", "{}");
        until("it can be sent", () -> !send.isDisabled());
    }

    @Test
    void escape_takes_a_question_back_and_nothing_has_happened() throws Exception {
        bench.fill("orders", 1);
        bench.go("topics");
        bench.choose("table", "orders");
        robot.type(KeyCode.DELETE);
        bench.node("sheet-act-button");
        robot.type(KeyCode.ESCAPE);
        until("the question is gone", () -> window.find("#sheet-act-button") == null);
        assertThat(bench.source().admin().listTopics().names().get()).contains("orders");
    }

    @Test
    void settings_tell_where_the_data_lies_and_change_the_look() {
        bench.go("settings");
        bench.reads("foldersNote", "gone when the app ends"); // its broker is an ephemeral one
        window.click("#light");
        Node bar = bench.node("topBar");
        until("the light look is on", () -> Look.isLight(bar));
        assertThat(bench.<Label>node("address").getText()).isEqualTo(bench.source().bootstrap());
    }
}
