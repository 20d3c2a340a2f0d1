package dev.vitrine.engine.group.assign;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.api.assignor.GroupSpec;
import org.apache.kafka.coordinator.group.api.assignor.MemberAssignment;
import org.apache.kafka.coordinator.group.api.assignor.MemberSubscription;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignorException;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;

/** One of Kafka's own assignors ({@code uniform}, {@code range}), or one written to its interface. */
record KafkaAssignor(PartitionAssignor assignor) implements Assignor {

    private static final int UNKNOWN_TOPIC = -1;

    @Override
    public String name() {
        return assignor.name();
    }

    @Override
    public Map<String, Assignment> assign(Question question) {
        try {
            GroupAssignment assigned = assignor.assign(new Spec(question, taken(question)), new Topics(question.topics()));
            Map<String, Assignment> shares = new HashMap<>();
            assigned.members().forEach((member, share) -> shares.put(member, new Assignment(share.partitions())));
            return shares;
        } catch (PartitionAssignorException cannot) {
            throw new Failed(cannot.getMessage(), cannot);
        }
    }

    private static Map<Uuid, Set<Integer>> taken(Question question) {
        Map<Uuid, Set<Integer>> taken = new HashMap<>();
        question.before().values().forEach(share -> share.partitions().forEach(
                (topic, partitions) -> taken.computeIfAbsent(topic, t -> new HashSet<>()).addAll(partitions)));
        return taken;
    }

    /** The question in Kafka's words. */
    private record Spec(Question question, Map<Uuid, Set<Integer>> taken) implements GroupSpec {

        @Override
        public Collection<String> memberIds() {
            return question.members().keySet();
        }

        @Override
        public SubscriptionType subscriptionType() {
            return question.homogeneous() ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
        }

        @Override
        public boolean isPartitionAssigned(Uuid topic, int partition) {
            return taken.getOrDefault(topic, Set.of()).contains(partition);
        }

        /** All partitions are; share groups tell some apart. */
        @Override
        public boolean isPartitionAssignable(Uuid topic, int partition) {
            return true;
        }

        @Override
        public MemberSubscription memberSubscription(String member) {
            Asking asking = question.members().get(member);
            if (asking == null) {
                throw new IllegalArgumentException("No member " + member);
            }
            return new Subscription(asking.rack(), asking.instance(), asking.topics());
        }

        @Override
        public MemberAssignment memberAssignment(String member) {
            Asking asking = question.members().get(member);
            return new Share(asking == null ? Map.of() : asking.now().partitions());
        }
    }

    private record Subscription(Optional<String> rackId, Optional<String> instanceId, Set<Uuid> subscribedTopicIds) implements MemberSubscription {}

    private record Share(Map<Uuid, Set<Integer>> partitions) implements MemberAssignment {}

    private record Topics(ClusterImage image) implements SubscribedTopicDescriber {

        @Override
        public int numPartitions(Uuid topic) {
            return image.topic(topic).map(known -> known.partitions().size()).orElse(UNKNOWN_TOPIC);
        }

        @Override
        public Set<String> racksForPartition(Uuid topic, int partition) {
            return image.topic(topic)
                    .flatMap(known -> known.partition(partition))
                    .map(this::racks)
                    .orElse(Set.of());
        }

        private Set<String> racks(PartitionImage partition) {
            return partition.replicas().stream()
                    .flatMap(broker -> image.broker(broker).flatMap(BrokerImage::rack).stream())
                    .collect(Collectors.toSet());
        }
    }
}
