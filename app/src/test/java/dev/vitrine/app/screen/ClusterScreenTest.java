package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.app.widget.CutWords;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterScreenTest {

    @TempDir Path folder;
    private AppWindow window;
    private ScriptedCluster cluster;

    private void open(int brokers, int width, int height) throws Exception {
        cluster = new ScriptedCluster(System::currentTimeMillis, brokers).topic("orders", 3, Math.min(3, brokers), "min.insync.replicas", brokers > 1 ? "2" : "1")
                .topic("payments", 4, Math.min(3, brokers)).topic("__consumer_offsets", 3, Math.min(3, brokers));
        for (int p = 0; p < 3; p++) {
            cluster.produce("orders", p, 1_200 + 40 * p).produce("payments", p, 12);
        }
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "cluster"), _ -> cluster, LaunchOptions.defaults()).serving().size(width, height);
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-cluster").isDisabled());
        window.click("#rail-cluster");
        window.await("#tank-1");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void menu(String opener, String item) {
        window.click(opener);
        AppWindow.until(item, () -> inMenus(item).isPresent());
        assertThat(AppWindow.call(() -> menuLabels().filter(label -> CutWords.wholeIfCut(label).isPresent()).map(Labeled::getText).toList())).isEmpty();
        window.click(AppWindow.call(() -> inMenus(item).orElseThrow()));
    }

    /** A menu lies in a window of its own. */
    private static Optional<Node> inMenus(String text) {
        return menuLabels().filter(label -> label.getText().equals(text)).map(Node.class::cast).findFirst();
    }

    private static Stream<Labeled> menuLabels() {
        return Window.getWindows().stream().filter(each -> each instanceof ContextMenu && each.isShowing()).flatMap(each -> each.getScene().getRoot().lookupAll(".label").stream())
                .filter(Labeled.class::isInstance).map(Labeled.class::cast);
    }

    private boolean says(String selector, String part) {
        return all(selector).anyMatch(node -> node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private Stream<Node> all(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown);
    }

    @Test
    void a_broker_is_killed_with_the_mouse_another_leads_and_undo_brings_it_back() throws Exception {
        open(3, 1280, 800);
        window.picture("cluster-calm-dark");
        menu("#tank-2-menu", "Kill broker 2");
        AppWindow.until("undo is offered", () -> inWindow("Undo").isPresent());
        assertThat(cluster.now().brokers().get(1).state()).isEqualTo(BrokerState.KILLED);
        AppWindow.call(() -> {
            ((ButtonBase) inWindow("Undo").orElseThrow()).fire();
            return true;
        });
        AppWindow.until("it runs again", () -> cluster.now().brokers().get(1).state() == BrokerState.RUNNING);
        cluster.kill(2);
        AppWindow.until("it is killed", () -> says("#tank-2 .pill", "killed"));
        AppWindow.until("it is told", () -> says(".feed-text", "Broker 2 was killed"));
        AppWindow.until("it is explained", () -> says("#cluster-why .explain-sentence", "Broker 2 was killed."));
        AppWindow.until("why others lead is told", () -> says("#cluster-why .explain-sentence", "which led 3 partitions, was killed")
                && says("#cluster-why .explain-sentence", "Next in line and in sync: broker 3 leads 3."));
        window.picture("cluster-killed-dark");
        window.click("#tank-2");
        AppWindow.until("its facts", () -> says(".foot-title", "Broker 2"));
    }

    private Optional<Node> inWindow(String text) {
        return all(".link").filter(node -> node instanceof Labeled labeled && labeled.getText().equals(text)).findFirst();
    }

    @Test
    void what_clients_would_notice_is_asked_for_first() throws Exception {
        open(3, 1440, 900);
        cluster.kill(2);
        AppWindow.until("one is away", () -> says("#tank-2 .pill", "killed"));
        menu("#tank-1-menu", "Freeze broker 1");
        AppWindow.until("a preview", () -> says(".sheet-title", "Freeze broker 1?"));
        assertThat(AppWindow.call(() -> says(".foresight .label", "1 of 3: a majority is 2"))).isTrue();
        window.picture("cluster-preview-dark");
        window.click("#sheet-act-button");
        AppWindow.until("it is frozen", () -> says("#tank-1 .pill", "frozen"));
        AppWindow.until("nobody is controller", () -> says(".screen-summary", "no controller"));
        window.picture("cluster-no-controller-dark");
        cluster.thaw(1);
        cluster.start(2);
        AppWindow.until("an election is told", () -> says("#cluster-election", "Term"));
        window.picture("cluster-election-dark");
        window.click("#rail-stage");
        AppWindow.until("tanks behind the lanes", () -> all(".broker-chip").count() == 3 && all(".stage-tank").count() >= 3);
        assertThat(AppWindow.call(() -> headsStandOverTanks())).isTrue();
        assertThat(AppWindow.call(() -> all(".lane").anyMatch(lane -> lane.getAccessibleText().contains(" leads")))).isTrue();
        window.picture("cluster-stage-dark");
        cluster.kill(3);
        AppWindow.until("its glass shows it", () -> all(".stage-tank").anyMatch(tank -> tank.getPseudoClassStates().contains(PseudoClass.getPseudoClass("killed"))));
        AppWindow.until("the inspector tells why others lead", () -> says(".explain-sentence", "Broker 3, which led") && !says(".foot-title", "Nothing selected"));
        window.picture("cluster-stage-killed-dark");
    }

    private boolean headsStandOverTanks() {
        List<Double> heads = all(".broker-chip").map(ClusterScreenTest::left).sorted().toList();
        return all(".stage-tank").map(ClusterScreenTest::left).allMatch(tank -> heads.stream().anyMatch(head -> Math.abs(head - tank) < 1));
    }

    private static double left(Node node) {
        return node.localToScene(0, 0).getX();
    }

    private void palette(String words) {
        window.press(KeyCode.CONTROL, KeyCode.K);
        window.await(".palette-query");
        window.type(words);
        window.press(KeyCode.ENTER);
    }

    @Test
    void the_palette_knows_the_same_verbs_from_any_screen_and_asks_first_where_the_mouse_does() throws Exception {
        open(3, 1280, 800);
        window.click("#rail-stage");
        palette("kill broker 2");
        AppWindow.until("undo is offered, on the screen of the brokers", () -> inWindow("Undo").isPresent() && says("#tank-2 .pill", "killed"));
        window.click("#rail-stage");
        palette("freeze broker 1");
        AppWindow.until("a preview", () -> says(".sheet-title", "Freeze broker 1?"));
        assertThat(cluster.now().brokers().getFirst().state()).isEqualTo(BrokerState.RUNNING);
        window.click("#sheet-act-button");
        AppWindow.until("it is frozen", () -> says("#tank-1 .pill", "frozen"));
        window.click("#rail-stage");
        palette("cut link between broker 1 and broker 3");
        AppWindow.until("a preview or the deed", () -> says(".sheet-title", "Cut the link?") || says("#wire-1-3", "cut"));
    }

    @Test
    void glass_and_heads_fit_each_other_within_the_frame_in_which_the_room_changes() throws Exception {
        open(3, 1280, 800);
        Pane tanks = (Pane) window.find(".tanks");
        ScaledCanvas glass = (ScaledCanvas) tanks.getChildren().getFirst();
        AppWindow.until("it is painted", () -> glass.logicalWidth() == tanks.getWidth());
        double painted = AppWindow.call(() -> {
            tanks.resize(tanks.getWidth() + 100, tanks.getHeight());
            tanks.layout();
            return tanks.getWidth() - glass.logicalWidth();
        });
        assertThat(painted).isZero();
    }

    @Test
    void what_is_said_of_an_election_takes_its_room_from_the_feed_and_no_word_is_cut() throws Exception {
        open(3, 1280, 800);
        double before = AppWindow.call(() -> window.find("#tank-2").localToScene(0, 0).getY());
        double height = AppWindow.call(() -> window.find(".tanks-scroll").getLayoutBounds().getHeight());
        cluster.kill(1);
        AppWindow.until("an election is told", () -> says("#cluster-election", "Term"));
        AppWindow.until("the tanks are as high as before", () -> Math.abs(window.find(".tanks-scroll").getLayoutBounds().getHeight() - height) < 2);
        assertThat(AppWindow.call(() -> window.find("#tank-2").localToScene(0, 0).getY())).isGreaterThan(before);
        AppWindow.until("no word is cut", () -> all(".tank-head .label").noneMatch(label -> label instanceof Labeled labeled && CutWords.wholeIfCut(labeled).isPresent()));
        window.picture("cluster-election-1280x800-dark");
    }

    @Test
    void a_link_is_cut_by_a_click_and_the_isr_shrinks_before_one_s_eyes() throws Exception {
        open(3, 1280, 800);
        menu("#wire-1-3", "Cut the link");
        AppWindow.until("it is cut", () -> says("#wire-1-3", "cut"));
        cluster.produce("orders", 0, 80);
        cluster.timeGoesBy();
        AppWindow.until("it is explained", () -> says("#cluster-why .explain-sentence", "can’t fetch from its leader"));
        cluster.link(new LinkView(2, 3, LinkState.SLOW, 200, 0));
        AppWindow.until("one direction is slow", () -> says("#wire-2-3", "2 → 3 +200 ms"));
        window.picture("cluster-cut-dark");
        menu("#wire-1-3", "Heal the link");
        AppWindow.until("it is healed", () -> cluster.now().links().size() == 1);
    }

    @Test
    void one_broker_is_quiet_and_invites_another() throws Exception {
        open(1, 1280, 800);
        window.await("#cluster-invitation");
        window.picture("cluster-one-dark");
        window.click("#cluster-invite");
        AppWindow.until("two tanks", () -> all("#tank-2").findAny().isPresent());
        AppWindow.until("no invitation any more", () -> all("#cluster-invitation").findAny().isEmpty());
        assertThat(cluster.now().brokers()).extracting(broker -> broker.state()).containsExactly(BrokerState.RUNNING, BrokerState.RUNNING);
    }

    @Test
    void in_the_light_everything_is_there_too_and_acks_wait_to_be_tried() throws Exception {
        open(3, 1440, 900);
        window.click("#theme");
        cluster.freeze(3);
        cluster.kill(2);
        AppWindow.until("frozen", () -> says("#tank-3 .pill", "frozen"));
        window.picture("cluster-hurt-light");
        window.click("#cluster-part-What-acks-risk");
        window.await("#acks-run");
        assertThat(window.text("#acks-lost-1")).isEqualTo("–");
        window.picture("cluster-acks-light");
    }
}
