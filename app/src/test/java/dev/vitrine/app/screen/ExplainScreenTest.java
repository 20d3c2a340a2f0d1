package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.actors.Troupe;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.CommitMode;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ConsumerSetup.Membership;
import dev.vitrine.app.model.actors.ConsumerSetup.Reading;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.CastWindow;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why? asked of a group with a hot key, before a real broker, and the feed's lines followed. */
class ExplainScreenTest {

    @TempDir Path folder;
    private AppWindow window;

    @BeforeEach
    void open() throws Exception {
        window = CastWindow.open(folder, "stage", "topics", "groups").play(Casts.all().stream().filter(of -> of.topic().equals("clicks")).findFirst().orElseThrow()).window();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void says(String selector, String part) throws Exception {
        try {
            AppWindow.until(selector + " says " + part, () -> window.stage().getScene().getRoot().lookupAll(selector).stream()
                    .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part)));
        } catch (AssertionError never) {
            window.evidence("explain-never-said");
            throw never;
        }
    }

    private void go(String rail) {
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-" + rail).isDisabled());
        window.click("#rail-" + rail);
    }

    @Test
    void a_lag_is_explained_by_the_hot_key_and_each_answer_leads_to_its_evidence() throws Exception {
        go("groups");
        TableView<?> table = (TableView<?>) window.await("#table");
        AppWindow.until("the group is listed", () -> !table.getItems().isEmpty());
        AppWindow.call(() -> {
            table.getSelectionModel().select(0);
            return true;
        });
        TabPane tabs = (TabPane) window.await("#tabs");
        AppWindow.call(() -> {
            tabs.getSelectionModel().select(4);
            return true;
        });
        says(".explain-question", "Why is stats lagging?");
        says(".explain-question", "Why did stats rebalance?");
        says(".explain-sentence", "of what is written to 6 partitions");
        says(".explain-sentence", "makes up");
        window.pictures("explain-group");

        go("stage");
        window.click(".group .title");
        window.click("#inspector-why");
        says(".explain-question", "Why is stats lagging?");
        window.pictures("explain-stage");

        window.click(newest((ListView<?>) window.await(".feed")));
        says(".time-state", "VIEWING");
        assertThat(window.text(".time-state")).startsWith("VIEWING");
    }

    /** The line at the top, where it is to be seen: whichever node comes first may be on its way out, with the list made smaller. */
    private static Node newest(ListView<?> feed) {
        AppWindow.until("the feed has lines", () -> firstLine(feed) != null);
        return AppWindow.call(() -> firstLine(feed));
    }

    private static Node firstLine(ListView<?> feed) {
        return feed.lookupAll(".list-cell").stream().filter(node -> AppWindow.shown(node) && node instanceof ListCell<?> cell && cell.getIndex() == 0 && !cell.isEmpty())
                .findFirst().orElse(null);
    }

    @Test
    void the_state_of_a_group_on_the_stage_leads_to_its_last_rebalance() throws Exception {
        go("stage");
        says(".group .pill", "Stable");
        window.click(".group .pill");
        says("#theatre-facts", "took");
        assertThat(window.await("#theatre-cause")).isNotNull();
    }

    @Test
    void slow_motion_makes_each_step_of_a_join_take_its_time_and_says_what_is_safe() throws Exception {
        ClusterSource source = ((BrokerState.Serving) window.shell().broker().state()).source();
        go("stage");
        says(".group .pill", "Stable");
        MenuButton pace = (MenuButton) window.await("#pace");
        AppWindow.call(() -> {
            pace.getItems().stream().filter(item -> item.getId().equals("pace-5000")).findFirst().orElseThrow().fire();
            return true;
        });
        AppWindow.until("the tightest group is named", () -> pace.getText().equals("slow · 5 s a step · stats: 3.3 s at most"));
        Troupe more = new Troupe(source);
        source.closeFirst(more);
        more.add(new ConsumerSetup("stats-4", "stats", List.of("clicks"), new Reading(5, 100, CommitMode.AUTO, false), Membership.DEFAULT), true);

        says(".group .pill", "Rebalancing · 4");
        window.picture("slow-stage-dark-1280x800");
        AppWindow.until("all four are in", () -> source.snapshot().toCompletableFuture().get().groups().stream()
                .anyMatch(group -> group.members().size() == 4 && group.state() == GroupState.STABLE));
        assertThat(source.eventsAfter(0, 4_000).events()).noneMatch(observed -> observed.event() instanceof Event.MemberLeft);
    }
}
