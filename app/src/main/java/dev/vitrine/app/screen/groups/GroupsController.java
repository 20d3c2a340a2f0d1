package dev.vitrine.app.screen.groups;

import atlantafx.base.controls.ModalPane;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.groups.GroupActions;
import dev.vitrine.app.model.groups.GroupLine;
import dev.vitrine.app.model.groups.GroupsModel;
import dev.vitrine.app.model.groups.Lag;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The list of consumer groups, and one of them in detail. */
public final class GroupsController implements Screen, Screen.Zoomed {

    private final ScreenContext context;
    private final GroupsModel model = new GroupsModel();
    private DoubleProperty zoom;
    private Selected opened = new Selected.Nothing();

    @FXML private VBox body;
    @FXML private ModalPane modal;
    @FXML private Label summary;
    @FXML private CheckBox lagging;
    @FXML private TextField filter;
    @FXML private Label emptyTitle;
    @FXML private TableView<Row<String, GroupLine>> table;
    @FXML private TableColumn<Row<String, GroupLine>, String> name;
    @FXML private TableColumn<Row<String, GroupLine>, StateWords> state;
    @FXML private TableColumn<Row<String, GroupLine>, Integer> members;
    @FXML private TableColumn<Row<String, GroupLine>, Lag> lag;
    @FXML private GroupDetail detail;

    public GroupsController(ScreenContext context) {
        this.context = context;
    }

    @FXML
    private void initialize() {
        model.filterProperty().bind(filter.textProperty());
        model.laggingOnlyProperty().bind(lagging.selectedProperty());
        summary.textProperty().bind(model.summaryProperty());
        emptyTitle.textProperty().bind(filter.textProperty().map(text -> text.isBlank() ? "No groups yet" : "No group of this name"));
        Columns.text(name, row -> row.map(GroupLine::id), "name-cell");
        Columns.picture(state, row -> row.map(StateWords::of), GroupsController::pill, StateWords::text);
        Columns.figure(members, row -> row.map(line -> line.members().size()), n -> Figures.exact(n));
        Columns.figure(lag, row -> row.map(GroupLine::lag), Lag::text);
        SortedList<Row<String, GroupLine>> sorted = new SortedList<>(model.shown());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSortOrder().add(name);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        Columns.giveWay(table, members, state);
        table.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        detail.init(context, new GroupActions(context.source()::admin), new Sheets(modal, body));
    }

    /** A state, its words and its tone. */
    record StateWords(String text, String tone) {

        static StateWords of(GroupLine line) {
            return new StateWords(line.stateText(), line.state().rebalancing() ? "warn" : switch (line.state()) {
                case STABLE -> "ok";
                case UNKNOWN -> "warn";
                default -> "";
            });
        }
    }

    static Node pill(StateWords words) {
        Label label = new Label(words.text());
        label.getStyleClass().add("pill");
        if (!words.tone().isEmpty()) {
            label.getStyleClass().add(words.tone());
        }
        return label;
    }

    @Override
    public void zoom(DoubleProperty of) {
        zoom = of;
    }

    @Override
    public void onMade() {
        detail.join(zoom);
    }

    @Override
    public void rehearse(ClusterSnapshot now) {
        model.show(now);
    }

    @Override
    public void onShow() {
        context.selection().current().groupId().ifPresent(this::choose);
        table.requestFocus();
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        detail.step();
        if (!frame.hasNews()) {
            return;
        }
        model.show(frame.snapshot());
        detail.refresh(frame.snapshot());
        if (table.getSelectionModel().getSelectedItem() == null) {
            context.selection().current().groupId().ifPresent(this::choose);
        }
        openRebalance();
    }

    /** A rebalance was picked, here or elsewhere. */
    private void openRebalance() {
        if (context.selection().current() instanceof Selected.Rebalance picked && !picked.equals(opened)) {
            choose(picked.group());
            detail.showRebalance(picked.atMillis());
        }
        opened = context.selection().current();
    }

    private void choose(String group) {
        table.getItems().stream().filter(row -> row.key().equals(group)).findFirst().ifPresent(row -> {
            if (row != table.getSelectionModel().getSelectedItem()) {
                table.getSelectionModel().select(row);
                table.scrollTo(row);
            }
        });
    }

    private void chosen(Row<String, GroupLine> row) {
        detail.show(row);
        if (row != null && !context.selection().current().groupId().equals(Optional.of(row.key()))) {
            context.selection().select(new Selected.Group(row.key()));
        }
    }
}
