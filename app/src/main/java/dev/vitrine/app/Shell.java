package dev.vitrine.app;

import dev.vitrine.app.actors.Troupe;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Motion;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.SetupText;
import dev.vitrine.app.model.lessons.Course;
import dev.vitrine.app.model.lessons.LessonBook;
import dev.vitrine.app.screen.FrameFigures;
import dev.vitrine.app.screen.ScreenSpec;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.screen.ShellController;
import dev.vitrine.app.source.Broker;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.widget.CutWords;
import dev.vitrine.app.widget.FileChoice;
import dev.vitrine.app.widget.Fonts;
import dev.vitrine.app.widget.FramePace;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.Looks;
import dev.vitrine.app.widget.PopupZoom;
import dev.vitrine.app.widget.Stillness;
import dev.vitrine.app.widget.ZoomPane;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;

/** The window: wires everything together, remembers where it stood, and closes only when the broker has stopped. */
public final class Shell {

    private static final Duration STOPS_WITHIN = Duration.seconds(15);

    private final Stage stage;
    private final Remembered remembered;
    private final Background background = new Background(Platform::runLater);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("inbox").factory());
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.DARK);
    private final Broker broker;
    private final Course course;
    private final ShellController controller;
    private final ZoomPane zoom;
    private final WindowPlace place;
    private final PopupZoom popupZoom;
    private final WindowOf window;
    private final Motion motion = new Motion();
    private Troupe troupe;
    private Optional<Supplier<FramePace>> pace = Optional.empty();

    /** @param starter starts what the screens look at: blocking, in the background */
    public Shell(Stage stage, Remembered remembered, List<ScreenSpec> screens, Function<LaunchOptions, ClusterSource> starter) {
        this(stage, remembered, screens, starter, FileChoice.dialog());
    }

    /** The same, with another way to ask for a file. */
    public Shell(Stage stage, Remembered remembered, List<ScreenSpec> screens, Function<LaunchOptions, ClusterSource> starter, FileChoice files) {
        this.stage = stage;
        this.window = new WindowOf(stage, files, this::open);
        this.remembered = remembered;
        this.broker = new Broker(background, starter);
        Fonts.load();
        // The shell's parts want to know the zoom before there is anything to zoom.
        DoubleProperty zoomed = new SimpleDoubleProperty(this, "zoom", 1);
        this.course = new Course(new LessonBook(), background, remembered.text("lessons").map(ids -> Set.of(ids.split(","))).orElse(Set.of()));
        this.controller = new ShellController(new ShellController.Needs(broker, background, scheduler, screens, theme, zoomed, this::hire, course, window));
        this.zoom = new ZoomPane(Fxml.load("shell.fxml", controller));
        zoom.zoomProperty().bindBidirectional(zoomed);
        this.popupZoom = new PopupZoom(zoom.zoomProperty());
        this.place = new WindowPlace(stage, remembered);
    }

    /** Actors of last time stand ready, whether they play again is the person's to say; in a recording those who acted then, and nobody plays. */
    private ActorDesk hire(ClusterSource source) {
        Troupe hired = new Troupe(source);
        source.closeFirst(hired);
        // In the background: what reads them takes a quarter of a second to load.
        Optional<String> setups = source instanceof ReplaySource recording ? Optional.of(recording.session().actors()).filter(text -> !text.isEmpty()) : remembered.text("actors");
        setups.ifPresent(text -> background.run(() -> SetupText.read(text), all -> all.forEach(setup -> hired.add(setup, false)), _ -> { }));
        troupe = hired;
        return hired;
    }

    /** Draws as often as this says, not as often as suits the machine: this window, and those of recordings that it opens. */
    public Shell pacedBy(Supplier<FramePace> paces) {
        pace = Optional.of(paces);
        controller.pace(paces.get());
        return this;
    }

    /** Shows the window at once, and starts the broker behind it. */
    public void open(LaunchOptions options) {
        theme.set(options.theme().or(() -> remembered.text("theme").filter("light"::equals).map(_ -> Theme.LIGHT)).orElse(Theme.DARK));
        motion.systemProperty().bind(Platform.getPreferences().reducedMotionProperty());
        motion.choiceProperty().set(Motion.Choice.of(remembered.text("motion").orElse("")));
        zoom.set(remembered.number("zoom").orElse(1));
        Scene scene = new Scene(zoom, 1440, 900);
        Looks.dress(scene, theme);
        CutWords.install(scene);
        Keys.install(scene, controller, zoom, window::toggleFullScreen);
        Stillness.install(scene, motion);
        stage.setTitle(options.open().map(file -> file.getFileName() + " · Vitrine").orElse("Vitrine"));
        stage.setMinWidth(960);
        stage.setMinHeight(640);
        stage.setFullScreenExitHint("");
        stage.getIcons().setAll(WindowIcon.all());
        stage.setScene(scene);
        place.restore();
        stage.iconifiedProperty().addListener((_, _, hidden) -> controller.seen(!hidden));
        stage.setOnCloseRequest(request -> {
            request.consume();
            leave();
        });
        broker.stateProperty().addListener((_, _, state) -> {
            if (state instanceof BrokerState.Stopped) {
                stage.hide();
            }
        });
        stage.show();
        broker.start(options);
    }

    /** Shows a recording in a window of its own: it wears the same look, and remembers nothing. */
    private void open(ReplaySource recording) {
        Stage other = new Stage();
        Remembered look = Remembered.forgetful();
        look.put("theme", theme.get().id());
        look.put("zoom", zoom.zoomProperty().get());
        look.put("motion", motion.choiceProperty().get().id());
        Shell shell = new Shell(other, look, Screens.ofRecording(), _ -> recording, window.files());
        pace.ifPresent(shell::pacedBy);
        other.setOnHidden(_ -> shell.close());
        shell.open(LaunchOptions.defaults());
        other.setTitle(recording.bootstrap() + " · Vitrine");
    }

    /** The broker stops first, cleanly and within bounds; then the window goes. */
    private void leave() {
        controller.endPresentation();
        remember();
        PauseTransition limit = new PauseTransition(STOPS_WITHIN);
        limit.setOnFinished(_ -> stage.hide());
        limit.play();
        broker.stop();
    }

    private void remember() {
        place.remember();
        remembered.put("motion", motion.choiceProperty().get().id());
        remembered.put("theme", theme.get().id());
        remembered.put("zoom", zoom.zoomProperty().get());
        remembered.put("lessons", String.join(",", course.finished()));
        if (troupe != null) {
            remembered.put("actors", SetupText.write(troupe.setups()));
        }
        background.run(remembered::save, _ -> { }, _ -> { });
    }

    /** Where the broker's life stands. */
    public Broker broker() {
        return broker;
    }

    /** What its frames cost; for the toolkit's thread. */
    public FrameFigures figures() {
        return controller.figures();
    }

    /** Lets go of its threads and its timer; the window has gone already. */
    public void close() {
        controller.close();
        scheduler.shutdownNow();
        background.close();
    }
}
