package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.ClientQuotaRecord;
import org.apache.kafka.common.metadata.ClientQuotaRecord.EntityData;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.ProducerIdsRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord.BrokerEndpoint;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;

/** An image as the records that make it, in Kafka's order: features, brokers, topics, configurations, quotas, producer ids. */
final class ImageRecords {

    private final ClusterImage image;
    private final List<MetadataRecord> records = new ArrayList<>();

    private ImageRecords(ClusterImage image) {
        this.image = image;
    }

    static List<MetadataRecord> of(ClusterImage image) {
        ImageRecords made = new ImageRecords(image);
        image.settledFeatures().forEach((name, level) ->
                made.records.add(MetadataRecord.of(new FeatureLevelRecord().setName(name).setFeatureLevel(level))));
        image.brokers().forEach(made::broker);
        image.topics().values().forEach(made::topic);
        made.configs();
        made.quotas();
        made.credentials();
        if (image.nextProducerId() > 0) {
            made.records.add(MetadataRecord.of(new ProducerIdsRecord().setBrokerId(-1).setBrokerEpoch(-1).setNextProducerId(image.nextProducerId())));
        }
        return made.records;
    }

    private void broker(BrokerImage broker) {
        RegisterBrokerRecord record = new RegisterBrokerRecord()
                .setBrokerId(broker.id())
                .setIncarnationId(broker.registration().incarnation())
                .setBrokerEpoch(broker.epoch())
                .setRack(broker.rack().orElse(null))
                .setLogDirs(broker.registration().folders())
                .setFenced(broker.fenced())
                .setInControlledShutdown(broker.shuttingDown());
        broker.endpoints().forEach(endpoint -> record.endPoints().add(
                new BrokerEndpoint().setName(endpoint.listener()).setHost(endpoint.host()).setPort(endpoint.port())));
        records.add(MetadataRecord.of(record));
    }

    private void topic(TopicImage topic) {
        records.add(MetadataRecord.of(new TopicRecord().setName(topic.name()).setTopicId(topic.id())));
        topic.partitions().forEach(partition -> records.add(partition(topic, partition)));
    }

    private MetadataRecord partition(TopicImage topic, PartitionImage partition) {
        PartitionRecord record = new PartitionRecord()
                .setTopicId(topic.id())
                .setPartitionId(partition.index())
                .setReplicas(partition.replicas())
                .setIsr(partition.inSync())
                .setAddingReplicas(partition.moving().adding())
                .setRemovingReplicas(partition.moving().removing())
                .setLeader(partition.leader())
                .setLeaderRecoveryState(partition.recovering() ? PartitionChanges.RECOVERING : PartitionChanges.RECOVERED)
                .setLeaderEpoch(partition.leaderEpoch())
                .setPartitionEpoch(partition.partitionEpoch())
                .setDirectories(image.folders(partition.replicas()));
        if (!partition.eligible().replicas().isEmpty()) {
            record.setEligibleLeaderReplicas(partition.eligible().replicas());
        }
        if (!partition.eligible().lastKnown().isEmpty()) {
            record.setLastKnownElr(partition.eligible().lastKnown());
        }
        return MetadataRecord.of(record);
    }

    private void configs() {
        for (ConfigResource.Type type : ConfigResource.Type.values()) {
            for (String name : image.configured(type)) {
                ConfigResource resource = new ConfigResource(type, name);
                image.configs(resource).forEach((key, value) -> records.add(TopicRecords.config(resource, key, value)));
            }
        }
    }

    private void quotas() {
        image.quotas().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<QuotaEntity, Map<String, Double>> quota) -> quota.getKey().toString()))
                .forEach(quota -> quota.getValue().forEach((key, value) -> records.add(quota(quota.getKey(), key, value))));
    }

    private void credentials() {
        image.usersWithCredentials().forEach(user -> image.credentials(user).forEach((mechanism, credential) ->
                records.add(MetadataRecord.of(new UserScramCredentialRecord().setName(user).setMechanism(mechanism.type()).setSalt(credential.salt())
                        .setStoredKey(credential.storedKey()).setServerKey(credential.serverKey()).setIterations(credential.iterations())))));
    }

    private static MetadataRecord quota(QuotaEntity entity, String key, double value) {
        List<EntityData> parts = new ArrayList<>();
        entity.names().forEach((type, name) -> parts.add(new EntityData().setEntityType(type).setEntityName(name)));
        return MetadataRecord.of(new ClientQuotaRecord().setEntity(parts).setKey(key).setValue(value).setRemove(false));
    }
}
