package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord.BrokerEndpoint;

/**
 * A broker comes up. Feature levels that nobody has settled yet are settled first. Where it was there before, it is elected anew for the partitions
 * that it leads, and those that nobody leads: their next records bear a new leader epoch, so that whoever read what an unclean stop took away can tell (KIP-101, KIP-320).
 */
final class RegisterBroker {

    private static final int NO_LEADER = -1;
    private static final String MIN_IN_SYNC = "min.insync.replicas";

    private final MetadataShard shard;
    private final ControllerOptions options;

    RegisterBroker(MetadataShard shard, ControllerOptions options) {
        this.shard = shard;
        this.options = options;
    }

    Decision<ClusterImage> decide(BrokerImage broker) {
        List<MetadataRecord> records = new ArrayList<>();
        records.addAll(newFeatures());
        records.add(registration(broker, options.newId().get()));
        records.addAll(elections(broker.id()));
        List<String> addresses = broker.endpoints().stream()
                .map(endpoint -> endpoint.listener() + "://" + endpoint.host() + ":" + endpoint.port())
                .toList();
        return new Decision<>(records, shard.imageWith(records), List.of(new Event.BrokerStarted(broker.id(), addresses)));
    }

    /**
     * A new cluster begins with all of them; one made by an earlier version gets what came since. What somebody has switched off stays off.
     * With eligible leader replicas (KIP-966) Kafka notes the cluster's min.insync.replicas down, so that it can't differ between brokers.
     */
    private List<MetadataRecord> newFeatures() {
        List<MetadataRecord> records = new ArrayList<>();
        options.features().forEach((name, level) -> {
            if (!shard.settled(name)) {
                records.add(MetadataRecord.of(new FeatureLevelRecord().setName(name).setFeatureLevel(level)));
            }
        });
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        boolean eligibleReplicas = options.features().containsKey(ResourceConfigs.ELIGIBLE_LEADER_REPLICAS)
                && !shard.settled(ResourceConfigs.ELIGIBLE_LEADER_REPLICAS);
        if (eligibleReplicas && !shard.image().configs(allBrokers).containsKey(MIN_IN_SYNC)) {
            records.add(TopicRecords.config(allBrokers, MIN_IN_SYNC, String.valueOf(options.settings().value(MIN_IN_SYNC))));
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
                .filter(partition -> partition.leader() == broker || partition.leader() == NO_LEADER && partition.inSync().contains(broker))
                .forEach(partition -> records.add(MetadataRecord.of(new PartitionChangeRecord()
                        .setTopicId(topic.id())
                        .setPartitionId(partition.index())
                        .setLeader(broker)))));
        return records;
    }
}
