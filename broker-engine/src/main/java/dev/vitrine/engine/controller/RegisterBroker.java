package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord.BrokerEndpoint;

/**
 * A broker comes up. In a new cluster the feature levels are settled first. Where it was there before, it is elected anew for the partitions
 * that it leads: their next records bear a new leader epoch, so that whoever read what an unclean stop took away can tell (KIP-101, KIP-320).
 */
final class RegisterBroker {

    private final MetadataShard shard;
    private final Map<String, Short> features;

    /** @param features levels that a new cluster begins with */
    RegisterBroker(MetadataShard shard, Map<String, Short> features) {
        this.shard = shard;
        this.features = features;
    }

    /** @param incarnation of this start of the broker */
    Decision<ClusterImage> decide(BrokerImage broker, Uuid incarnation) {
        List<MetadataRecord> records = new ArrayList<>();
        if (shard.isNew()) {
            records.addAll(beginning());
        }
        records.add(registration(broker, incarnation));
        records.addAll(elections(broker.id()));
        List<String> addresses = broker.endpoints().stream()
                .map(endpoint -> endpoint.listener() + "://" + endpoint.host() + ":" + endpoint.port())
                .toList();
        return new Decision<>(records, shard.imageWith(records), List.of(new Event.BrokerStarted(broker.id(), addresses)));
    }

    /** With eligible leader replicas (KIP-966) Kafka notes the cluster's min.insync.replicas down, so that it can't differ between brokers. */
    private List<MetadataRecord> beginning() {
        List<MetadataRecord> records = new ArrayList<>();
        features.forEach((name, level) -> records.add(
                MetadataRecord.of(new FeatureLevelRecord().setName(name).setFeatureLevel(level))));
        if (features.containsKey(ResourceConfigs.ELIGIBLE_LEADER_REPLICAS)) {
            records.add(TopicRecords.config(new ConfigResource(ConfigResource.Type.BROKER, ""), "min.insync.replicas", "1"));
        }
        return records;
    }

    private static MetadataRecord registration(BrokerImage broker, Uuid incarnation) {
        RegisterBrokerRecord record = new RegisterBrokerRecord()
                .setBrokerId(broker.id())
                .setIncarnationId(incarnation)
                .setRack(broker.rack().orElse(null))
                .setFenced(false);
        broker.endpoints().forEach(endpoint -> record.endPoints().add(
                new BrokerEndpoint().setName(endpoint.listener()).setHost(endpoint.host()).setPort(endpoint.port())));
        return MetadataRecord.of(record);
    }

    private List<MetadataRecord> elections(int broker) {
        List<MetadataRecord> records = new ArrayList<>();
        shard.image().topics().values().forEach(topic -> topic.partitions().stream()
                .filter(partition -> partition.leader() == broker)
                .forEach(partition -> records.add(MetadataRecord.of(new PartitionChangeRecord()
                        .setTopicId(topic.id())
                        .setPartitionId(partition.index())
                        .setLeader(broker)))));
        return records;
    }
}
