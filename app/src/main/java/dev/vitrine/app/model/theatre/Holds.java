package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.Span.Holding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Who holds which partition of a group now, and who held what when it last stood still. */
final class Holds {

    private record Hold(String memberId, boolean revoking) {}

    private final Map<TopicPartition, Hold> now = new HashMap<>();
    private Map<TopicPartition, String> settled = new HashMap<>();

    void give(TopicPartition partition, String memberId) {
        now.put(partition, new Hold(memberId, false));
    }

    /** Its owner is to give it up, and may not have done so yet. */
    void revoke(TopicPartition partition, String memberId) {
        now.put(partition, new Hold(memberId, true));
    }

    void free(TopicPartition partition) {
        now.remove(partition);
    }

    /** The next incarnation of a static member goes on with what its former self had. */
    void inherit(String former, String heir) {
        now.replaceAll((_, hold) -> hold.memberId().equals(former) ? new Hold(heir, hold.revoking()) : hold);
        settled.replaceAll((_, holder) -> holder.equals(former) ? heir : holder);
    }

    boolean isHeld(TopicPartition partition) {
        return now.containsKey(partition);
    }

    boolean isRevoking(TopicPartition partition) {
        Hold hold = now.get(partition);
        return hold != null && hold.revoking();
    }

    boolean anyRevoking() {
        return now.values().stream().anyMatch(Hold::revoking);
    }

    /** Whether each member holds all of its share, and is to keep it. */
    boolean gaveAll(Map<String, List<TopicPartition>> target) {
        return target.entrySet().stream().allMatch(share -> share.getValue().stream()
                .allMatch(partition -> new Hold(share.getKey(), false).equals(now.get(partition))));
    }

    /** By name. */
    List<TopicPartition> of(String memberId) {
        return now.entrySet().stream().filter(hold -> hold.getValue().memberId().equals(memberId)).map(Map.Entry::getKey).sorted(Script.BY_NAME).toList();
    }

    /** All that are held now, or were when the group last stood still; by name. */
    List<TopicPartition> all() {
        return Stream.concat(settled.keySet().stream(), now.keySet().stream()).distinct().sorted(Script.BY_NAME).toList();
    }

    /** Who held what when the group last stood still. */
    Map<TopicPartition, String> settled() {
        return settled;
    }

    /** The group stands still. */
    void settle() {
        settled = new HashMap<>();
        now.forEach((partition, hold) -> settled.put(partition, hold.memberId()));
    }

    /** Nothing is known of now any more. */
    void forget() {
        now.clear();
    }

    /** Writes down in whose hands a partition is. */
    void write(Script script, TopicPartition partition, long at) {
        Hold hold = now.get(partition);
        Holding holding = hold == null ? Holding.UNOWNED : hold.revoking() ? Holding.REVOKING : Holding.OWNED;
        script.holds(partition, holding, hold == null ? "" : hold.memberId(), at);
    }
}
