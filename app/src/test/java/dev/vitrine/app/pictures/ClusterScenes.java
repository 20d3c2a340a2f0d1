package dev.vitrine.app.pictures;

import java.time.Duration;
import java.util.List;

/** One broker becomes three; the leader of three topics is cut off and killed, and what acks risk is counted. Last: all other scenes are of one broker. */
final class ClusterScenes {

    private final Studio studio;
    private final Angles angles;
    private final List<String> only;

    ClusterScenes(Studio studio, Angles angles, List<String> only) {
        this.studio = studio;
        this.angles = angles;
        this.only = only;
    }

    void take() {
        if (only.contains("") || only.contains("cluster")) {
            brokers();
            acks();
        }
    }

    private void brokers() {
        studio.show("cluster");
        Pause.of(Duration.ofSeconds(1));
        angles.of("cluster-one");
        studio.press("#cluster-invite");
        Pause.of(Duration.ofSeconds(8));
        studio.press("#cluster-add-button");
        Pause.of(Duration.ofSeconds(8));
        angles.of("cluster");
    }

    private void acks() {
        studio.press("#cluster-part-What-acks-risk");
        studio.press("#acks-run-button");
        studio.await("a leader that is killed", () -> studio.is("#acks-step-killed", "passed") || studio.is("#acks-step-killed", "now"));
        studio.press("#cluster-part-Brokers");
        Pause.of(Duration.ofSeconds(1));
        angles.shown("cluster");
        studio.press("#cluster-part-What-acks-risk");
        studio.await("the verdict", () -> studio.is("#acks-step-reading", "passed"));
        Pause.of(Duration.ofSeconds(1));
        angles.shown("acks");
        angles.of("acks");
    }
}
