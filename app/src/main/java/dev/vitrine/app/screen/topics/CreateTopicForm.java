package dev.vitrine.app.screen.topics;

import dev.vitrine.app.model.topics.TopicDraft;
import dev.vitrine.app.widget.Fxml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** What a new topic shall be. */
public final class CreateTopicForm extends VBox {

    private static final String AS_BROKER = "as the broker says";
    private static final Map<String, String> RETENTIONS = ordered(AS_BROKER, "", "1 hour", "3600000", "1 day", "86400000",
            "7 days", "604800000", "30 days", "2592000000", "for ever", "-1");
    private static final Map<String, String> POLICIES = ordered(AS_BROKER, "", "old records are deleted", "delete",
            "the newest of each key stays", "compact", "both", "compact,delete");

    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final Set<String> taken;
    private final int brokers;
    private final int usual;

    @FXML private TextField name;
    @FXML private Label nameProblem;
    @FXML private TextField partitions;
    @FXML private ComboBox<String> replication;
    @FXML private Label partitionsNote;
    @FXML private ComboBox<String> retention;
    @FXML private ComboBox<String> cleanup;
    @FXML private Label cleanupNote;
    @FXML private TextArea configs;
    @FXML private Label configsProblem;

    /** @param usual how many copies are offered first; 1 for whatever the broker says */
    CreateTopicForm(Set<String> taken, int brokers, int usual) {
        this.taken = taken;
        this.brokers = brokers;
        this.usual = usual;
        Fxml.into(this, "create-topic.fxml");
    }

    @FXML
    private void initialize() {
        name.setId("create-name");
        partitions.setId("create-partitions");
        retention.getItems().setAll(RETENTIONS.keySet());
        cleanup.getItems().setAll(POLICIES.keySet());
        replication.getItems().add(AS_BROKER);
        for (int copies = 1; copies <= brokers; copies++) {
            replication.getItems().add(String.valueOf(copies));
        }
        retention.getSelectionModel().selectFirst();
        cleanup.getSelectionModel().selectFirst();
        replication.getSelectionModel().select(usual > 1 ? String.valueOf(usual) : AS_BROKER);
        name.textProperty().subscribe(this::check);
        partitions.textProperty().subscribe(this::check);
        configs.textProperty().subscribe(this::check);
        cleanup.valueProperty().subscribe(this::check);
        check();
    }

    /** Why it can't be created yet; empty where it can. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** What is typed first. */
    Node first() {
        return name;
    }

    TopicDraft draft() {
        Map<String, String> settings = new LinkedHashMap<>(parsed());
        put(settings, "retention.ms", RETENTIONS.get(retention.getValue()));
        put(settings, "cleanup.policy", POLICIES.get(cleanup.getValue()));
        String copies = replication.getValue();
        return new TopicDraft(name.getText().strip(), Integer.parseInt(partitions.getText().strip()),
                copies.equals(AS_BROKER) ? -1 : Short.parseShort(copies), settings);
    }

    private void check() {
        Optional<String> badName = TopicDraft.nameProblem(name.getText().strip(), taken);
        Optional<String> badPartitions = TopicDraft.partitionsProblem(partitions.getText());
        Optional<String> badConfigs = configs.getText().lines().filter(l -> !l.isBlank() && !l.matches("\\s*[a-z][a-z0-9.]*\\s*=.*")).findFirst()
                .map(line -> "“" + line.strip() + "” is not name=value.");
        note(nameProblem, name.getText().isEmpty() ? "" : badName.orElse(""), badName.isPresent());
        note(partitionsNote, badPartitions.orElse("Records of one key keep their order within a partition; each partition has one reader in a group."), badPartitions.isPresent());
        note(cleanupNote, cleanup.getValue() != null && cleanup.getValue().startsWith("the newest")
                ? "Records need keys; a record without a value (a tombstone) deletes its key." : "", false);
        note(configsProblem, badConfigs.orElse(""), badConfigs.isPresent());
        problem.set(badName.or(() -> badPartitions).or(() -> badConfigs).orElse(""));
    }

    private static void note(Label label, String text, boolean bad) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
        label.getStyleClass().removeAll("bad-text", "soft");
        label.getStyleClass().add(bad ? "bad-text" : "soft");
    }

    private Map<String, String> parsed() {
        Map<String, String> settings = new LinkedHashMap<>();
        configs.getText().lines().filter(line -> line.contains("="))
                .forEach(line -> settings.put(line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1).strip()));
        return settings;
    }

    private static void put(Map<String, String> settings, String key, String value) {
        if (!value.isEmpty()) {
            settings.put(key, value);
        }
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
