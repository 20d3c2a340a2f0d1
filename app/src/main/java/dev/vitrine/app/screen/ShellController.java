package dev.vitrine.app.screen;

import dev.vitrine.app.journal.Journal;
import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.PaletteEntry;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.microscope.Depth;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.cluster.Errands;
import dev.vitrine.app.model.explain.KeyShares;
import dev.vitrine.app.model.explain.Reasons;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.Stand;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.screen.lessons.LessonPanel;
import dev.vitrine.app.screen.lessons.Stagehands;
import dev.vitrine.app.source.Broker;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.source.KeySampler;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.widget.FileChoice;
import dev.vitrine.app.widget.FolderOpener;
import dev.vitrine.app.widget.FramePace;
import dev.vitrine.app.widget.Look;
import dev.vitrine.app.widget.Segments;
import dev.vitrine.app.widget.Toasts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.fxml.FXML;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;

/** The frame around all screens: the address, the rail, the curtain while no broker serves. */
public final class ShellController {

    private final Needs needs;
    private final Toasts toasts = new Toasts();
    private final Selection selection = new Selection();
    private final FeedModel feed = new FeedModel(ClusterSource.OWN_CLIENT_PREFIX);
    /** Five minutes, or as many as a large cluster leaves room for. */
    private final Journal journal = new Journal(300_000, 4_000, 1_500_000);
    private final TimeCursor time = new TimeCursor(journal);
    private final Theatre theatre = new Theatre(journal::at);
    private final TimeBar timeBar = new TimeBar(time, journal);
    private final Emblems emblems = new Emblems();
    private final FrameLoop loop;
    private final Errands errands = new Errands();
    private AddressPill addressPill;
    private Deck deck;
    private Subscription lessons = Subscription.EMPTY;
    private Depths depths;
    private Curtain curtainPanel;
    private CommandPalette palette;
    private Presentation presentation;
    private Sharing sharing;

    @FXML private StackPane root;
    @FXML private HBox topBar;
    @FXML private HBox pill;
    @FXML private Region dot;
    @FXML private Label address;
    @FXML private Button copy;
    @FXML private Label brokers;
    @FXML private Segments<Depth> depth;
    @FXML private Button find;
    @FXML private Button theme;
    @FXML private FontIcon themeIcon;
    @FXML private Button share;
    @FXML private Button present;
    @FXML private Button fullScreen;
    @FXML private VBox rail;
    @FXML private StackPane content;
    @FXML private StackPane curtain;
    @FXML private StackPane timePlace;
    @FXML private HBox sentence;
    @FXML private StackPane lessonPlace;
    @FXML private FontIcon panelIcon;
    @FXML private Label panelTitle;
    @FXML private Label panelText;
    @FXML private HBox panelActions;
    @FXML private StackPane notices;
    @FXML private Label hud;

    /**
     * What the shell is given.
     *
     * @param scheduler polls the source; never runs anything of the toolkit
     * @param actors    makes the desk of a cluster's actors
     * @param course    lessons
     * @param window    what the shell may ask of the window
     */
    public record Needs(Broker broker, Background background, ScheduledExecutorService scheduler, List<ScreenSpec> screens,
                        ObjectProperty<Theme> theme, DoubleProperty zoom, Function<ClusterSource, ActorDesk> actors, Course course,
                        WindowActions window) {}

    /** What the shell may ask of the window. */
    public interface WindowActions {

        void toggleFullScreen();

        /** Full screen for a picture before others, which takes Esc for itself; or as it was. */
        void present(boolean on);

        ReadOnlyBooleanProperty fullProperty();

        /** For what a dialog of the desktop belongs to. */
        Window window();

        /** Asks the person for a file. */
        FileChoice files();

        /** Shows a recording in a window of its own. */
        void open(ReplaySource recording);
    }

    public ShellController(Needs needs) {
        this.needs = needs;
        this.loop = new FrameLoop(feed, journal, theatre, time, timeBar);
    }

