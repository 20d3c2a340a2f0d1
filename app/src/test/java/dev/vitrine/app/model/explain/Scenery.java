package dev.vitrine.app.model.explain;

import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.observe.TransactionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** A cluster as it stands, put together by hand: topic {@code orders}, group {@code billing}. What it was ten seconds ago is another of these. */
final class Scenery {

    static final String GROUP = "billing";
    static final String TOPIC = "orders";
    static final long NOW = 10_000_000;

    private final long atMillis;
    private final Map<Integer, long[]> partitions = new TreeMap<>();
    private final Map<String, List<Integer>> members = new LinkedHashMap<>();
    private final Map<Integer, CommittedOffset> committed = new HashMap<>();
    private final Map<String, List<FlowView>> flows = new LinkedHashMap<>();
    private final List<TransactionView> transactions = new ArrayList<>();
    private final Map<String, String> configs = new HashMap<>();
    private GroupState state = GroupState.STABLE;

    private Scenery(long atMillis) {
        this.atMillis = atMillis;
    }

    static Scenery now() {
        return new Scenery(NOW);
    }

    static Scenery tenSecondsAgo() {
        return new Scenery(NOW - 10_000);
    }

    Scenery partition(int index, long start, long end) {
        return partition(index, start, end, end);
    }

    Scenery partition(int index, long start, long stable, long end) {
        partitions.put(index, new long[] {start, stable, end});
        return this;
    }

    /** A member that owns these, and is connected. */
    Scenery member(String name, Integer... owned) {
        members.put(name, List.of(owned));
        flows.putIfAbsent(name, new ArrayList<>());
        return this;
    }

    Scenery disconnected(String name) {
        flows.remove(name);
        return this;
    }

    Scenery committed(int index, long offset, long agoMillis) {
        committed.put(index, new CommittedOffset(p(index), offset, OptionalInt.empty(), "", NOW - agoMillis, OptionalLong.empty()));
        return this;
    }

    Scenery fetched(String name, int index, long records, long nextOffset, long agoMillis) {
        flows.computeIfAbsent(name, _ -> new ArrayList<>()).add(new FlowView(FlowView.Direction.FETCH, p(index), records, records * 10, 0, nextOffset, NOW - agoMillis));
        return this;
    }

    Scenery transaction(String id, TransactionState in, long agoMillis, int... indexes) {
        List<TopicPartition> of = java.util.Arrays.stream(indexes).mapToObj(Scenery::p).toList();
        transactions.add(new TransactionView(id, 4021, (short) 2, in, 60_000, OptionalLong.of(NOW - agoMillis), NOW, 1, of));
        return this;
    }

    Scenery config(String key, String value) {
        configs.put(key, value);
        return this;
    }

    Scenery state(GroupState other) {
        state = other;
        return this;
    }

    static TopicPartition p(int index) {
        return new TopicPartition(TOPIC, index);
    }

    ClusterSnapshot picture() {
        List<PartitionView> views = new ArrayList<>();
        partitions.forEach((index, of) -> views.add(new PartitionView(index, 1, 0, List.of(1), List.of(1), of[0], of[2], of[1], of[2], (of[2] - of[0]) * 100, 1, 0, 0, 0, 0,
                List.of())));
        List<MemberView> seats = new ArrayList<>();
        members.forEach((name, owned) -> seats.add(new MemberView(name, Optional.empty(), name, "/127.0.0.1", 10_000, 60_000, List.of("range"), List.of(TOPIC),
                owned.stream().map(Scenery::p).toList())));
        List<ConnectionView> connections = new ArrayList<>();
        flows.forEach((name, of) -> connections.add(new ConnectionView(connections.size(), 1, "PLAINTEXT", "127.0.0.1:5", name, Optional.empty(), 0, atMillis, 1, of)));
        GroupView group = new GroupView(GROUP, "classic", state, 3, "consumer", Optional.of("range"), Optional.empty(), 1, atMillis, seats, List.copyOf(committed.values()));
        return new ClusterSnapshot("cluster", atMillis, 1, List.of(), List.of(new TopicView(TOPIC, "id", false, configs, views)), List.of(group), transactions, connections, 0);
    }

    /** Answers about this, with what was before, and the rebalances there were. */
    Explainer explainer(Scenery before, Rebalance... rebalances) {
        return explainer(before, Optional.empty(), rebalances);
    }

    Explainer explainer(Scenery before, Optional<KeyShare> key, Rebalance... rebalances) {
        Optional<ClusterSnapshot> then = Optional.ofNullable(before).map(Scenery::picture);
        return new Explainer(new Evidence(picture(), new Evidence.Sources(_ -> then, _ -> List.of(rebalances), _ -> List.of(), _ -> key)));
    }
}
