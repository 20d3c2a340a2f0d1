package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorState;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.ActorWords;
import dev.vitrine.app.model.actors.CastCall;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.Casts.Cast;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** All actors, and one of them in detail. */
public final class ActorsController implements Screen {

    private static final long EVERY_NANOS = 200_000_000L;

    private final ScreenContext context;
    private final ActorDesk desk;
    private final CastCall call;
    private final KeyedRows<Long, ActorView> rows = new KeyedRows<>(ActorView::id);
    private ClusterSnapshot snapshot;
    private long shownAt;

    @FXML private Label summary;
    @FXML private Button all;
    @FXML private MenuButton casts;
    @FXML private SplitPane split;
    @FXML private ScrollPane nobody;
    @FXML private FlowPane tiles;
    @FXML private TableView<Row<Long, ActorView>> table;
    @FXML private TableColumn<Row<Long, ActorView>, Setup> name;
    @FXML private TableColumn<Row<Long, ActorView>, Double> rate;
    @FXML private TableColumn<Row<Long, ActorView>, ActorState> state;
    @FXML private ActorDetail detail;

    public ActorsController(ScreenContext context) {
        this.context = context;
        this.desk = context.actors();
        this.call = new CastCall(context.source()::admin);
    }

    @FXML
    private void initialize() {
        Columns.picture(name, row -> row.map(ActorView::setup), ActorsController::who, Setup::name);
        Columns.figure(rate, row -> row.map(view -> view.figures().perSecond()), perSecond -> perSecond < 0.05 ? "quiet" : Figures.rate(perSecond));
        Columns.picture(state, row -> row.map(ActorView::state), Pills::of, ActorState::label);
        table.setItems(rows.rows());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        for (Cast cast : Casts.all()) {
            tiles.getChildren().add(new CastTile(cast, () -> call(cast)));
            MenuItem item = new MenuItem(cast.title());
            item.setOnAction(_ -> call(cast));
            casts.getItems().add(item);
        }
        detail.init(context, this::choose);
        refresh();
    }

    private static Node who(Setup setup) {
        Label title = new Label(setup.name());
        title.getStyleClass().add("actor-name");
        Label does = new Label(ActorWords.does(setup));
        does.getStyleClass().add("actor-does");
        VBox words = new VBox(title, does);
        words.getStyleClass().add("actor-cell");
        FontIcon icon = new FontIcon(setup instanceof ProducerSetup ? "fth-edit-3" : "fth-book-open");
        icon.getStyleClass().addAll("actor-kind", setup instanceof ProducerSetup ? "producer" : "consumer");
        HBox row = new HBox(11, icon, words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    @Override
    public void onShow() {
        if (context.selection().current() instanceof Selected.Client(String client)) {
            desk.named(client).ifPresent(view -> choose(view.id()));
        }
        refresh();
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        snapshot = frame.snapshot();
        if (frame.nowNanos() - shownAt > EVERY_NANOS) {
            shownAt = frame.nowNanos();
            refresh();
        }
    }

    private void refresh() {
        List<ActorView> views = desk.views();
        rows.show(views);
        ActorDetail.visible(split, !views.isEmpty());
        ActorDetail.visible(nobody, views.isEmpty());
        summary.setText(views.isEmpty() ? "" : ActorWords.summary(views));
        ActorDetail.visible(all, !views.isEmpty());
        all.setText(views.stream().anyMatch(view -> view.state().alive()) ? "Stop all" : "Start all");
        if (table.getSelectionModel().getSelectedItem() == null && !views.isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        showChosen();
    }

    private void chosen(Row<Long, ActorView> row) {
        if (row != null) {
            context.selection().select(new Selected.Client(row.value().name()));
        }
        showChosen();
    }

    private void showChosen() {
        Row<Long, ActorView> row = table.getSelectionModel().getSelectedItem();
        detail.show(row == null ? null : row.value(), snapshot);
    }

    private void choose(long id) {
        rows.show(desk.views());
        rows.find(id).ifPresent(row -> {
            table.getSelectionModel().select(row);
            table.scrollTo(row);
        });
    }

    @FXML
    private void all() {
        List<ActorView> views = desk.views();
        boolean alive = views.stream().anyMatch(view -> view.state().alive());
        views.forEach(view -> {
            if (alive) {
                desk.leave(view.id());
            } else {
                desk.start(view.id());
            }
        });
    }

    private void call(Cast cast) {
        context.background().run(() -> call.prepare(cast), ready -> ready.actors().forEach(setup -> add(setup, true)),
                why -> context.notices().problem("Calling " + cast.title(), why));
    }

    private void add(Setup setup, boolean start) {
        desk.add(setup, start).ifPresentOrElse(view -> choose(view.id()),
                () -> context.notices().tell("There are " + ActorDesk.MOST + " actors already: let one go first."));
    }

    /** On the topic that is looked at, else on the family's. */
    private String topic() {
        return context.selection().current().topicName().orElseGet(() -> desk.views().stream().map(ActorView::setup).map(ActorsController::topicOf).reduce((_, last) -> last)
                .orElse("family-topic"));
    }

    private static String topicOf(Setup setup) {
        return switch (setup) {
            case ProducerSetup producer -> producer.topic();
            case ConsumerSetup consumer -> consumer.topics().getFirst();
        };
    }

    @FXML
    private void addProducer() {
        add(ProducerSetup.plain("producer-1", topic()), false);
    }

    @FXML
    private void addConsumer() {
        String group = context.selection().current().groupId().orElse("my-group");
        add(ConsumerSetup.plain("consumer-1", group, topic()), false);
    }
}
