package dev.vitrine.app.screen.lab;

import dev.vitrine.app.model.keys.Partitioner;
import dev.vitrine.app.model.keys.Partitioner.Place;
import dev.vitrine.app.model.keys.Writers;
import dev.vitrine.app.model.keys.Writers.Writer;
import dev.vitrine.app.screen.messages.TopicChoice;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.NumberField;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A key, and the partition that it leads to in each client library; who writes to the topic now, and whether they agree. */
public final class KeyPane extends ScrollPane {

    private final TopicChoice choice = new TopicChoice();
    private List<Writer> live = List.of();

    @FXML private TextField key;
    @FXML private ComboBox<String> topic;
    @FXML private NumberField partitions;
    @FXML private Label verdict;
    @FXML private FlowPane places;
    @FXML private Label writersTitle;
    @FXML private VBox writers;
    @FXML private Label warning;

    public KeyPane() {
        Fxml.into(this, "key-pane.fxml");
    }

    @FXML
    private void initialize() {
        key.setId("lab-key");
        verdict.setId("lab-verdict");
        partitions.set(3);
        key.textProperty().addListener(_ -> draw());
        partitions.valueProperty().addListener(_ -> draw());
        choice.bind(topic, name -> {
            choice.partitions(name).ifPresent(partitions::set);
            live = List.of();
            drawWriters();
        });
        draw();
        drawWriters();
    }

    /** Chooses a topic as soon as it is known. */
    void want(String name) {
        choice.want(name);
    }

    void show(ClusterSnapshot snapshot) {
        choice.show(snapshot);
        if (topic.getValue() == null && !topic.getItems().isEmpty() && !topic.getItems().getFirst().startsWith("__")) {
            topic.setValue(topic.getItems().getFirst());
        }
        List<Writer> now = topic.getValue() == null ? List.of() : Writers.of(snapshot, topic.getValue());
        if (!now.equals(live)) {
            live = now;
            drawWriters();
        }
    }

    private Optional<Place> place(Partitioner partitioner) {
        return partitioner.place(key.getText().getBytes(StandardCharsets.UTF_8), partitions.number());
    }

    private void draw() {
        Optional<Integer> java = place(Partitioner.JAVA).map(Place::partition);
        places.getChildren().clear();
        List<String> astray = new ArrayList<>();
        for (Partitioner partitioner : Partitioner.values()) {
            Optional<Place> place = place(partitioner);
            boolean odd = !place.map(Place::partition).equals(java);
            if (odd) {
                astray.add(partitioner.label());
            }
            places.getChildren().add(card(partitioner, place, odd));
        }
        String shown = key.getText().isEmpty() ? "The empty key" : "“" + key.getText() + "”";
        verdict.setText(astray.isEmpty() ? shown + " leads to partition " + java.orElseThrow() + " with every library."
                : shown + " leads to partition " + java.orElseThrow() + ", but elsewhere with " + String.join(" and ", astray) + ".");
        drawWriters();
    }

    private static Node card(Partitioner partitioner, Optional<Place> place, boolean odd) {
        Label title = new Label(partitioner.label());
        title.getStyleClass().add("title");
        Label usedBy = new Label(partitioner.usedBy());
        usedBy.getStyleClass().add("soft");
        usedBy.setWrapText(true);
        usedBy.setMinHeight(Region.USE_PREF_SIZE);
        Label where = new Label(place.isPresent() ? "partition " + place.get().partition() : "any partition");
        where.getStyleClass().add("medium");
        HBox line = new HBox(where);
        place.ifPresent(p -> line.getChildren().addFirst(new PartitionChip(p.partition())));
        line.getStyleClass().add("place-line");
        Label sum = new Label(place.map(Place::sum).orElse("an empty key counts as none"));
        sum.getStyleClass().add("place-sum");
        sum.setWrapText(true);
        sum.setMinHeight(Region.USE_PREF_SIZE);
        VBox card = new VBox(title, line, usedBy, sum);
        card.getStyleClass().addAll("card", "place-card");
        if (odd) {
            card.getStyleClass().add("odd");
        }
        return card;
    }

    private void drawWriters() {
        String name = topic.getValue();
        writersTitle.setText(name == null ? "Choose a topic to see who writes to it" : live.isEmpty() ? "Nobody has written to " + name + " since connecting"
                : "Who writes to " + name + " now, and where this key would lie");
        writers.getChildren().setAll(live.stream().map(this::row).toList());
        Optional<String> clash = Writers.disagreement(live);
        warning.setText(clash.orElse(live.stream().allMatch(Writer::sure) ? ""
                : "kafkajs does not tell its version: before 2 its default was the legacy partitioner. A program may also have set another one."));
        warning.getStyleClass().setAll("label", clash.isPresent() ? "warn-text" : "soft");
        LabController.visible(warning, !warning.getText().isEmpty());
    }

    private Node row(Writer writer) {
        Label who = new Label(writer.client());
        who.getStyleClass().add("strong");
        Label software = new Label(writer.software() + writer.partitioner().map(p -> " · " + p.label()).orElse(" · partitioner not known"));
        software.getStyleClass().add("soft");
        HBox row = new HBox(who, software);
        row.getStyleClass().add("writer-row");
        writer.partitioner().flatMap(this::place).ifPresent(place -> row.getChildren().addFirst(new PartitionChip(place.partition())));
        return row;
    }
}
