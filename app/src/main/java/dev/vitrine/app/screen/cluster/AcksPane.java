package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.actors.AcksStage;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.acks.AcksTrial;
import dev.vitrine.app.model.acks.Progress;
import dev.vitrine.app.model.acks.Scene;
import dev.vitrine.app.model.acks.TrialWorld;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.ActMenus;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.Palette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The demonstration of what acks risk: scenes at the left, what became of the records at the right. It can be run as often as one likes. */
public final class AcksPane extends HBox {

    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final PseudoClass PASSED = PseudoClass.getPseudoClass("passed");
    private static final Set<String> TOPICS = Arrays.stream(Acks.values()).map(AcksTrial::topic).collect(Collectors.toUnmodifiableSet());
    private static final long FIGURES_EVERY_NANOS = 100_000_000L;

    private final Map<Acks, AcksCard> cards = new EnumMap<>(Acks.class);
    private final List<Step> steps = new ArrayList<>();
    private final GuardedButton run = new GuardedButton();
    private final Label verdict = new Label();
    private final Label problem = new Label();
    private final AtomicReference<Progress> progress = new AtomicReference<>();
    private final StackPane tanksPlace = new StackPane();
    private TanksPane tanks;
    private Supplier<Optional<TrialWorld>> world = Optional::empty;
    private Background background;
    private Supplier<Boolean> past = () -> false;
    private Supplier<Optional<String>> refusal = Optional::empty;
    private boolean running;
    private long figuresAt;
    private Progress shown;

    public AcksPane() {
        super(16);
        getStyleClass().add("acks-pane");
        VBox scenes = new VBox(2);
        scenes.getStyleClass().addAll("card", "acks-scenes");
        scenes.setMinWidth(300);
        scenes.setPrefWidth(330);
        Label title = new Label("Cut off, then killed");
        title.getStyleClass().add("title");
        Label about = new Label("Three real producers write through a leader that is hurt. Brokers, links and records are your own cluster’s; everything is healed at the end.");
        about.getStyleClass().addAll("soft", "small");
        about.setWrapText(true);
        about.setMinHeight(USE_PREF_SIZE);
        scenes.getChildren().addAll(title, about);
        for (Scene scene : Scene.values()) {
            if (scene != Scene.DONE) {
                Step step = new Step(scene);
                steps.add(step);
                scenes.getChildren().add(step);
            }
        }
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        problem.getStyleClass().addAll("bad-text", "small");
        problem.setWrapText(true);
        run.setId("acks-run");
        run.setText("Run it");
        run.setButtonClass("accent");
        run.setOnAction(_ -> begin());
        verdict.getStyleClass().addAll("medium", "acks-verdict");
        verdict.setId("acks-verdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        verdict.setMaxWidth(Double.MAX_VALUE);
        scenes.getChildren().addAll(gap, verdict, problem, run);
        HBox row = new HBox(14);
        row.setMinHeight(USE_PREF_SIZE);
        for (Acks acks : Acks.values()) {
            AcksCard card = new AcksCard(acks);
            cards.put(acks, card);
            row.getChildren().add(card);
        }
        tanksPlace.setMinHeight(0);
        VBox.setVgrow(tanksPlace, Priority.ALWAYS);
        VBox right = new VBox(10, row, legend(), tanksPlace);
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        getChildren().addAll(scenes, right);
        says("Nothing has been tried yet. It takes about half a minute.");
    }

    private static HBox legend() {
        HBox legend = new HBox(16);
        legend.setAlignment(Pos.CENTER_LEFT);
        String[][] words = {{"kept", "acknowledged, and there"}, {"lost", "acknowledged, and gone"}, {"refused", "refused"}, {"unpromised", "there, though never acknowledged"}, {"open", "not answered"}};
        for (String[] word : words) {
            Region patch = new Region();
            patch.getStyleClass().addAll("fate", word[0]);
            Label label = new Label(word[1], patch);
            label.getStyleClass().addAll("soft", "small");
            legend.getChildren().add(label);
        }
        return legend;
    }

    /** One scene: to come, now, or behind. */
    private static final class Step extends HBox {

        private final Scene scene;
        private final Label says = new Label();

        Step(Scene scene) {
            super(10);
            this.scene = scene;
            getStyleClass().add("acks-step");
            setId("acks-step-" + scene.name().toLowerCase(Locale.ROOT));
            StackPane dot = new StackPane();
            dot.getStyleClass().add("acks-dot");
            Label title = new Label(scene.title());
            title.getStyleClass().add("acks-step-title");
            says.getStyleClass().addAll("soft", "small");
            says.setWrapText(true);
            says.setMinHeight(USE_PREF_SIZE);
            VBox words = new VBox(1, title, says);
            HBox.setHgrow(words, Priority.ALWAYS);
            getChildren().addAll(dot, words);
            show(null);
        }

        void show(Progress at) {
            boolean now = at != null && at.scene() == scene;
            boolean passed = at != null && at.scene().compareTo(scene) > 0;
            pseudoClassStateChanged(NOW, now);
            pseudoClassStateChanged(PASSED, passed);
            says.setText(now ? scene.words() + " " + at.says() : "");
            says.setVisible(now);
            says.setManaged(now);
        }
    }

    void init(ScreenContext context, ActMenus menus) {
        tanks = new TanksPane(context.selection(), menus);
        ScrollPane scroll = new ScrollPane(tanks);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("tanks-scroll");
        tanksPlace.getChildren().add(scroll);
        background = context.background();
        past = context::onlyLookedAtThePast;
        world = () -> context.source().brokers().map(desk -> new AcksStage(context.source(), desk));
        refusal = () -> context.source().brokers().isPresent() ? Optional.empty() : Optional.of("Only brokers that run inside this app can be hurt.");
    }

    void look(Palette palette, double zoom) {
        cards.values().forEach(card -> card.look(palette, zoom));
        tanks.look(palette, zoom);
    }

    private void begin() {
        if (running || past.get()) {
            return;
        }
        world.get().ifPresent(stage -> {
            running = true;
            problem.setText("");
            background.run(() -> new AcksTrial(stage, progress::set).run(), this::ended, this::failed);
        });
    }

    private void ended(Progress last) {
        running = false;
        progress.set(last);
        run.setText("Run it again");
    }

    private void failed(Throwable why) {
        running = false;
        problem.setText("It could not be brought to its end: " + Reason.of(why));
        run.setText("Run it again");
    }

    /** A few times a second: what the producers have noted by now. */
    void frame(Inbox.Frame frame) {
        tanks.happened(frame.live() ? frame.events() : List.of(), frame.nowNanos());
        if (frame.hasNews()) {
            tanks.show(ClusterPictures.of(frame.snapshot(), topic -> TOPICS.contains(topic.name())), Optional.empty(), frame.live(), frame.nowNanos());
        }
        tanks.draw(frame.nowNanos());
        if (frame.nowNanos() - figuresAt < FIGURES_EVERY_NANOS) {
            return;
        }
        figuresAt = frame.nowNanos();
        run.guard(running ? Optional.of("It is running.") : refusal.get());
        Progress now = progress.get();
        if (now != null) {
            cards.forEach((acks, card) -> card.show(now.ledgers().get(acks)));
            if (now != shown) {
                shown = now;
                steps.forEach(step -> step.show(now));
                says(now.scene() == Scene.DONE ? now.says() : now.scene().title() + ". " + now.scene().words());
            }
        }
    }

    private void says(String words) {
        verdict.setText(words);
    }
}
