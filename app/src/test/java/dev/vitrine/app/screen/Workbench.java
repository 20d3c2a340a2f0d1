package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.testfx.api.FxRobot;

/** What a person does at the working screens, in a robot's words; and programs beside the app. */
final class Workbench {

    private final AppWindow window;
    private final FxRobot robot;

    Workbench(AppWindow window, FxRobot robot) {
        this.window = window;
        this.robot = robot;
    }

    ClusterSource source() {
        return ((BrokerState.Serving) window.shell().broker().state()).source();
    }

    static void until(String what, Callable<Boolean> condition) {
        AppWindow.until(what, condition);
    }

    void go(String screen) {
        until("the rail is open", () -> !window.find("#rail-" + screen).isDisabled());
        window.click("#rail-" + screen);
    }

    <T extends Node> T node(String id) {
        @SuppressWarnings("unchecked")
        T found = (T) window.await("#" + id);
        return found;
    }

    void click(String id) {
        Node node = node(id);
        until(id + " can be used", () -> !node.isDisabled());
        window.click(node);
    }

    /** Puts a whole text at once: a robot's key for each character knows no keyboard layout. */
    void type(String id, String text) {
        TextInputControl field = node(id);
        window.click(field);
        robot.interact(() -> field.setText(text));
    }

    void reads(String id, String text) {
        until(id + " says " + text, () -> window.text("#" + id).contains(text));
    }

    /** Chooses the row whose first column says this, once it is there. */
    void choose(String table, String text) {
        TableView<?> view = node(table);
        until(table + " lists " + text, () -> row(view, text) >= 0);
        robot.interact(() -> {
            view.requestFocus();
            view.getSelectionModel().select(row(view, text));
        });
    }

    private static int row(TableView<?> view, String text) {
        return IntStream.range(0, view.getItems().size()).filter(i -> text.equals(view.getColumns().getFirst().getCellData(i))).findFirst().orElse(-1);
    }

    /** A program that sends so many records to partition 0. */
    void fill(String topic, int records) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", source().bootstrap());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, ("k" + i).getBytes(StandardCharsets.UTF_8), ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))).get();
            }
        }
    }

    /** A program that is in a group and owns its partitions. */
    KafkaConsumer<byte[], byte[]> reader(String group, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", source().bootstrap(), "group.id", group,
                "client.id", group + "-app", "auto.offset.reset", "earliest", "enable.auto.commit", "false"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        for (int i = 0; i < 100 && consumer.assignment().isEmpty(); i++) {
            consumer.poll(Duration.ofMillis(100));
        }
        assertThat(consumer.assignment()).isNotEmpty();
        return consumer;
    }
}
