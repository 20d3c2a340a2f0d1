package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Theme;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.ScriptedSource;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {

    @TempDir Path folder;

    private final ScriptedSource cluster = new ScriptedSource(System::currentTimeMillis);
    private final FamilyDay day = new FamilyDay(cluster, 5_000);
    private final ScheduledExecutorService play = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private AppWindow window;

    @BeforeEach
    void open() throws Exception {
        List<ScreenSpec> stage = List.of(new ScreenSpec("stage", "Stage", "fth-share-2", "stage.fxml", StageController::new));
        window = AppWindow.open(folder.resolve("app.properties"), stage, _ -> cluster, LaunchOptions.defaults()).serving();
        play.scheduleAtFixedRate(() -> day.step(10), 10, 10, TimeUnit.MILLISECONDS);
        window.await(".member");
    }

    @AfterEach
    void close() {
        play.shutdownNow();
        window.close();
    }

    private boolean says(String selector, String part) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().anyMatch(node -> node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    @Test
    void who_writes_where_it_lies_and_who_reads_are_all_there() {
        AppWindow.until("both producers have been seen sending", () -> window.stage().getScene().getRoot().lookupAll(".producer").size() == 2);
        assertThat(window.count(".topic")).isEqualTo(2);
        assertThat(window.count(".lane")).isEqualTo(9);
        assertThat(window.count(".group")).isEqualTo(3);
        AppWindow.until("rates are shown", () -> says(".actor-rate", " rec/s"));
        AppWindow.until("a second member joins", () -> says(".member-name", "db-2"));
        AppWindow.until("the rebalance runs a stopwatch", () -> says(".pill", "Rebalancing · "));
        AppWindow.until("it is told", () -> says(".feed-text", "db-2 joined db-group."));
        AppWindow.until("it ends", () -> AppWindow.rebalanced(window.stage()));
    }

    @Test
    void what_is_clicked_is_inspected() {
        Node lane = AppWindow.call(() -> window.stage().getScene().getRoot().lookupAll(".lane").stream()
                .filter(node -> node.getAccessibleText() != null && node.getAccessibleText().startsWith("family-topic partition 2")).findFirst().orElseThrow());
        window.click(lane);
        AppWindow.until("the partition is inspected", () -> says(".foot-title", "family-topic · partition 2") && says(".fact", "lag "));

        window.click(".member");
        AppWindow.until("the member is inspected", () -> says(".fact-name", "assignors offered"));
    }

    private String firstOrders() {
        return window.stage().getScene().getRoot().lookupAll(".lane").stream().map(Node::getAccessibleText)
                .filter(text -> text != null && text.startsWith("orders partition 0")).findFirst().map(text -> text.replaceFirst(", [^,]*/s.*", "")).orElse("");
    }

    private long endOf(String text) {
        return Long.parseLong(text.replaceAll(".*end offset ([0-9,]+).*", "$1").replace(",", ""));
    }

    /** What the lane says in each frame in which the panel speaks of a moment of the past. */
    private Set<Long> endsThatGoWithTheMoment() {
        Set<Long> shown = new HashSet<>();
        AppWindow.call(() -> {
            window.stage().getScene().addPostLayoutPulseListener(() -> {
                if (says(".foot-title", "At that moment") && says(".time-state", "PAUSED")) {
                    shown.add(endOf(firstOrders()));
                }
            });
            return true;
        });
        return shown;
    }

    @Test
    void at_a_moment_of_the_past_everything_stands_as_it_stood_until_it_is_live_again() {
        AppWindow.until("there is a past", () -> says(".time-clock", ":") && !firstOrders().isEmpty());
        Set<Long> shown = endsThatGoWithTheMoment();
        window.click(".time-state");
        AppWindow.until("it is paused", () -> says(".time-state", "PAUSED"));
        AppWindow.until("the panel speaks of that moment", () -> says(".foot-title", "At that moment"));
        long paused = endOf(AppWindow.call(this::firstOrders));
        long end = cluster.end("orders", 0);
        AppWindow.until("the broker goes on", () -> cluster.end("orders", 0) > end + 500);
        assertThat(endOf(AppWindow.call(this::firstOrders))).as("looking only").isEqualTo(paused);
        assertThat(AppWindow.call(() -> Set.copyOf(shown))).as("the lanes follow in the same frame as the panel").containsExactly(paused);

        AppWindow.until("rebalances and joins are painted", () -> List.of(".time-rebalance", ".time-join").stream()
                .allMatch(mark -> window.stage().getScene().getRoot().lookupAll(mark).stream().anyMatch(node -> node.getLayoutBounds().getWidth() > 0)));
        window.click(".time-clock");
        window.press(KeyCode.LEFT);
        AppWindow.until("further back", () -> says(".time-state", "VIEWING"));
        assertThat(endOf(AppWindow.call(this::firstOrders))).isLessThanOrEqualTo(paused);

        window.press(KeyCode.L);
        AppWindow.until("live again", () -> says(".time-state", "LIVE") && endOf(firstOrders()) > paused);
    }

    @Test
    void a_topic_folds_and_opens() {
        assertThat(window.count(".lane")).isEqualTo(9);
        window.click(".fold");
        AppWindow.until("its lanes are gone", () -> window.stage().getScene().getRoot().lookupAll(".lane").size() < 9);
        window.click(".fold");
        AppWindow.until("they are back", () -> window.stage().getScene().getRoot().lookupAll(".lane").size() == 9);
    }

    @Test
    void anything_is_found_by_typing_a_part_of_it() {
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.await(".palette-query");
        window.type("bill");
        window.press(KeyCode.ENTER);

        AppWindow.until("the group is inspected", () -> says(".foot-title", "billing"));
        assertThat(window.find(".palette-query")).isNull();
    }

    @Test
    void figures_about_the_frames_are_a_key_away() {
        window.press(KeyCode.F12);
        AppWindow.until("they are shown", () -> says(".hud", "frame p50"));
        window.press(KeyCode.F12);
        assertThat(window.find(".hud")).isNull();
    }

    @Test
    void internal_topics_are_shown_when_asked_for() {
        window.click(".internal-toggle");
        AppWindow.until("it is there", () -> says(".title", "__consumer_offsets"));
    }

    @Test
    void nothing_is_cut_off_at_any_size_in_either_theme() throws Exception {
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{960, 800}, {1280, 800}, {1440, 900}, {2560, 1440}}) {
                window.size(size[0], size[1]);
                AppWindow.until("it has its size", () -> window.stage().getScene().getWidth() >= size[0] - 20);
                int frames = 3;
                for (int i = 0; i < frames; i++) {
                    AppWindow.call(() -> true);
                }
                WritableImage picture = window.picture("stage-" + theme.id() + "-" + size[0]);
                assertThat(colours(picture)).as("a picture, not an empty sheet").isGreaterThan(40);
                insideTheirCards();
                Bounds bar = AppWindow.call(() -> window.find(".time-bar").localToScene(window.find(".time-bar").getBoundsInLocal()));
                assertThat(bar.getMaxY()).as("the bar of time is within the window").isLessThanOrEqualTo(window.stage().getScene().getHeight() + 0.5);
            }
            window.click("#theme");
        }
    }

    private static long colours(WritableImage picture) {
        Set<Color> seen = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x += 7) {
            for (int y = 0; y < picture.getHeight(); y += 5) {
                seen.add(picture.getPixelReader().getColor(x, y));
            }
        }
        return seen.size();
    }

    private void insideTheirCards() {
        AppWindow.call(() -> {
            for (Node card : window.stage().getScene().getRoot().lookupAll(".card").stream().filter(AppWindow::shown).toList()) {
                Bounds bounds = card.getBoundsInLocal();
                for (Node part : ((Parent) card).getChildrenUnmodifiable()) {
                    if (part.isVisible()) {
                        Bounds inside = part.getBoundsInParent();
                        assertThat(inside.getMinX()).as("%s in %s", part, card).isGreaterThanOrEqualTo(-1);
                        assertThat(inside.getMaxX()).as("%s in %s", part, card).isLessThanOrEqualTo(bounds.getMaxX() + 1);
                        assertThat(inside.getMaxY()).as("%s in %s", part, card).isLessThanOrEqualTo(bounds.getMaxY() + 1);
                    }
                }
            }
            return true;
        });
    }
}
