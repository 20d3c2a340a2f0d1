package dev.vitrine.app.screen.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.model.topics.ConfigLine;
import dev.vitrine.app.model.topics.ConfigsModel;
import dev.vitrine.app.model.topics.ConfigsModel.Edit;
import dev.vitrine.app.model.topics.TopicActions;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Fxml;
import java.util.List;
import java.util.Optional;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All settings of a topic; changes gather and are applied together. */
public final class ConfigsPane extends VBox {

    private static final PseudoClass PENDING = PseudoClass.getPseudoClass("pending");
    private static final PseudoClass OWN = PseudoClass.getPseudoClass("own");

    private final ConfigsModel model = new ConfigsModel();
    private ScreenContext context;
    private TopicActions actions;
    private TopicSheets sheets;
    private String topic = "";
    private int asked;

    @FXML private TextField filter;
    @FXML private CheckBox changedOnly;
    @FXML private TableView<Row<String, Edit>> table;
    @FXML private TableColumn<Row<String, Edit>, String> name;
    @FXML private TableColumn<Row<String, Edit>, String> value;
    @FXML private TableColumn<Row<String, Edit>, String> source;
    @FXML private Label placeholder;
    @FXML private VBox editor;
    @FXML private Label edited;
    @FXML private Label meaning;
    @FXML private Label documentation;
    @FXML private StackPane field;
    @FXML private Button reset;
    @FXML private Label problem;
    @FXML private HBox pending;
    @FXML private Label pendingText;
    @FXML private Button apply;

    public ConfigsPane() {
        Fxml.into(this, "topic-configs.fxml");
    }

    void init(ScreenContext screenContext, TopicActions topicActions, TopicSheets topicSheets) {
        context = screenContext;
        actions = topicActions;
        sheets = topicSheets;
    }

    @FXML
    private void initialize() {
        model.filterProperty().bind(filter.textProperty());
        model.changedOnlyProperty().bind(changedOnly.selectedProperty());
        Columns.text(name, row -> row.map(edit -> edit.line().name()), "mono");
        Columns.text(value, row -> row.map(ConfigsPane::shown), "mono", "config-value");
        Columns.text(source, row -> row.map(edit -> edit.isPending() ? "not applied" : edit.line().from()), "soft");
        SortedList<Row<String, Edit>> sorted = new SortedList<>(model.shown());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.setRowFactory(_ -> new ConfigRow());
        table.getSelectionModel().selectedItemProperty().subscribe(this::edit);
        refreshPending();
    }

    /** Asks the broker and shows the answer; a later question makes an earlier answer void. */
    void show(String name) {
        int mine = ++asked;
        if (!name.equals(topic)) {
            model.show(List.of());
        }
        topic = name;
        placeholder.setText("Asking the broker…");
        context.background().run(() -> actions.configs(name), lines -> {
            if (mine == asked) {
                answered(lines);
            }
        }, failure -> placeholder.setText(Reason.of(failure)));
    }

    private void answered(List<ConfigLine> lines) {
        model.show(lines);
        placeholder.setText("No setting fits.");
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        edit(table.getSelectionModel().getSelectedItem());
        refreshPending();
    }

    private void edit(Row<String, Edit> row) {
        editor.setVisible(row != null);
        if (row == null) {
            return;
        }
        Edit edit = row.value();
        edited.setText(edit.line().name());
        documentation.setText(edit.line().documentation().isEmpty() ? "The broker sends no description." : edit.line().documentation());
        field.getChildren().setAll(fieldFor(edit));
        say("");
        tell(edit, edit.value());
    }

    private Node fieldFor(Edit edit) {
        List<String> choices = ConfigsModel.choices(edit.line());
        if (!choices.isEmpty()) {
            ComboBox<String> box = new ComboBox<>();
            box.getItems().setAll(choices);
            box.setValue(edit.value());
            box.setMaxWidth(Double.MAX_VALUE);
            box.setDisable(edit.line().readOnly());
            box.setId("config-field");
            box.setAccessibleText(edit.line().name());
            box.valueProperty().addListener((_, _, chosen) -> typed(edit.line(), chosen));
            return box;
        }
        TextField text = new TextField(edit.value());
        text.getStyleClass().add("mono");
        text.setDisable(edit.line().readOnly());
        text.setId("config-field");
        text.setAccessibleText(edit.line().name());
        text.textProperty().addListener((_, _, typed) -> typed(edit.line(), typed));
        return text;
    }

    private void typed(ConfigLine line, String text) {
        Optional<String> wrong = ConfigsModel.problem(line, text);
        say(wrong.map(what -> "Here stands " + what + ".").orElse(""));
        if (wrong.isEmpty()) {
            model.set(line.name(), text);
            refreshPending();
        }
        model.shown().stream().filter(row -> row.key().equals(line.name())).findFirst().ifPresent(row -> tell(row.value(), text));
    }

    /** By its meaning where it has one: seven days say more than 604800000, which the editor below shows. */
    private static String shown(Edit edit) {
        String units = ConfigLine.meaning(edit.line().name(), edit.value());
        return edit.line().sensitive() ? "hidden" : units.isEmpty() ? edit.value() : units;
    }

    private void say(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        problem.setManaged(!text.isEmpty());
    }

    private void tell(Edit edit, String value) {
        String units = ConfigLine.meaning(edit.line().name(), value);
        String inherited = edit.line().inherited().map(text -> "otherwise " + (text.isEmpty() ? "nothing" : text)).orElse("");
        meaning.setText(units.isEmpty() || inherited.isEmpty() ? units + inherited : units + " · " + inherited);
        reset.setDisable(!edit.line().changed() && !edit.isPending());
    }

    private void refreshPending() {
        int n = model.changes().size();
        pending.setVisible(n > 0);
        pending.setManaged(n > 0);
        pendingText.setText(Figures.count(n, "change") + " not applied yet");
        apply.setText("Apply " + Figures.count(n, "change") + "…");
        table.refresh();
    }

    @FXML
    private void reset() {
        Row<String, Edit> row = table.getSelectionModel().getSelectedItem();
        if (row != null) {
            model.reset(row.key());
            edit(row);
            refreshPending();
        }
    }

    @FXML
    private void discard() {
        model.discard();
        edit(table.getSelectionModel().getSelectedItem());
        refreshPending();
    }

    @FXML
    private void apply() {
        sheets.configure(topic, model.preview(), model.changes(), () -> {
            context.notices().tell("The settings of " + topic + " are changed.");
            show(topic);
        });
    }

    private static final class ConfigRow extends TableRow<Row<String, Edit>> {

        @Override
        protected void updateItem(Row<String, Edit> item, boolean empty) {
            super.updateItem(item, empty);
            pseudoClassStateChanged(PENDING, !empty && item.value().isPending());
            pseudoClassStateChanged(OWN, !empty && item.value().line().changed());
        }
    }
}
