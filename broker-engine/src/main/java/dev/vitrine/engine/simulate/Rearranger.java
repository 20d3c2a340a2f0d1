package dev.vitrine.engine.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;

/** Somebody who moves partitions about: two of the brokers or all of them, in another order each time; and gives preferred leaders their place. */
final class Rearranger extends Client {

    private static final short REASSIGN = 1;
    private static final short ELECT = 2;

    private final String topic;
    private final List<Integer> brokers;

    Rearranger(String name, Place place, String topic, List<Integer> brokers) {
        super(name, place);
        this.topic = topic;
        this.brokers = brokers;
    }

    @Override
    void begin() {
        if (isOver()) {
            return;
        }
        if (random().nextInt(3) == 0) {
            elect();
        } else {
            reassign();
        }
    }

    private void next() {
        later(1_000 + random().nextInt(6_000), this::begin);
    }

    private void reassign() {
        List<Integer> replicas = new ArrayList<>(brokers);
        Collections.shuffle(replicas, new Random(random().nextLong()));
        AlterPartitionReassignmentsRequestData request = new AlterPartitionReassignmentsRequestData().setTimeoutMs(5_000).setTopics(List.of(
                new ReassignableTopic().setName(topic).setPartitions(List.of(new ReassignablePartition().setPartitionIndex(random().nextInt(3))
                        .setReplicas(replicas.subList(0, random().nextInt(3) == 0 ? 2 : replicas.size()))))));
        ask(anyBroker(), request, REASSIGN, AlterPartitionReassignmentsResponseData.class, answer -> {
            success();
            next();
        }, this::next);
    }

    private void elect() {
        ElectLeadersRequestData request = new ElectLeadersRequestData().setElectionType(ElectionType.PREFERRED.value).setTimeoutMs(5_000).setTopicPartitions(null);
        ask(anyBroker(), request, ELECT, ElectLeadersResponseData.class, answer -> {
            success();
            next();
        }, this::next);
    }
}
