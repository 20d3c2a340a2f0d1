package dev.vitrine.app.testing;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.observe.QuorumView;
import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Several brokers without an engine: what is done to them shows as it would with real ones, at once. For tests. Safe for use from several threads. */
public final class ScriptedCluster implements ClusterSource, BrokerDesk {

    private final LongSupplier millis;
    private final Events events;
    private final Map<Integer, BrokerState> brokers = new TreeMap<>();
    private final Map<TopicPartition, Replicated> partitions = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> configs = new TreeMap<>();
    private final List<LinkView> links = new ArrayList<>();
    private int controller = 1;
    private int term = 1;
    private long metadataEnd = 40;

    private static final class Replicated {
        private final List<Integer> replicas;
        private final Map<Integer, Long> ends = new TreeMap<>();
        private final Map<Integer, Long> caughtUp = new TreeMap<>();
        private List<Integer> inSync;
        private int leader;
        private int epoch;

        Replicated(List<Integer> replicas) {
            this.replicas = replicas;
            this.inSync = replicas;
            this.leader = replicas.getFirst();
            replicas.forEach(broker -> ends.put(broker, 0L));
        }

        long end() {
            return ends.get(leader < 0 ? replicas.getFirst() : leader);
        }
    }

    public ScriptedCluster(LongSupplier millis, int count) {
        this.millis = millis;
        this.events = new Events(4096, millis);
        for (int id = 1; id <= count; id++) {
            brokers.put(id, BrokerState.RUNNING);
            events.publish(new Event.BrokerStarted(id, List.of(address(id))));
        }
    }

    private static String address(int broker) {
        return "localhost:" + (9091 + broker);
    }

