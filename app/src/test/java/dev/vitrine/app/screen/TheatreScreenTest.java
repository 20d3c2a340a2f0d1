package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.actors.Troupe;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.CastWindow;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rebalance theatre before a real broker and real consumers. */
class TheatreScreenTest {

    @TempDir Path folder;
    private AppWindow window;
    private ClusterSource source;
    private Troupe troupe;
    private List<Setup> cast;

    @BeforeEach
    void open() throws Exception {
        CastWindow opened = CastWindow.open(folder, "stage", "groups");
        window = opened.window();
        source = opened.source();
        troupe = opened.troupe();
        cast = opened.prepare(Casts.all().stream().filter(of -> of.topic().equals("events")).findFirst().orElseThrow());
    }

    @AfterEach
    void close() {
        window.close();
    }

    private ActorView enter(String name) {
        return troupe.add(cast.stream().filter(setup -> setup.name().equals(name)).findFirst().orElseThrow(), true).orElseThrow();
    }

    private void stable(String group, int members) {
        AppWindow.until(group + " is stable with " + members, () -> source.snapshot().toCompletableFuture().get().groups().stream()
                .filter(view -> view.id().equals(group)).anyMatch(view -> settled(view, members)));
    }

    private static boolean settled(GroupView view, int members) {
        return view.state() == GroupState.STABLE && view.members().size() == members && view.members().stream().mapToInt(m -> m.assigned().size()).sum() == 6;
    }

    private void choose(String group) {
        TableView<?> table = (TableView<?>) window.await("#table");
        AppWindow.until(group + " is listed", () -> table.getItems().stream().anyMatch(row -> table.getColumns().getFirst().getCellData(table.getItems().indexOf(row)).equals(group)));
        AppWindow.call(() -> {
            for (int i = 0; i < table.getItems().size(); i++) {
                if (table.getColumns().getFirst().getCellData(i).equals(group)) {
                    table.getSelectionModel().select(i);
                }
            }
            return true;
        });
        TabPane tabs = (TabPane) window.await("#tabs");
        AppWindow.call(() -> {
            tabs.getSelectionModel().select(3);
            return true;
        });
    }

    private void says(String selector, String part) throws Exception {
        try {
            AppWindow.until(selector + " says " + part, () -> window.stage().getScene().getRoot().lookupAll(selector).stream()
                    .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part)));
        } catch (AssertionError never) {
            window.evidence("theatre-never-said");
            throw new AssertionError(selector + " says " + window.text(selector), never);
        }
    }

    @Test
    void eager_and_cooperative_rebalances_and_a_crash_are_told_with_their_reason_and_their_cost() throws Exception {
        List.of("source", "eager-1", "eager-2", "gentle-1", "gentle-2").forEach(this::enter);
        stable("eager", 2);
        stable("gentle", 2);
        enter("eager-3");
        ActorView leaver = enter("gentle-3");
        stable("eager", 3);
        stable("gentle", 3);
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-groups").isDisabled());
        window.click("#rail-groups");

        choose("eager");
        says("#theatre-cause", "eager-3 (127.0.0.1) joined.");
        says("#theatre-cost", "6 partitions without an owner");
        window.pictures("theatre-eager");
        choose("gentle");
        says("#theatre-cause", "gentle-3 (127.0.0.1) joined.");
        says("#theatre-facts", "2 rounds");
        says("#theatre-facts", "give up");
        window.pictures("theatre-cooperative");

        troupe.crash(leaver.id());
        says("#theatre-cause", "gentle-3 (127.0.0.1) was not heard of within its session timeout of 10 s: it was put out.");
        stable("gentle", 2);
        says("#theatre-cost", "silent member");
        says("#theatre-cost", "waited");
        window.pictures("theatre-crash");

        window.click("#theatre-view-Compare-generations");
        says("#compare-sentence", "gentle-3 is gone.");
        window.picture("theatre-compare-dark-1280x800");
        assertThat(window.text("#compare-sentence")).contains("of 6 partitions");
    }
}
