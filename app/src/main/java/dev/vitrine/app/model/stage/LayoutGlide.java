package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageLayout.MemberKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/** From one layout to the next: cards that were there slide to their new places within a moment, new ones are in theirs at once. */
final class LayoutGlide {

    private static final double SECONDS = 0.24;

    private final Ease ease;
    private StageLayout from;
    private StageLayout to;
    private StageLayout shown;
    private double passed = SECONDS;
    private long lastNanos;

    LayoutGlide(Ease ease, StageLayout first) {
        this.ease = ease;
        this.from = first;
        this.to = first;
        this.shown = first;
    }

    StageLayout shown() {
        return shown;
    }

    /** Where it all goes from now on. Another width is no motion: who pulls at a window sees it follow at once. */
    void to(StageLayout next) {
        if (next.equals(to)) {
            return;
        }
        boolean settled = ease.isCalm() || !next.columns().equals(to.columns());
        from = settled ? next : shown;
        to = next;
        passed = settled ? SECONDS : 0;
        lastNanos = 0;
        shown = settled ? next : mixed(0);
    }

    /** One frame on. */
    void step(long nowNanos) {
        if (passed >= SECONDS) {
            return;
        }
        passed += ease.seconds(lastNanos, nowNanos);
        lastNanos = nowNanos;
        double part = Math.min(1, passed / SECONDS);
        shown = part >= 1 ? to : mixed(1 - (1 - part) * (1 - part) * (1 - part));
    }

    private StageLayout mixed(double part) {
        Map<String, Box> producers = boxes(from.producers(), to.producers(), part);
        Map<String, Box> topics = boxes(from.topics(), to.topics(), part);
        Map<String, Box> groups = boxes(from.groups(), to.groups(), part);
        Map<TopicPartition, Double> lanes = HashMap.newHashMap(to.lanes().size());
        to.lanes().forEach((id, y) -> lanes.put(id, y + moved(topics, to.topics(), id.topic())));
        Map<MemberKey, Double> members = HashMap.newHashMap(to.members().size());
        to.members().forEach((id, y) -> members.put(id, y + moved(groups, to.groups(), id.group())));
        return new StageLayout(to.columns(), to.rack(), to.density(), producers, topics, groups, lanes, members, mix(from.height(), to.height(), part));
    }

    private static double moved(Map<String, Box> now, Map<String, Box> then, String card) {
        return Objects.requireNonNull(now.get(card)).top() - then.get(card).top();
    }

    private static Map<String, Box> boxes(Map<String, Box> before, Map<String, Box> after, double part) {
        Map<String, Box> boxes = HashMap.newHashMap(after.size());
        after.forEach((id, box) -> {
            Box was = before.getOrDefault(id, box);
            boxes.put(id, new Box(mix(was.top(), box.top(), part), mix(was.height(), box.height(), part)));
        });
        return boxes;
    }

    private static double mix(double a, double b, double part) {
        return a + (b - a) * part;
    }
}
