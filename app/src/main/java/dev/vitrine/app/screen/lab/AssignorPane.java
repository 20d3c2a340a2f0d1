package dev.vitrine.app.screen.lab;

import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.lab.Lab;
import dev.vitrine.app.model.lab.Lab.Step;
import dev.vitrine.app.model.lab.LabEvent;
import dev.vitrine.app.model.lab.LabGroup;
import dev.vitrine.app.widget.Fxml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/** One group under six assignors, event by event; any step of the past can be looked at again. */
public final class AssignorPane extends HBox {

    private static final String[] TOPICS = {"mails", "payments", "logs"};

    private final Lab lab = new Lab();
    private boolean filling;

    @FXML private Button join;
    @FXML private ComboBox<String> member;
    @FXML private Button leave;
    @FXML private Button crash;
    @FXML private FlowPane subscriptions;
    @FXML private ComboBox<String> topic;
    @FXML private Button grow;
    @FXML private Button create;
    @FXML private Label refusal;
    @FXML private ListView<Step> past;
    @FXML private VBox sheet;

    public AssignorPane() {
        Fxml.into(this, "assignor-pane.fxml");
    }

    @FXML
    private void initialize() {
        join.setId("lab-join");
        crash.setId("lab-crash");
        grow.setId("lab-grow");
        past.setCellFactory(_ -> new ListCell<>() {
            @Override
            protected void updateItem(Step step, boolean empty) {
                super.updateItem(step, empty);
                setText(empty || step == null ? null : (getIndex() + 1) + "  " + step.event().words());
            }
        });
        past.getSelectionModel().selectedItemProperty().addListener((_, _, step) -> {
            if (step != null) {
                draw(step);
            }
        });
        member.valueProperty().addListener(_ -> subscriptions());
        refresh();
    }

    private void refresh() {
        LabGroup group = lab.group();
        filling = true;
        keep(member, List.copyOf(group.members().keySet()));
        keep(topic, List.copyOf(group.topics().keySet()));
        filling = false;
        subscriptions();
        past.getItems().setAll(lab.steps());
        past.getSelectionModel().selectLast();
        past.scrollTo(past.getItems().size() - 1);
        boolean nobody = group.members().isEmpty();
        leave.setDisable(nobody);
        crash.setDisable(nobody);
    }

    private static void keep(ComboBox<String> box, List<String> items) {
        String before = box.getValue();
        box.getItems().setAll(items);
        box.setValue(before != null && items.contains(before) ? before : items.isEmpty() ? null : items.getLast());
    }

    private void subscriptions() {
        if (filling) {
            return;
        }
        subscriptions.getChildren().clear();
        Set<String> subscribed = lab.group().members().getOrDefault(member.getValue(), Set.of());
        if (member.getValue() != null) {
            lab.group().topics().keySet().forEach(name -> subscriptions.getChildren().add(box(name, subscribed)));
        }
    }

    private CheckBox box(String name, Set<String> subscribed) {
        CheckBox box = new CheckBox(name);
        box.setMnemonicParsing(false);
        box.getStyleClass().add("small");
        box.setSelected(subscribed.contains(name));
        box.setOnAction(_ -> {
            Set<String> wanted = new TreeSet<>(subscribed);
            if (!wanted.remove(name)) {
                wanted.add(name);
            }
            happen(new LabEvent.Subscribes(member.getValue(), wanted));
        });
        return box;
    }

    private void happen(LabEvent event) {
        Optional<String> against = lab.against(event);
        refusal.setText(against.orElse(""));
        if (against.isEmpty()) {
            lab.happen(event);
            refresh();
        }
    }

    private void draw(Step step) {
        Map<Assignor, Integer> sums = lab.movedInAll();
        Label words = new Label(step.event().words() + ".");
        words.getStyleClass().add("detail-title");
        Label legend = new Label("Framed: moved to another member. Dashed: stays, but had to stop while partitions were handed out.");
        legend.getStyleClass().addAll("soft", "small");
        TilePane grid = new TilePane();
        grid.getStyleClass().add("lab-grid");
        for (Assignor assignor : Assignor.values()) {
            Node card = new AssignorCard(assignor, step, sums.get(assignor));
            grid.getChildren().add(card);
        }
        sheet.getChildren().setAll(words, legend, grid);
    }

    @FXML
    private void join() {
        happen(lab.join());
    }

    @FXML
    private void leave() {
        happen(new LabEvent.Leaves(member.getValue()));
    }

    @FXML
    private void crash() {
        happen(new LabEvent.Crashes(member.getValue()));
    }

    @FXML
    private void grow() {
        happen(new LabEvent.Grows(topic.getValue(), lab.group().topics().get(topic.getValue()) + 2));
    }

    @FXML
    private void create() {
        for (String name : TOPICS) {
            if (!lab.group().topics().containsKey(name)) {
                happen(new LabEvent.Grows(name, 3));
                return;
            }
        }
        refusal.setText("The lab has room for five topics.");
    }

    @FXML
    private void reset() {
        lab.reset();
        refusal.setText("");
        refresh();
    }
}
