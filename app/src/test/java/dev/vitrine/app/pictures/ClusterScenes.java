package dev.vitrine.app.pictures;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.time.Duration;
import java.util.List;
import javafx.scene.input.KeyCode;

/**
 * One broker becomes three; one is cut off and its replicas fall out of sync, the controller is killed and another is elected, and what acks risk is counted.
 * Last: all other scenes are of one broker.
 */
final class ClusterScenes {

    private final Studio studio;
    private final Angles angles;
    private final List<String> only;

    ClusterScenes(Studio studio, Angles angles, List<String> only) {
        this.studio = studio;
        this.angles = angles;
        this.only = only;
    }

    void take() throws Exception {
        if (only.contains("") || only.contains("cluster")) {
            everybodyLeaves();
            three();
            try (Ledger _ = new Ledger(studio.bootstrap())) {
                Pause.of(Duration.ofSeconds(8));
                calm();
                shrunken();
                election();
            }
            acks();
        }
    }

    /** What others left on the stage would hide what befalls the brokers. */
    private void everybodyLeaves() {
        studio.show("actors");
        Pause.of(Duration.ofSeconds(1));
        if (studio.shows("#all") && studio.text("#all").equals("Stop all")) {
            studio.press("#all");
            Pause.of(Duration.ofSeconds(8));
        }
        studio.press(KeyCode.ESCAPE);
    }

    /** A lesson may have made them already. */
    private void three() {
        studio.show("cluster");
        Pause.of(Duration.ofSeconds(1));
        if (studio.shows("#cluster-invite")) {
            angles.of("cluster-one");
            studio.press("#cluster-invite");
            joined(2);
        }
        if (!studio.shows("#tank-3")) {
            studio.press("#cluster-add-button");
            joined(3);
        }
    }

    private void joined(int broker) {
        studio.await("broker " + broker, () -> studio.says("#tank-" + broker + " .pill", "running") && studio.can("#cluster-add-button"));
        Pause.of(Duration.ofSeconds(4));
    }

    private void calm() {
        angles.of("cluster");
        studio.show("stage");
        Pause.of(Duration.ofSeconds(1));
        angles.ofThisMoment("stage-three");
    }

    private BrokerDesk desk() {
        return studio.source().brokers().orElseThrow();
    }

    private void link(LinkState state) {
        for (int other : List.of(1, 2)) {
            desk().link(new LinkView(3, other, state, 0, 0));
            desk().link(new LinkView(other, 3, state, 0, 0));
        }
    }

    /** The third broker hears of nobody, and nobody of it. */
    private void shrunken() {
        studio.show("cluster");
        link(LinkState.CUT);
        studio.await("replicas out of sync", () -> studio.says(".screen-summary", "out of sync"));
        Pause.of(Duration.ofSeconds(3));
        angles.shown("isr");
        angles.ofThisMoment("cluster-isr");
        studio.show("stage");
        Pause.of(Duration.ofSeconds(1));
        angles.ofThisMoment("stage-isr");
        link(LinkState.OPEN);
        studio.show("cluster");
        studio.await("all in sync again", () -> !studio.says(".screen-summary", "out of sync"));
        Pause.of(Duration.ofSeconds(4));
    }

    private void election() {
        // Not always the first: a lesson may have had another one elected.
        int controller = studio.source().snapshot().toCompletableFuture().join().controllerId();
        desk().kill(controller);
        studio.await("votes", () -> studio.says("#cluster-election", "said yes") && studio.says(".ballot", "votes"));
        angles.shown("cluster");
        angles.ofThisMoment("cluster-election");
        studio.await("other leaders", () -> !studio.says(".screen-summary", "without a leader"));
        Pause.of(Duration.ofSeconds(2));
        studio.show("stage");
        Pause.of(Duration.ofSeconds(2));
        angles.shown("failover");
        angles.ofThisMoment("stage-failover");
        desk().start(controller);
        studio.show("cluster");
        studio.await("all in sync again", () -> !studio.says(".screen-summary", "out of sync"));
    }

    private void acks() {
        studio.press("#cluster-part-What-acks-risk");
        studio.press("#acks-run-button");
        studio.await("the verdict", () -> studio.is("#acks-step-reading", "passed"));
        Pause.of(Duration.ofSeconds(1));
        angles.shown("acks");
        angles.of("acks");
    }
}
