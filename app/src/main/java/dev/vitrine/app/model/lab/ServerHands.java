package dev.vitrine.app.model.lab;

import dev.vitrine.app.model.actors.Assignor;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.ConsumerGroupPartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.GroupSpec;
import org.apache.kafka.coordinator.group.api.assignor.MemberAssignment;
import org.apache.kafka.coordinator.group.api.assignor.MemberSubscription;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.RangeAssignor;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;

/** The consumer protocol (KIP-848): the broker's assignor decides on a target, and members come to it partition by partition. */
final class ServerHands implements Hands {

    private final ConsumerGroupPartitionAssignor assignor;

    ServerHands(Assignor kind) {
        this.assignor = kind == Assignor.UNIFORM ? new UniformAssignor() : new RangeAssignor();
    }

    @Override
    public boolean incremental() {
        return true;
    }

    @Override
    public Map<String, Set<TopicPartition>> round(LabGroup group, Map<String, Set<TopicPartition>> owned) {
        Map<String, Uuid> ids = group.topics().keySet().stream().collect(Collectors.toMap(topic -> topic, ServerHands::id));
        Map<Uuid, String> names = ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Map<String, MemberAssignment> given = assignor.assign(new Spec(group, owned, ids), new Topics(group, names)).members();
        Map<String, Set<TopicPartition>> outcome = new LinkedHashMap<>();
        group.members().keySet().forEach(member -> {
            Set<TopicPartition> partitions = new HashSet<>();
            if (given.containsKey(member)) {
                given.get(member).partitions().forEach((topic, numbers) -> numbers.forEach(n -> partitions.add(new TopicPartition(names.get(topic), n))));
            }
            outcome.put(member, partitions);
        });
        return outcome;
    }

    /** The same for the same name. */
    private static Uuid id(String topic) {
        UUID uuid = UUID.nameUUIDFromBytes(topic.getBytes(StandardCharsets.UTF_8));
        return new Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private record Topics(LabGroup group, Map<Uuid, String> names) implements SubscribedTopicDescriber {

        @Override
        public int numPartitions(Uuid topic) {
            return names.containsKey(topic) ? group.topics().get(names.get(topic)) : -1;
        }

        @Override
        public Set<String> racksForPartition(Uuid topic, int partition) {
            return Set.of();
        }
    }

    private record Spec(LabGroup group, Map<String, Set<TopicPartition>> owned, Map<String, Uuid> ids) implements GroupSpec {

        @Override
        public Collection<String> memberIds() {
            return group.members().keySet();
        }

        @Override
        public SubscriptionType subscriptionType() {
            return group.members().values().stream().distinct().count() <= 1 ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
        }

        @Override
        public boolean isPartitionAssigned(Uuid topic, int partition) {
            return owned.values().stream().flatMap(Set::stream).anyMatch(p -> p.partition() == partition && ids.get(p.topic()).equals(topic));
        }

        @Override
        public boolean isPartitionAssignable(Uuid topic, int partition) {
            return true;
        }

        @Override
        public MemberSubscription memberSubscription(String member) {
            Set<Uuid> topics = group.members().get(member).stream().map(ids::get).collect(Collectors.toSet());
            return new Subscribed(topics);
        }

        @Override
        public MemberAssignment memberAssignment(String member) {
            Map<Uuid, Set<Integer>> partitions = new HashMap<>();
            owned.getOrDefault(member, Set.of()).forEach(p -> partitions.computeIfAbsent(ids.get(p.topic()), _ -> new HashSet<>()).add(p.partition()));
            // Kafka's assignors insist on the JDK's own unmodifiable view.
            Map<Uuid, Set<Integer>> view = Collections.unmodifiableMap(partitions);
            return () -> view;
        }
    }

    private record Subscribed(Set<Uuid> subscribedTopicIds) implements MemberSubscription {

        @Override
        public Optional<String> rackId() {
            return Optional.empty();
        }

        @Override
        public Optional<String> instanceId() {
            return Optional.empty();
        }
    }
}
