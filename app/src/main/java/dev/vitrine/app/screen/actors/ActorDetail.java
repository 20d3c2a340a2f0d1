package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorFigures.Consumed;
import dev.vitrine.app.model.actors.ActorState;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.ActorWords;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.actors.SetupCheck;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.Clip;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** One actor: its figures, what it can be told to do, and what it is set up as. What a running client can take over is taken over as it is typed. */
public final class ActorDetail extends StackPane {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int CHIPS = 16;

    private ScreenContext context;
    private ActorDesk desk;
    private FigureTiles tiles;
    private Consumer<Long> chooser = _ -> { };
    private ActorView shown;
    private Setup edited;
    private List<TopicPartition> chipped = List.of();

    @FXML private VBox nothing;
    @FXML private VBox content;
    @FXML private Label name;
    @FXML private Label state;
    @FXML private Button start;
    @FXML private Button leave;
    @FXML private Button freeze;
    @FXML private Button stick;
    @FXML private Button wake;
    @FXML private Button crash;
    @FXML private Button settings;
    @FXML private Label note;
    @FXML private FlowPane figures;
    @FXML private HBox owned;
    @FXML private ProducerForm producer;
    @FXML private ConsumerForm consumer;
    @FXML private HBox pending;
    @FXML private Label pendingNote;
    @FXML private Button apply;
    @FXML private Button revert;

    public ActorDetail() {
        Fxml.into(this, "actor-detail.fxml");
    }

    /** @param choose makes another actor the chosen one */
    void init(ScreenContext screenContext, Consumer<Long> choose) {
        context = screenContext;
        desk = screenContext.actors();
        chooser = choose;
    }

    @FXML
    private void initialize() {
        tiles = new FigureTiles(figures);
        producer.setupProperty().addListener((_, _, setup) -> edited(setup));
        consumer.setupProperty().addListener((_, _, setup) -> edited(setup));
        visible(pending, false);
        visible(owned, false);
    }

    static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    /** @param view null for none */
    void show(ActorView view, ClusterSnapshot snapshot) {
        boolean another = view != null && (shown == null || shown.id() != view.id() || !pending.isVisible() && !shown.setup().equals(view.setup()));
        shown = view;
        content.setVisible(view != null);
        nothing.setVisible(view == null);
        if (view == null) {
            return;
        }
        if (another) {
            fillForm(view.setup());
        }
        name.setText(view.name());
        Pills.show(state, view.state());
        verbs(view);
        String words = ActorWords.afterwards(view);
        note.setText(words);
        note.getStyleClass().removeAll("bad-text", "soft");
        note.getStyleClass().add(view.state() == ActorState.FAILED ? "bad-text" : "soft");
        visible(note, !words.isEmpty());
        tiles.show(view, snapshot);
        chips(view.figures() instanceof Consumed consumed ? consumed.owned() : List.of());
    }

    private void fillForm(Setup setup) {
        edited = setup;
        visible(producer, setup instanceof ProducerSetup);
        visible(consumer, setup instanceof ConsumerSetup);
        switch (setup) {
            case ProducerSetup p -> producer.show(p);
            case ConsumerSetup c -> consumer.show(c);
        }
        visible(pending, false);
    }

    private void verbs(ActorView view) {
        ActorState now = view.state();
        boolean works = now == ActorState.RUNNING;
        boolean asleep = now == ActorState.FROZEN || now == ActorState.STUCK;
        visible(start, !now.alive());
        start.setText(now == ActorState.CRASHED ? "Start again" : "Start");
        visible(leave, now.alive());
        leave.setText(view.produces() ? "Close" : "Leave");
        leave.setDisable(now == ActorState.LEAVING);
        visible(freeze, !asleep);
        freeze.setDisable(!works);
        visible(stick, !asleep && !view.produces());
        stick.setDisable(!works);
        visible(wake, asleep);
        crash.setDisable(!now.alive());
    }

    private void chips(List<TopicPartition> partitions) {
        if (partitions.equals(chipped)) {
            return;
        }
        chipped = partitions;
        owned.getChildren().clear();
        String topic = "";
        for (TopicPartition partition : partitions.stream().limit(CHIPS).toList()) {
            if (!partition.topic().equals(topic)) {
                topic = partition.topic();
                owned.getChildren().add(quiet(owned.getChildren().isEmpty() ? "owns " + topic : topic));
            }
            owned.getChildren().add(new PartitionChip(partition.partition()));
        }
        if (partitions.size() > CHIPS) {
            owned.getChildren().add(quiet("and " + (partitions.size() - CHIPS) + " more"));
        }
        visible(owned, !partitions.isEmpty());
    }

    private static Label quiet(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("soft");
        return label;
    }

    private void edited(Setup setup) {
        if (shown == null || setup.equals(edited) || setup.getClass() != shown.setup().getClass()) {
            return;
        }
        edited = setup;
        List<String> problems = SetupCheck.problems(setup);
        boolean same = setup.equals(shown.setup());
        boolean atOnce = problems.isEmpty() && !same && (!shown.state().alive() || shown.setup().takesOver(setup));
        if (atOnce) {
            change(setup);
        }
        visible(pending, !same && !atOnce);
        pending.pseudoClassStateChanged(WRONG, !problems.isEmpty());
        pendingNote.setText(problems.isEmpty() ? "This takes a new client: the running one leaves politely, then starts anew." : problems.getFirst());
        visible(apply, problems.isEmpty());
    }

    private void change(Setup setup) {
        Setup free = setup.name().equals(shown.name()) || desk.named(setup.name()).isEmpty() ? setup : setup.named(shown.name());
        desk.change(shown.id(), free);
        shown = new ActorView(shown.id(), free, shown.state(), shown.note(), shown.figures());
    }

    @FXML
    private void apply() {
        change(edited);
        visible(pending, false);
        fillForm(shown.setup());
    }

    @FXML
    private void revert() {
        fillForm(shown.setup());
    }

    @FXML
    private void start() {
        desk.start(shown.id());
    }

    @FXML
    private void leave() {
        desk.leave(shown.id());
    }

    @FXML
    private void freeze() {
        desk.freeze(shown.id());
    }

    @FXML
    private void stick() {
        desk.stick(shown.id());
    }

    @FXML
    private void wake() {
        desk.wake(shown.id());
    }

    @FXML
    private void crash() {
        desk.crash(shown.id());
    }

    @FXML
    private void another() {
        desk.add(shown.setup(), shown.state().alive()).ifPresentOrElse(view -> chooser.accept(view.id()),
                () -> context.notices().tell("There are " + ActorDesk.MOST + " actors already: let one go first."));
    }

    @FXML
    private void settings() {
        Clip.copy(ActorWords.properties(shown.setup(), context.source().bootstrap()), settings);
    }

    @FXML
    private void remove() {
        String gone = shown.name();
        Runnable undo = desk.remove(shown.id());
        context.notices().offer(gone + " is gone.", "Undo", undo);
    }
}