    @FXML
    void initialize() {
        Backstage.loadSkins(needs.background());
        notices.getChildren().add(toasts);
        timePlace.getChildren().add(timeBar);
        timeBar.onOpen(stretch -> {
            time.viewFrom(stretch.fromMillis());
            selection.select(new Selected.Rebalance(stretch.group(), stretch.fromMillis()));
        });
        selection.currentProperty().addListener((_, _, now) -> {
            if (now instanceof Selected.Rebalance && deck.isOpen()) {
                deck.show("groups");
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, timeBar::keysFirst);
        root.addEventHandler(KeyEvent.KEY_PRESSED, timeBar::keys);
        deck = new Deck(rail, content, needs.screens(), Screens.workbench());
        curtainPanel = new Curtain(curtain, panelIcon, panelTitle, panelText, panelActions, needs.broker());
        depths = new Depths(depth, deck);
        loop.before(depths::step);
        palette = new CommandPalette(root, needs.theme());
        presentation = new Presentation(new Presentation.Parts(deck, List.of(topBar, rail, lessonPlace), sentence), feed, time, needs.zoom(), needs.window());
        root.addEventHandler(KeyEvent.KEY_PRESSED, presentation::keys);
        sharing = new Sharing(new Sharing.Tools(needs.background(), toasts, FolderOpener.desktop(), emblems), journal, time, feed,
                needs.theme()::get, needs.window());
        share.setOnAction(_ -> sharing.menu().show(share, Side.BOTTOM, 0, 4));
        share.setTooltip(new Tooltip("Save what is to be seen: a picture, a drawing, a film"));
        present.setOnAction(_ -> togglePresentation());
        present.setTooltip(new Tooltip("Present: the picture alone, large  F5"));
        List.of(topBar, rail, curtain, lessonPlace, timePlace, sentence, notices, hud).forEach(part -> Look.follow(part, needs.theme()));
        addressPill = new AddressPill(new AddressPill.Parts(pill, dot, address, copy, brokers));
        find.setOnAction(_ -> openPalette());
        theme.setOnAction(_ -> switchTheme());
        fullScreen.setOnAction(_ -> needs.window().toggleFullScreen());
        fullScreen.setTooltip(new Tooltip("Full screen  F11"));
        needs.theme().addListener((_, _, now) -> showTheme(now));
        showTheme(needs.theme().get());
        loop.hud(hud);
        needs.broker().stateProperty().addListener((_, _, state) -> show(state));
        show(needs.broker().state());
    }

    private void showTheme(Theme now) {
        themeIcon.setIconLiteral(now == Theme.DARK ? "fth-sun" : "fth-moon");
        theme.setTooltip(new Tooltip(now == Theme.DARK ? "Light theme" : "Dark theme"));
        theme.setAccessibleText(theme.getTooltip().getText());
    }

    private void show(BrokerState state) {
        addressPill.show(state);
        curtainPanel.show(state);
        switch (state) {
            case BrokerState.Serving(ReplaySource recording) -> new Rerun(journal, time, theatre, feed).of(recording, needs.background(), () -> enter(recording),
                    why -> toasts.problem("Opening " + recording.bootstrap(), why));
            case BrokerState.Serving(ClusterSource source) -> enter(source);
            case BrokerState.Stopping _, BrokerState.Stopped _ -> loop.stop();
            case BrokerState.Starting _, BrokerState.Refused _ -> { }
        }
    }

    private void enter(ClusterSource source) {
        ActorDesk actors = needs.actors().apply(source);
        sharing.of(source, actors);
        ScreenContext context = new ScreenContext(source, selection, needs.background(), toasts, this::show, needs.theme(), feed, time,
                actors, needs.course(), theatre, reasons(source), emblems, errands, depths.tablesProperty());
        needs.course().playsAt(Stagehands.of(context));
        lessons.unsubscribe();
        lessonPlace.getChildren().clear();
        lessons = needs.course().standProperty().subscribe(stand -> showLesson(stand, context));
        timeBar.join(source);
        deck.open(context, needs.zoom());
        loop.start(new Inbox(source, needs.scheduler(), 125), deck, frame -> {
            witness(frame, context);
            if (frame.hasNews() && frame.live() && !time.isRecording()) {
                addressPill.count(frame.snapshot(), source);
            }
        });
    }

    /** The panel is made when the first lesson is taken: who takes none need not wait for it when the window opens. */
    private void showLesson(Stand stand, ScreenContext context) {
        if (stand.lesson().isPresent() && lessonPlace.getChildren().isEmpty()) {
            lessonPlace.getChildren().setAll(new LessonPanel(context));
        }
    }

    /** The judge of lessons looks at what is, whatever the cursor of time points at. */
    private static void witness(Inbox.Frame frame, ScreenContext context) {
        if (frame.hasNews() || !frame.events().isEmpty() && frame.snapshot() != null) {
            context.course().see(frame.snapshot(), frame.events(), context.actors().views());
        }
    }

    private Reasons reasons(ClusterSource source) {
        KeySampler sampler = new KeySampler(source);
        source.closeFirst(sampler);
        return new Reasons(journal::at, theatre, journal::until, new KeyShares((partition, tell) ->
                needs.background().run(() -> sampler.read(partition), tell, _ -> tell.accept(Optional.empty())), System::currentTimeMillis));
    }

    /** Goes to a screen, by its id. */
    public void show(String screen) {
        deck.show(screen);
    }

    /** Goes to the n-th screen of the rail, from 1; where there is none, nothing happens. */
    public void showNth(int n) {
        if (n >= 1 && n <= needs.screens().size() && deck.isOpen()) {
            deck.show(needs.screens().get(n - 1).id());
        }
    }

    /** Shows the stage to others: full screen, large, nothing else; or everything as it was. */
    public void togglePresentation() {
        presentation.toggle();
    }

    /** Leaves what would otherwise be remembered as the person's own choice. */
    public void endPresentation() {
        presentation.leave();
    }

    public void switchTheme() {
        needs.theme().set(needs.theme().get().other());
    }

    public void toggleHud() {
        hud.setVisible(!hud.isVisible());
    }

    /** How often a frame is drawn, where it is not to be as often as suits the machine. */
    public void pace(FramePace pace) {
        loop.pace(pace);
    }

    /** What the frames cost: what F12 shows. */
    public FrameFigures figures() {
        return loop.figures();
    }

    /** What can be saved of what is to be seen. */
    List<PaletteEntry> shareable() {
        return sharing.entries();
    }

    /** Opens "find anything, do anything". */
    public void openPalette() {
        if (needs.broker().state() instanceof BrokerState.Serving(ClusterSource source)) {
            palette.open(PaletteEntries.of(loop.snapshot(), source, new PaletteEntries.Shared(selection, errands), this, needs));
        }
    }

    /** Nothing is drawn or polled any more, whatever has become of the broker. */
    public void close() {
        loop.stop();
    }

    /** Whether the window can be seen: where it can't, nothing is drawn and nothing polled. */
    public void seen(boolean seen) {
        loop.seen(seen);
    }
}
