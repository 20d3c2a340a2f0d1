package dev.vitrine.engine;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.simulate.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * P2 at the very instant: what is acknowledged to a producer of acks=all is then in the logs of as many replicas as {@code min.insync.replicas} asks for. Looks at
 * the logs themselves, not at what a leader believes of them.
 */
final class SafeWhenSaid {

    private static final short ALL = -1;

    private final Map<Integer, SimulatedBroker> brokers;
    private final int minInSync;
    private final List<Violation> broken = new ArrayList<>();

    SafeWhenSaid(Map<Integer, SimulatedBroker> brokers, int minInSync) {
        this.brokers = brokers;
        this.minInSync = minInSync;
    }

    /** A broker answers a producer, now. */
    void answered(int broker, ProduceRequestData request, ProduceResponseData answer, long millis) {
        if (request.acks() == ALL) {
            answer.responses().forEach(topic -> topic.partitionResponses().stream()
                    .filter(partition -> partition.errorCode() == Errors.NONE.code() && partition.baseOffset() >= 0)
                    .forEach(partition -> check(broker, new TopicPartition(topic.name(), partition.index()), partition, millis)));
        }
    }

    private void check(int broker, TopicPartition name, PartitionProduceResponse said, long millis) {
        brokers.get(broker).replica(name).ifPresent(leader -> {
            List<Integer> replicas = leader.view().replicas();
            List<Integer> with = replicas.stream().filter(replica -> replica == broker || has(replica, leader, said.baseOffset())).toList();
            if (with.size() < Math.min(minInSync, replicas.size())) {
                broken.add(new Violation("P2", millis, name + "@" + said.baseOffset() + " is acknowledged, and of " + replicas + " only " + with + " have it"));
            }
        });
    }

    /** What a dead one left behind counts, and so does what power took from one: it had it. So had one that was in sync and is taken away. */
    private boolean has(int replica, Partition leader, long offset) {
        SimulatedBroker broker = brokers.get(replica);
        Optional<Partition> copy = broker.replica(leader.name());
        Optional<Long> left = broker.endWhenKilled(leader.name());
        if (copy.isEmpty() && left.isEmpty()) {
            return leader.followers().areInSync(replica);
        }
        return left.filter(end -> end > offset).isPresent()
                || copy.filter(log -> holdsTheSame(log.log(), leader.log(), offset)).isPresent();
    }

    private static boolean holdsTheSame(Log copy, Log original, long offset) {
        return copy.endOffset() > offset && copy.epochAt(offset).equals(original.epochAt(offset));
    }

    void tell(Consumer<Violation> told) {
        broken.forEach(told);
        broken.clear();
    }
}
