package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The microscope before a real broker, on a topic with transactions: committed, aborted, open. */
class MicroscopeTest {

    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);

    @TempDir Path folder;
    private AppWindow window;
    private ClusterSource source;
    private KafkaProducer<String, String> bank;

    @BeforeEach
    void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "microscope"),
                _ -> EmbeddedSource.start(c -> c.listen("localhost", 0).data(folder.resolve("data")).set("log.index.interval.bytes", "512")),
                LaunchOptions.defaults()).serving().size(1280, 800);
        source = ((BrokerState.Serving) window.shell().broker().state()).source();
        source.admin().createTopics(List.of(new NewTopic("ledger", 2, (short) 1).configs(Map.of("segment.bytes", "1048576", "segment.ms", "86400000")))).all().get();
        bank = new KafkaProducer<>(Map.of("bootstrap.servers", source.bootstrap(), "transactional.id", "bank-7", "linger.ms", "0", "client.id", "bank"), new StringSerializer(),
                new StringSerializer());
        bank.initTransactions();
        write();
    }

    /** Plain batches, then transactions of which each third is aborted, and one that stays open. */
    private void write() throws Exception {
        try (var plain = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", source.bootstrap(), "compression.type", "lz4", "linger.ms", "20"), new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 12; i++) {
                for (int n = 0; n <= i % 4; n++) {
                    plain.send(new ProducerRecord<>("ledger", 0, "opening", "{\"account\": " + i + ", \"amount\": " + n * 10 + "}"));
                }
                plain.flush();
            }
        }
        for (int transfer = 0; transfer < 9; transfer++) {
            bank.beginTransaction();
            transfer(transfer);
            if (transfer % 3 == 2) {
                bank.abortTransaction();
            } else {
                bank.commitTransaction();
            }
        }
        bank.beginTransaction();
        transfer(99);
    }

    private void transfer(int id) throws Exception {
        for (String account : List.of("mom", "dad", "fees")) {
            bank.send(new ProducerRecord<>("ledger", 0, account, "{\"transfer\": " + id + ", \"account\": \"" + account + "\"}")).get();
        }
    }

    @AfterEach
    void close() {
        bank.close(Duration.ZERO);
        window.close();
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part));
    }

    private String spoken() {
        return AppWindow.call(() -> String.valueOf(window.await(".strip").getAccessibleText()));
    }

    private String batch() {
        return AppWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".title").stream().filter(AppWindow::shown)
                .map(node -> node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "").filter(text -> text.startsWith("Batch "))
                .findFirst().orElse(""));
    }

    /** Goes to the batch beside the one that is shown, and waits until it is: keys may come quicker than batches. */
    private void another(KeyCode key) {
        String before = batch();
        window.press(key);
        AppWindow.until("another batch", () -> !batch().equals(before));
    }

    private void look(String subject) {
        @SuppressWarnings("unchecked") // it offers names
        ComboBox<String> box = (ComboBox<String>) window.await("#subject");
        AppWindow.until(subject + " is offered", () -> box.getItems().contains(subject));
        AppWindow.call(() -> {
            box.setValue(subject);
            return true;
        });
    }

    @Test
    void a_partition_is_a_strip_of_batches_with_needles_and_a_batch_tells_its_header_and_on_request_its_records() throws Exception {
        try (var reader = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", source.bootstrap(), "group.id", "audit", "client.id", "audit-1"), new StringDeserializer(),
                new StringDeserializer())) {
            reader.assign(List.of(LEDGER));
            reader.commitSync(Map.of(LEDGER, new OffsetAndMetadata(21)));
        }
        window.click("#depth-Microscope");
        look("ledger-0");
        AppWindow.until("the strip tells of its needles", () -> spoken().contains("last stable offset") && spoken().contains("held back") && spoken().contains("audit 21"));
        AppWindow.until("who holds it back is named", () -> says("#notes", "Transaction bank-7"));

        window.click(".strip");
        window.press(KeyCode.HOME);
        window.press(KeyCode.UP);
        AppWindow.until("a batch is picked", () -> says(".title", "Batch "));
        for (int i = 0; i < 60 && !AppWindow.call(() -> says("#summary", "lz4")); i++) {
            another(KeyCode.UP);
        }
        assertThat(says("#summary", "lz4")).isTrue();
        assertThat(says(".fact", "not idempotent") || says(".fact-name", "producer id")).isTrue();
        window.click("#read");
        TableView<?> records = (TableView<?>) window.await("#records");
        AppWindow.until("its records are listed", () -> !records.getItems().isEmpty());
        window.pictures("microscope-log");

        AppWindow.call(() -> {
            window.find(".strip").requestFocus();
            return true;
        });
        for (int i = 0; i < 60 && !AppWindow.call(() -> says("#summary", "aborted")); i++) {
            another(KeyCode.DOWN);
        }
        assertThat(says("#summary", "marker: the transaction is aborted")).isTrue();
        assertThat(window.find("#read").isDisabled()).as("a marker has no records for anybody").isTrue();
    }

    @Test
    void moving_between_the_depths_keeps_what_is_selected() throws Exception {
        window.click("#depth-Microscope");
        look("ledger-1");
        window.click("#depth-Workbench");
        AppWindow.until("it is chosen in the tables beside the picture", () -> says("#messagesOf", "ledger · partition 1"));
        window.click("#depth-Story");
        AppWindow.until("the inspector has it on the stage", () -> says(".foot-title", "ledger"));
        window.click("#depth-Microscope");
        AppWindow.until("it is still there", () -> ((ComboBox<?>) window.find("#subject")).getValue().equals("ledger-1"));
    }

    @Test
    void a_group_is_its_state_machine_and_a_broker_its_logs_threads_and_connections() throws Exception {
        try (var reader = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", source.bootstrap(), "group.id", "audit", "client.id", "audit-1"), new StringDeserializer(),
                new StringDeserializer())) {
            reader.subscribe(List.of("ledger"));
            for (int i = 0; i < 100 && reader.assignment().isEmpty(); i++) {
                reader.poll(Duration.ofMillis(100));
            }
            window.click("#depth-Microscope");
            window.click("#kind-Group");
            look("audit");
            AppWindow.until("the state is said", () -> says(".soft", "Stable for"));
            ListView<?> taken = (ListView<?>) window.await("#taken");
            AppWindow.until("its ways are listed", () -> taken.getItems().size() >= 3);
            window.pictures("microscope-group");

            window.click("#kind-Broker");
            TableView<?> threads = (TableView<?>) window.await("#threads");
            AppWindow.until("threads are there", () -> !threads.getItems().isEmpty());
            AppWindow.until("the folder is there", () -> says("#folder", "broker-1"));
            AppWindow.until("the reader is connected", () -> ((TableView<?>) window.find("#connections")).getItems().size() > 1);
            window.pictures("microscope-broker");
        }
    }
}