    /** Of which each partition lies on so many brokers, the leaders in turn. */
    public synchronized ScriptedCluster topic(String name, int count, int replicas, String... settings) {
        List<Integer> ids = List.copyOf(brokers.keySet());
        for (int p = 0; p < count; p++) {
            List<Integer> on = new ArrayList<>();
            for (int r = 0; r < replicas; r++) {
                on.add(ids.get((p + r) % ids.size()));
            }
            partitions.put(new TopicPartition(name, p), new Replicated(List.copyOf(on)));
        }
        Map<String, String> set = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            set.put(settings[i], settings[i + 1]);
        }
        configs.put(name, set);
        return this;
    }

    /** The leader gets records, and hands them on to whoever can hear it. */
    public synchronized ScriptedCluster produce(String topic, int partition, long records) {
        Replicated into = partitions.get(new TopicPartition(topic, partition));
        long end = into.ends.merge(into.leader, records, Long::sum);
        for (int broker : into.replicas) {
            if (hears(into.leader, broker)) {
                into.ends.put(broker, end);
                into.caughtUp.put(broker, millis.getAsLong());
            }
        }
        return this;
    }

    private boolean hears(int a, int b) {
        boolean cut = links.stream().anyMatch(link -> link.state() == LinkState.CUT && (link.from() == a && link.to() == b || link.from() == b && link.to() == a));
        return works(a) && works(b) && !cut;
    }

    private boolean works(int broker) {
        return brokers.get(broker) == BrokerState.RUNNING || brokers.get(broker) == BrokerState.FENCED;
    }

    public synchronized void publish(Event event) {
        events.publish(event);
    }

    // ---- what is done to brokers ----

    @Override
    public synchronized int add() {
        int id = brokers.keySet().stream().mapToInt(b -> b).max().orElse(0) + 1;
        brokers.put(id, BrokerState.RUNNING);
        events.publish(new Event.BrokerAdded(id, List.of(address(id))));
        return id;
    }

    @Override
    public synchronized void stop(int broker) {
        set(broker, BrokerState.STOPPED, new Event.BrokerStopped(broker));
    }

    @Override
    public synchronized void kill(int broker) {
        set(broker, BrokerState.KILLED, new Event.BrokerKilled(broker));
        events.publish(new Event.BrokerFenced(broker, "no heartbeat for 9 s"));
    }

    @Override
    public synchronized void freeze(int broker) {
        set(broker, BrokerState.FROZEN, new Event.BrokerFrozen(broker));
    }

    @Override
    public synchronized void thaw(int broker) {
        set(broker, BrokerState.RUNNING, new Event.BrokerThawed(broker));
    }

    @Override
    public synchronized void start(int broker) {
        set(broker, BrokerState.RUNNING, new Event.BrokerStarted(broker, List.of(address(broker))));
    }

    private void set(int broker, BrokerState state, Event event) {
        brokers.put(broker, state);
        events.publish(event);
        react();
    }

    @Override
    public synchronized void link(LinkView wanted) {
        links.removeIf(link -> link.from() == wanted.from() && link.to() == wanted.to());
        if (wanted.state() != LinkState.OPEN) {
            links.add(wanted);
        }
        events.publish(new Event.LinkChanged(wanted.from(), wanted.to(), wanted.state(), wanted.delayMillis(), wanted.loss()));
    }

    /** Out of sync at once, as if {@code replica.lag.time.max.ms} had gone by. */
    public synchronized void timeGoesBy() {
        react();
    }

    private void react() {
        elect();
        partitions.forEach((id, partition) -> {
            List<Integer> before = partition.inSync;
            int leader = partition.leader >= 0 && works(partition.leader) ? partition.leader : before.stream().filter(this::works).findFirst().orElse(-1);
            if (leader != partition.leader) {
                partition.leader = leader;
                partition.epoch++;
                events.publish(new Event.LeaderElected(id, leader, partition.epoch, leader < 0 ? "no replica in sync runs" : "its leader was fenced"));
            }
            List<Integer> now = leader < 0 ? before : partition.replicas.stream().filter(broker -> broker == leader || hears(leader, broker)).toList();
            if (!now.equals(before)) {
                partition.inSync = now;
                events.publish(new Event.InSyncChanged(id, now, before.stream().filter(b -> !now.contains(b)).toList(), now.stream().filter(b -> !before.contains(b)).toList()));
            }
        });
    }

    private void elect() {
        List<Integer> working = brokers.keySet().stream().filter(this::works).toList();
        boolean majority = working.size() > brokers.size() / 2;
        if (controller >= 0 && works(controller) && majority) {
            return;
        }
        controller = majority ? working.getFirst() : -1;
        term++;
        if (majority) {
            for (int voter : working) {
                events.publish(new Event.VoteCast(voter, controller, term, false, true));
            }
            events.publish(new Event.QuorumLeaderElected(controller, term));
        }
    }

    // ---- as seen ----

    public synchronized ClusterSnapshot now() {
        long at = millis.getAsLong();
        List<BrokerView> seen = brokers.entrySet().stream().map(broker -> new BrokerView(broker.getKey(),
                List.of(new BrokerView.Endpoint("PLAINTEXT", "localhost", 9091 + broker.getKey())), 0, broker.getValue(), Optional.empty(), 10 + broker.getKey())).toList();
        List<TopicView> topics = configs.keySet().stream().map(name -> new TopicView(name, name + "-id", name.startsWith("__"), configs.get(name),
                partitions.entrySet().stream().filter(e -> e.getKey().topic().equals(name)).map(e -> view(e.getKey().partition(), e.getValue(), at)).toList())).toList();
        return new ClusterSnapshot("scripted-cluster-id-00", at, controller, seen, topics, List.of(), List.of(), List.of(), Optional.of(quorum()), links, events.last());
    }

    private PartitionView view(int index, Replicated of, long at) {
        long committed = of.inSync.stream().mapToLong(of.ends::get).min().orElse(of.end());
        List<ReplicaView> progress = of.leader < 0 ? List.of() : of.replicas.stream().map(broker -> new ReplicaView(broker, of.ends.get(broker), 0,
                broker == of.leader ? at : of.caughtUp.getOrDefault(broker, at), of.inSync.contains(broker))).toList();
        return new PartitionView(index, of.leader, of.epoch, of.replicas, of.inSync, 0, committed, committed, of.end(), of.end() * 100, 1, of.end(), of.end() * 100, 0, 0, progress);
    }

    private QuorumView quorum() {
        List<QuorumView.Member> voters = brokers.entrySet().stream().map(broker -> works(broker.getKey())
                ? new QuorumView.Member(broker.getKey(), broker.getKey() == controller ? QuorumRole.LEADER : controller < 0 ? QuorumRole.PROSPECTIVE : QuorumRole.FOLLOWER, term, metadataEnd)
                : new QuorumView.Member(broker.getKey(), QuorumRole.ABSENT, 0, -1)).toList();
        return new QuorumView(controller, term, metadataEnd, voters, List.of());
    }

    @Override
    public String bootstrap() {
        return "localhost:9092";
    }

    @Override
    public Optional<BrokerDesk> brokers() {
        return Optional.of(this);
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        return CompletableFuture.completedFuture(now());
    }

    @Override
    public Events.Page eventsAfter(long sequence, int limit) {
        return events.after(sequence, limit);
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        // no client is connected
    }

    @Override
    public synchronized void ends(EndVisitor visitor) {
        partitions.forEach((id, of) -> visitor.end(id.topic(), id.partition(), 0, of.end(), of.end(), of.end()));
    }

    @Override
    public Admin admin() {
        throw new UnsupportedOperationException("a scripted cluster has no socket");
    }

    @Override
    public Map<String, Object> clientProperties(String purpose) {
        throw new UnsupportedOperationException("a scripted cluster has no socket");
    }

    @Override
    public void closeFirst(AutoCloseable user) {
        // nothing to close: there is no socket to use
    }

    @Override
    public void close() {
        // nothing is open
    }
}
