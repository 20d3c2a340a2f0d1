package dev.vitrine.app.model.microscope;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** The offsets of a partition that mean something, as a snapshot has them: of now, or of the moment that is looked at. */
public final class Needles {

    /** More groups would hide each other; the table of groups has them all. */
    public static final int MOST_GROUPS = 8;

    private Needles() {}

    public static Optional<PartitionView> partition(ClusterSnapshot snapshot, TopicPartition id) {
        return snapshot.topics().stream().filter(topic -> topic.name().equals(id.topic())).flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.index() == id.partition()).findFirst();
    }

    /** In the order of their offsets. */
    public static List<Needle> of(ClusterSnapshot snapshot, TopicPartition id) {
        PartitionView partition = partition(snapshot, id).orElse(null);
        if (partition == null) {
            return List.of();
        }
        List<Needle> needles = new ArrayList<>();
        needles.add(new Needle(Needle.Kind.START, 0, "log start", partition.logStartOffset(), Figures.exact(partition.logStartOffset())));
        long held = partition.highWatermark() - partition.lastStableOffset();
        needles.add(new Needle(Needle.Kind.STABLE, 0, "last stable offset", partition.lastStableOffset(),
                Figures.exact(partition.lastStableOffset()) + (held > 0 ? " · " + Figures.exact(held) + " held back" : "")));
        needles.add(new Needle(Needle.Kind.WATERMARK, 0, "high watermark", partition.highWatermark(), Figures.exact(partition.highWatermark())));
        needles.add(new Needle(Needle.Kind.END, 0, "log end", partition.endOffset(), Figures.exact(partition.endOffset())));
        List<GroupView> groups = snapshot.groups().stream().sorted(Comparator.comparing(GroupView::id)).toList();
        int shown = 0;
        for (int place = 0; place < groups.size() && shown < MOST_GROUPS; place++) {
            shown += group(snapshot, groups.get(place), place, partition, id, needles) ? 1 : 0;
        }
        needles.sort(Comparator.comparingLong(Needle::offset));
        return List.copyOf(needles);
    }

    private static boolean group(ClusterSnapshot snapshot, GroupView group, int place, PartitionView partition, TopicPartition id, List<Needle> into) {
        Optional<CommittedOffset> committed = group.offsets().stream().filter(offset -> offset.partition().equals(id)).findFirst();
        committed.ifPresent(offset -> into.add(new Needle(Needle.Kind.COMMITTED, place, group.id(), offset.offset(), toRead(offset.offset(), partition))));
        OptionalLong position = position(snapshot, group, id);
        if (position.isPresent() && (committed.isEmpty() || committed.get().offset() != position.getAsLong())) {
            into.add(new Needle(Needle.Kind.POSITION, place, group.id() + " has fetched to", position.getAsLong(), Figures.exact(position.getAsLong())));
        }
        return committed.isPresent() || position.isPresent();
    }

    /** What a reader of committed records can't have yet is told apart: it is not the reader that is behind. */
    private static String toRead(long offset, PartitionView partition) {
        long behind = Math.max(0, partition.highWatermark() - offset);
        long held = Math.max(0, partition.highWatermark() - Math.max(offset, partition.lastStableOffset()));
        return Figures.exact(offset) + (behind == 0 ? " · all read" : " · " + Figures.exact(behind) + " to read")
                + (held > 0 ? ", " + Figures.exact(held) + " of them held back" : "");
    }

    /** Where the owner's connection has fetched to: what it holds in memory may be behind that. */
    private static OptionalLong position(ClusterSnapshot snapshot, GroupView group, TopicPartition id) {
        Optional<MemberView> owner = group.members().stream().filter(member -> member.assigned().contains(id)).findFirst();
        return owner.isEmpty() ? OptionalLong.empty() : snapshot.connections().stream().filter(c -> c.clientId().equals(owner.get().clientId()))
                .map(ConnectionView::flows).flatMap(List::stream)
                .filter(flow -> flow.direction() == FlowView.Direction.FETCH && flow.partition().equals(id) && flow.nextOffset() >= 0)
                .mapToLong(FlowView::nextOffset).max();
    }
}
