package dev.vitrine.app.model.lab;

import dev.vitrine.app.model.actors.Assignor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The classic protocol: every member has an assignor of its own, which keeps what it was given; the leader's decides. */
final class ClientHands implements Hands {

    private static final String GROUP = "lab";

    private final Assignor kind;
    private final Map<String, ConsumerPartitionAssignor> assignors = new HashMap<>();
    private final ConsumerPartitionAssignor leader;
    private int generation;

    ClientHands(Assignor kind) {
        this.kind = kind;
        this.leader = make();
    }

    private ConsumerPartitionAssignor make() {
        return ConsumerPartitionAssignor.getAssignorInstances(List.of(kind.setting()), Map.of()).getFirst();
    }

    @Override
    public boolean incremental() {
        return leader.supportedProtocols().contains(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public Map<String, Set<TopicPartition>> round(LabGroup group, Map<String, Set<TopicPartition>> owned) {
        assignors.keySet().retainAll(group.members().keySet());
        Map<String, Subscription> subscriptions = new LinkedHashMap<>();
        group.members().forEach((member, topics) -> subscriptions.put(member, subscription(member, topics, owned.getOrDefault(member, Set.of()))));
        Map<String, Assignment> given = leader.assign(cluster(group), new GroupSubscription(subscriptions)).groupAssignment();
        generation++;
        Map<String, Set<TopicPartition>> outcome = new LinkedHashMap<>();
        group.members().keySet().forEach(member -> {
            Assignment assignment = given.get(member);
            assignors.get(member).onAssignment(assignment, new ConsumerGroupMetadata(GROUP, generation, member, Optional.empty()));
            outcome.put(member, new HashSet<>(assignment.partitions()));
        });
        return outcome;
    }

    private Subscription subscription(String member, Set<String> topics, Set<TopicPartition> owned) {
        ConsumerPartitionAssignor assignor = assignors.computeIfAbsent(member, _ -> make());
        // An eager member has given up all that it owned before it asks; a cooperative one says what it keeps.
        List<TopicPartition> kept = incremental() ? List.copyOf(owned) : List.of();
        return new Subscription(List.copyOf(topics), assignor.subscriptionUserData(topics), kept, generation, Optional.empty());
    }

    private static Cluster cluster(LabGroup group) {
        List<PartitionInfo> partitions = new ArrayList<>();
        group.partitions().forEach(p -> partitions.add(new PartitionInfo(p.topic(), p.partition(), Node.noNode(), new Node[0], new Node[0])));
        return new Cluster(GROUP, List.of(), partitions, Set.of(), Set.of());
    }
}
