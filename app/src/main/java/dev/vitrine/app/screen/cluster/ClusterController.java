package dev.vitrine.app.screen.cluster;

import atlantafx.base.controls.ModalPane;
import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.app.model.cluster.ClusterWords;
import dev.vitrine.app.model.cluster.Election;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.stage.FeedPane;
import dev.vitrine.app.widget.ActMenus;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Segments;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The brokers as tanks that can be hurt, and the demonstration of what each kind of acknowledgement risks. */
public final class ClusterController implements Screen, Screen.Zoomed {

    /** So long an election is to be seen after it is over: it takes milliseconds, and a person wants to read it. */
    private static final long ELECTION_SHOWN_MILLIS = 12_000;

    /** What is said of an election takes its room from the feed, which tells of it too: the tanks stay where they are. */
    private static final double FEED = 150;
    /** Where there is little height: three lines. */
    private static final double FEED_LEAST = 114;
    private static final double FEED_OF_TWO_LINES = 94;

    /** Where it is narrower, beside a lesson in a small window, the tanks need all the room. */
    private static final double ROOM_FOR_SIDE = 960;

    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");

    private final ScreenContext context;
    private DoubleProperty zoom;
    private TanksPane tanks;
    private SidePane side;
    private FeedPane feed;
    private Acting acting;
    private ActMenus menus;
    private boolean shownInternal;
    private ClusterSnapshot summarised;

    @FXML private VBox body;
    @FXML private ModalPane modal;
    @FXML private Label summary;
    @FXML private Segments<Part> part;
    @FXML private CheckBox internal;
    @FXML private GuardedButton add;
    @FXML private HBox tanksPart;
    @FXML private ScrollPane scroll;
    @FXML private VBox left;
    @FXML private StackPane sidePlace;
    @FXML private Label election;
    @FXML private Label leftOut;
    @FXML private HBox invitation;
    @FXML private Button invite;
    @FXML private AcksPane acks;

    /** The two halves of the screen. */
    enum Part {
        TANKS("Brokers"), ACKS("What acks risk");

        private final String words;

        Part(String words) {
            this.words = words;
        }
    }

    public ClusterController(ScreenContext context) {
        this.context = context;
    }

    @Override
    public void zoom(DoubleProperty of) {
        zoom = of;
    }

    @FXML
    private void initialize() {
        acting = new Acting(context, new Sheets(modal, body));
        menus = new ActMenus(acting::act);
        tanks = new TanksPane(context.selection(), menus);
        side = new SidePane(context);
        feed = new FeedPane(context.feed(), context.selection(), context.time()::viewFrom);
        feed.setPrefHeight(FEED);
        feed.setMinHeight(FEED_LEAST);
        scroll.setContent(tanks);
        sidePlace.getChildren().add(side);
        left.getChildren().add(feed);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        part.offer(List.of(Part.values()), one -> one.words);
        part.valueProperty().subscribe(one -> {
            visible(tanksPart, one == Part.TANKS);
            visible(acks, one == Part.ACKS);
            visible(internal, one == Part.TANKS);
        });
        add.setOnAction(_ -> acting.act(new Act.Add()));
        invite.setOnAction(_ -> acting.act(new Act.Add()));
        acks.init(context, menus);
    }

    @Override
    public void onMade() {
        feed.join();
        context.selection().currentProperty().addListener(_ -> tanks.pick());
        context.theme().addListener(_ -> look());
        zoom.addListener(_ -> look());
        look();
    }

    private void look() {
        Palette palette = Palette.of(context.theme().get());
        tanks.look(palette, zoom.get());
        acks.look(palette, zoom.get());
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (frame.snapshot() == null) {
            return;
        }
        ClusterSnapshot snapshot = frame.snapshot();
        if (frame.live()) {
            acting.see(snapshot);
        }
        menus.refuse(acting.refusal());
        context.errands().take().ifPresent(acting::act);
        if (acks.isVisible()) {
            acks.frame(frame);
            summarise(snapshot);
            return;
        }
        tanks.happened(frame.live() ? frame.events() : List.of(), frame.nowNanos());
        if (frame.hasNews() || internal.isSelected() != shownInternal) {
            show(frame, ClusterPictures.of(snapshot, internal.isSelected()));
        }
        tanks.draw(frame.nowNanos());
    }

    private void show(Inbox.Frame frame, ClusterPicture picture) {
        shownInternal = internal.isSelected();
        summarise(frame.snapshot());
        Optional<Election> latest = latest(picture);
        tanks.show(picture, latest, frame.live(), frame.nowNanos());
        visible(sidePlace, tanksPart.getWidth() == 0 || tanksPart.getWidth() >= ROOM_FOR_SIDE);
        if (sidePlace.isVisible()) {
            side.show(frame, picture);
        }
        feed.clock(frame.snapshot().atMillis());
        feed.until(frame.live() && !context.source().recorded() ? Long.MAX_VALUE : frame.snapshot().atMillis());
        Optional<String> headless = ClusterWords.headless(picture);
        String told = headless.or(() -> latest.map(Election::sentence)).orElse("");
        election.setText((sidePlace.isVisible() || told.isEmpty() ? "" : side.cause(frame).map(cause -> cause + " ").orElse("")) + told);
        election.pseudoClassStateChanged(TROUBLE, headless.isPresent());
        visible(election, !election.getText().isEmpty());
        double taken = election.isVisible() ? Math.ceil(election.prefHeight(left.getWidth())) + left.getSpacing() : 0;
        feed.setPrefHeight(FEED - taken);
        feed.setMinHeight(Math.max(FEED_OF_TWO_LINES, FEED_LEAST - taken));
        leftOut.setText(picture.leftOut() > picture.hidden() ? "The first " + picture.rows().size() + " partitions; " + (picture.leftOut() - picture.hidden()) + " more are not shown." : "");
        visible(leftOut, !leftOut.getText().isEmpty());
        internal.setText(internal.isSelected() || picture.hidden() == 0 ? "Internal topics" : "Internal topics (" + picture.hidden() + ")");
        Optional<String> refusal = acting.refusal();
        add.guard(refusal);
        visible(invitation, picture.tanks().size() == 1 && refusal.isEmpty());
    }

    private void summarise(ClusterSnapshot snapshot) {
        if (snapshot != summarised) {
            summarised = snapshot;
            summary.setText(ClusterWords.summary(ClusterPictures.of(snapshot, false)));
        }
    }

    private Optional<Election> latest(ClusterPicture picture) {
        List<Election> all = Election.of(context.time().happened());
        return all.isEmpty() ? Optional.empty()
                : Optional.of(all.getLast()).filter(last -> picture.atMillis() - last.endedMillis() < ELECTION_SHOWN_MILLIS && !last.ballots().isEmpty());
    }

    private static void visible(Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }
}
