package dev.vitrine.app.model.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is lost when a topic goes.
 *
 * @param groups who has positions in it
 */
public record DeletePreview(String topic, int partitions, long records, long bytes, List<Affected> groups) {

    /**
     * A group with positions in the topic, or members reading it.
     *
     * @param positions partitions with a committed offset
     * @param readers   members that own one of its partitions now
     */
    public record Affected(String group, int positions, int readers) {

        public String sentence() {
            String lost = positions == 0 ? "" : "loses " + Figures.count(positions, "position");
            String live = readers == 0 ? "" : Figures.count(readers, "member") + (readers == 1 ? " is" : " are") + " reading it now";
            return group + ": " + (lost.isEmpty() ? live : live.isEmpty() ? lost : lost + ", " + live);
        }
    }

    /** Empty where the topic is gone already. */
    public static Optional<DeletePreview> of(ClusterSnapshot snapshot, String topic) {
        return snapshot.topics().stream().filter(t -> t.name().equals(topic)).findFirst().map(t -> of(snapshot, t));
    }

    private static DeletePreview of(ClusterSnapshot snapshot, TopicView topic) {
        List<Affected> affected = new ArrayList<>();
        for (GroupView group : snapshot.groups()) {
            int positions = (int) group.offsets().stream().filter(o -> o.partition().topic().equals(topic.name())).count();
            int readers = (int) group.members().stream()
                    .filter(m -> m.assigned().stream().anyMatch(p -> p.topic().equals(topic.name()))).count();
            if (positions + readers > 0) {
                affected.add(new Affected(group.id(), positions, readers));
            }
        }
        return new DeletePreview(topic.name(), topic.partitions().size(), TopicLine.records(topic),
                topic.partitions().stream().mapToLong(p -> p.sizeBytes()).sum(), affected);
    }

    /** What the button says. */
    public String verb() {
        return records == 0 ? "Delete empty topic" : "Delete " + Figures.count(records, "record");
    }
}
