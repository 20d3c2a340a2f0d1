package dev.vitrine.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.testing.AppWindow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything in the app visited for the first time, on a large cluster, with an eye on the toolkit's thread. What is held against it does not depend on
 * how busy the machine is: what it was doing, and how much of its own work one step took. How long it takes on a quiet machine, {@link StallBench} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoStallTest {

    /**
     * Of the toolkit's own processor time, in a fresh JVM that has compiled nothing yet, and may not for long on a busy machine. On a quiet one the
     * worst is below 100.
     */
    private static final double MOST_MILLIS = 200;
    /** Where everything has been seen before: nothing is made, and nothing dressed. */
    private static final double MOST_MILLIS_AGAIN = 80;
    private static final int MOST_NODES = 3_000;

    private ClusterSource town;
    private AppWindow window;
    private FxWatch watch;
    private List<String> never;
    private int nodesOnTheStage;

    @BeforeAll
    void visit_everything(@TempDir Path folder) throws Exception {
        town = Town.open();
        window = AppWindow.open(folder.resolve("app.properties"), Screens.all(), _ -> town, LaunchOptions.defaults()).serving();
        watch = FxWatch.begin();
        never = new Tour(window.stage().getScene(), watch).everything();
        watch.close();
        nodesOnTheStage = window.count(".member") + window.count(".lane") + window.count(".chip");
    }

    @AfterAll
    void close() {
        if (window != null) {
            window.close();
        }
    }

    private static boolean sees(Stall.Sample sample, Predicate<String> frame) {
        return Arrays.stream(sample.stack()).map(StackTraceElement::toString).anyMatch(frame);
    }

    private void neverSeen(String what, Predicate<Stall.Sample> is) {
        List<Stall> caught = watch.stalls().stream().map(stall -> new Stall(stall.during(), stall.millis(), stall.cpu(), stall.samples().stream().filter(is).toList()))
                .filter(stall -> !stall.samples().isEmpty()).toList();
        assertThat(caught).as(() -> what + caught.getFirst().stack()).isEmpty();
    }

    @Test
    void everything_can_be_visited() {
        assertThat(never).isEmpty();
    }

    @Test
    void no_screen_is_loaded_on_the_toolkits_thread() {
        neverSeen("a screen loaded while somebody waits", sample -> sees(sample, frame -> frame.contains("screen.Deck.make")));
    }

    @Test
    void the_toolkits_thread_waits_for_no_other_and_for_no_disk_or_network_in_our_code() {
        neverSeen("our own code waits", sample -> sample.waits() && sees(sample, frame -> frame.startsWith("dev.vitrine.app.") && !frame.contains(".bench."))
                && !sees(sample, frame -> frame.contains("runWithRenderLock") || frame.contains("ScenePulseListener")));
        neverSeen("the network, or a Kafka client", sample -> sees(sample, frame -> frame.startsWith("org.apache.kafka.clients.") || frame.contains("sun.nio.ch.")));
    }

    @Test
    void no_single_step_takes_the_toolkits_thread_long() {
        List<Stall> long_ = watch.stalls().stream().filter(stall -> stall.cpu() > MOST_MILLIS).toList();
        assertThat(long_).as(() -> long_.getFirst() + long_.getFirst().stack()).isEmpty();
    }

    @Test
    void going_back_to_a_screen_costs_next_to_nothing_in_whatever_theme() {
        List<Stall> long_ = watch.stalls().stream().filter(stall -> stall.during().startsWith("again: ") || stall.during().startsWith("in another theme: "))
                .filter(stall -> stall.cpu() > MOST_MILLIS_AGAIN).toList();
        assertThat(long_).as(() -> long_.getFirst() + long_.getFirst().stack()).isEmpty();
    }

    @Test
    void however_large_the_cluster_there_are_nodes_for_what_can_be_seen_alone() {
        assertThat(nodesOnTheStage).isPositive().isLessThan(MOST_NODES);
    }
}
