package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.engine.observe.BrokerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The screen before three real brokers: what is done with the mouse is done to them, and what is seen is what they say. */
class RealClusterTest {

    @TempDir Path folder;
    private final AtomicReference<ClusterSource> source = new AtomicReference<>();
    private AppWindow window;

    /** Heartbeats that are missed sooner than at Kafka's own pace: nobody has to watch here. */
    @BeforeEach
    void open() throws Exception {
        window = AppWindow.open(folder.resolve("app.properties"), AppWindow.screens("stage", "cluster"), _ -> {
            source.set(EmbeddedSource.start(c -> c.brokers(3).listen("localhost", 0).ephemeral().set("broker.session.timeout.ms", "6000").set("broker.heartbeat.interval.ms", "500")));
            return source.get();
        }, LaunchOptions.defaults()).serving().size(1440, 900);
        source.get().admin().createTopics(List.of(new NewTopic("orders", 3, (short) 3).configs(Map.of("min.insync.replicas", "2")))).all().get(90, TimeUnit.SECONDS);
        AppWindow.until("the rail is open", () -> !window.stage().getScene().getRoot().lookup("#rail-cluster").isDisabled());
        window.click("#rail-cluster");
        window.await("#tank-3");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private boolean says(String selector, String part) {
        return all(selector).anyMatch(node -> node instanceof Labeled labeled && labeled.getText().contains(part));
    }

    private Stream<Node> all(String selector) {
        return window.stage().getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown);
    }

    @Test
    void a_real_broker_is_killed_missed_and_comes_back_in_sync() throws Exception {
        AppWindow.until("all in sync", () -> says(".screen-summary", "in sync"));
        window.picture("real-cluster-calm");
        int victim = source.get().snapshot().toCompletableFuture().get(10, TimeUnit.SECONDS).controllerId();
        source.get().brokers().orElseThrow().kill(victim);
        AppWindow.until("it is killed", () -> says("#tank-" + victim + " .pill", "killed"));
        AppWindow.until("an election is told", () -> says("#cluster-election", "was elected"));
        window.picture("real-cluster-election");
        AppWindow.until("no partition is without a leader", () -> !says(".screen-summary", "without a leader") && says(".screen-summary", "out of sync"));
        window.picture("real-cluster-shrunk");
        source.get().brokers().orElseThrow().start(victim);
        AppWindow.until("all in sync again", () -> says("#tank-" + victim + " .pill", "running") && says(".screen-summary", "in sync") && !says(".screen-summary", "out of sync"));
        window.picture("real-cluster-healed");
    }

    @Test
    void acks_1_really_loses_what_it_acknowledged_and_acks_all_does_not() throws Exception {
        window.click("#cluster-part-What-acks-risk");
        window.click("#acks-run-button");
        AppWindow.until("it is cut off", () -> window.stage().getScene().getRoot().lookup("#acks-step-cut").getPseudoClassStates().toString().contains("now"));
        window.picture("real-acks-cut");
        for (String step : new String[] {"election", "going_on", "reading"}) {
            AppWindow.until(step, () -> passedOrNow(step));
        }
        AppWindow.until("the verdict", () -> says("#acks-verdict", "Acknowledged and lost"));
        window.picture("real-acks-done");
        assertThat(Integer.parseInt(window.text("#acks-lost-1").replace(",", ""))).isPositive();
        assertThat(Integer.parseInt(window.text("#acks-lost-0").replace(",", ""))).isPositive();
        assertThat(window.text("#acks-lost-all")).isEqualTo("0");
        assertThat(source.get().snapshot().toCompletableFuture().get(10, TimeUnit.SECONDS).brokers()).allMatch(broker -> broker.state() == BrokerState.RUNNING);
    }

    private boolean passedOrNow(String step) {
        String states = window.stage().getScene().getRoot().lookup("#acks-step-" + step).getPseudoClassStates().toString();
        return states.contains("now") || states.contains("passed") || says("#acks-verdict", "Acknowledged and lost");
    }
}
