package dev.vitrine.app.testing;

import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClientSoftware;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * A cluster without an engine: each verb does to the picture what the same thing done by a real client would do to a broker's. For tests and
 * demonstrations. Safe for use from several threads.
 */
public final class ScriptedSource implements ClusterSource {

    private final LongSupplier millis;
    private final Events events;
    private final Map<String, ScriptedTopic> topics = new LinkedHashMap<>();
    private final Map<String, ScriptedGroup> groups = new LinkedHashMap<>();
    private final Map<Long, Connected> connections = new LinkedHashMap<>();
    private long lastConnection;
    private boolean closed;

    public ScriptedSource(LongSupplier millis) {
        this.millis = millis;
        this.events = new Events(4096, millis);
        events.publish(new Event.BrokerStarted(1, List.of(bootstrap())));
    }

    private record Connected(long id, String clientId, Optional<ClientSoftware> software, long since, Map<String, Flow> flows) {}

    // ---- verbs ----

    public synchronized ScriptedSource topic(String name, int partitions, String... configs) {
        topics.put(name, new ScriptedTopic(name, partitions, configs));
        events.publish(new Event.TopicCreated(name, name + "-id", partitions, false));
        return this;
    }

    /** As if so many records had been there before anybody looked. */
    public synchronized ScriptedSource filled(String topic, int partition, long records) {
        topics.get(topic).append(partition, records, records * 100);
        return this;
    }

    /** @param software as sent; with an empty version: inferred */
    public synchronized long connect(String clientId, String software, String version) {
        long id = ++lastConnection;
        Optional<ClientSoftware> known = software.isEmpty() ? Optional.empty() : Optional.of(new ClientSoftware(software, version, version.isEmpty()));
        connections.put(id, new Connected(id, clientId, known, millis.getAsLong(), new LinkedHashMap<>()));
        events.publish(new Event.ConnectionOpened(id, 1, "PLAINTEXT", "127.0.0.1:" + (50_000 + id)));
        events.publish(new Event.ConnectionIdentified(id, clientId, known));
        return id;
    }

    public synchronized void disconnect(long connection) {
        Connected gone = connections.remove(connection);
        events.publish(new Event.ConnectionClosed(connection, gone.clientId, "", List.of()));
    }

    public synchronized void produce(long connection, String topic, int partition, long records) {
        ScriptedTopic into = topics.get(topic);
        into.append(partition, records, records * 100);
        flow(connection, Direction.PRODUCE, topic, partition).add(records, records * 100, -1, into.end(partition), millis.getAsLong());
    }

    public synchronized void fetch(long connection, String topic, int partition, long records) {
        flow(connection, Direction.FETCH, topic, partition).add(records, records * 100, 0, topics.get(topic).end(partition), millis.getAsLong());
    }

    private Flow flow(long connection, Direction direction, String topic, int partition) {
        return connections.get(connection).flows.computeIfAbsent(direction + topic + partition,
                _ -> new Flow(connection, direction, new TopicPartition(topic, partition)));
    }

    public synchronized void join(String group, String memberId, String clientId, String... subscribed) {
        group(group).members.put(memberId, new ScriptedGroup.Member(memberId, clientId, List.of(subscribed), List.of()));
        events.publish(new Event.MemberJoined(group, memberId, clientId, Optional.empty()));
    }

    public synchronized void leave(String group, String memberId, Event.LeaveCause cause) {
        ScriptedGroup.Member gone = group(group).members.remove(memberId);
        events.publish(new Event.MemberLeft(group, memberId, gone.clientId(), cause));
    }

    public synchronized void state(String group, GroupState to, String why) {
        ScriptedGroup changed = group(group);
        GroupState from = changed.state;
        changed.generation += to == GroupState.COMPLETING_REBALANCE ? 1 : 0;
        changed.state = to;
        changed.since = millis.getAsLong();
        events.publish(new Event.GroupStateChanged(group, from, to, changed.generation, why));
    }

    public synchronized void protocol(String group, String protocol) {
        group(group).protocol = protocol;
    }

    public synchronized void assign(String group, String memberId, TopicPartition... partitions) {
        group(group).members.computeIfPresent(memberId, (_, member) -> member.owning(List.of(partitions)));
    }

    /** Tells of the assignment that the members have now. */
    public synchronized void assigned(String group) {
        ScriptedGroup of = group(group);
        Map<String, List<TopicPartition>> owners = new LinkedHashMap<>();
        of.members.values().forEach(member -> owners.put(member.memberId(), member.assigned()));
        events.publish(new Event.AssignmentComputed(group, of.generation, of.protocol, owners));
    }

    public synchronized void commit(String group, String memberId, String topic, int partition, long offset) {
        TopicPartition where = new TopicPartition(topic, partition);
        group(group).committed.put(where, offset);
        String client = Optional.ofNullable(group(group).members.get(memberId)).map(ScriptedGroup.Member::clientId).orElse("");
        events.publish(new Event.OffsetsCommitted(group, memberId, client, Map.of(where, offset)));
    }

    public synchronized void publish(Event event) {
        events.publish(event);
    }

    public synchronized long end(String topic, int partition) {
        return topics.get(topic).end(partition);
    }

    private ScriptedGroup group(String id) {
        return groups.computeIfAbsent(id, _ -> new ScriptedGroup(id, millis.getAsLong()));
    }

    public synchronized boolean closed() {
        return closed;
    }

    // ---- as seen ----

    @Override
    public String bootstrap() {
        return "localhost:9092";
    }

    /** The cluster as it is now. */
    public synchronized ClusterSnapshot now() {
        List<BrokerView> brokers = List.of(new BrokerView(1, List.of(new BrokerView.Endpoint("PLAINTEXT", "localhost", 9092)), 0));
        List<ConnectionView> connected = new ArrayList<>();
        connections.values().forEach(c -> connected.add(new ConnectionView(c.id, 1, "PLAINTEXT", "127.0.0.1:" + (50_000 + c.id), c.clientId, c.software, c.since,
                millis.getAsLong(), 10, c.flows.values().stream().map(Flow::view).toList())));
        return new ClusterSnapshot("scripted-cluster-id-00", millis.getAsLong(), 1, brokers,
                topics.values().stream().map(ScriptedTopic::view).toList(),
                groups.values().stream().map(group -> group.view(where -> topics.get(where.topic()).end(where.partition()))).toList(),
                List.of(), connected, events.last());
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
    public synchronized void flows(Consumer<Flow> visitor) {
        connections.values().forEach(connection -> connection.flows.values().forEach(visitor));
    }

    @Override
    public synchronized void ends(EndVisitor visitor) {
        topics.values().forEach(topic -> topic.ends(visitor));
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
    public synchronized void close() {
        closed = true;
    }
}
