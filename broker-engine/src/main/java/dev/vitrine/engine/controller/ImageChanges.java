package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.ClientQuotaRecord;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.ProducerIdsRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;
import org.apache.kafka.common.protocol.ApiMessage;

/** What each kind of metadata record changes in the image. */
final class ImageChanges {

    /** {@link PartitionChangeRecord}'s word for "the leader stays". */
    private static final int NO_LEADER_CHANGE = -2;

    private ImageChanges() {}

    static void apply(ApiMessage message, ClusterImage.Change change) {
        switch (message) {
            case RegisterBrokerRecord broker -> change.broker(broker(broker));
            case FeatureLevelRecord feature -> change.feature(feature.name(), feature.featureLevel());
            case TopicRecord topic -> change.topic(new TopicImage(topic.name(), topic.topicId(), List.of()));
            case PartitionRecord partition -> change.partition(partition.topicId(), partition(partition));
            case PartitionChangeRecord changed -> change.partition(changed.topicId(), changed(changed, change));
            case RemoveTopicRecord topic -> change.withoutTopic(topic.topicId());
            case ConfigRecord config -> change.config(
                    new ConfigResource(ConfigResource.Type.forId(config.resourceType()), config.resourceName()),
                    config.name(), config.value());
            case ClientQuotaRecord quota -> change.quota(entity(quota), quota.key(), quota.remove() ? null : quota.value());
            case BrokerRegistrationChangeRecord changed -> change.broker(changed(changed, change));
            case ProducerIdsRecord block -> change.nextProducerId(block.nextProducerId());
            case UnregisterBrokerRecord broker -> change.withoutBroker(broker.brokerId());
            default -> { } // a record of Kafka's that means nothing here (NoOpRecord, the marks of metadata transactions)
        }
    }

    private static QuotaEntity entity(ClientQuotaRecord record) {
        Map<String, String> names = new TreeMap<>();
        record.entity().forEach(part -> names.put(part.entityType(), part.entityName()));
        return QuotaEntity.of(names);
    }

    private static BrokerImage broker(RegisterBrokerRecord record) {
        List<Endpoint> endpoints = record.endPoints().stream()
                .map(endpoint -> new Endpoint(endpoint.name(), endpoint.host(), endpoint.port()))
                .toList();
        return new BrokerImage(record.brokerId(), Optional.ofNullable(record.rack()), endpoints);
    }

    private static PartitionImage partition(PartitionRecord record) {
        return new PartitionImage(record.partitionId(), record.replicas(), record.isr(), record.leader(), record.leaderEpoch(),
                record.partitionEpoch());
    }

    /** Each change is a new partition epoch; one that names a leader, be it the same, is a new leader epoch as well. */
    private static PartitionImage changed(PartitionChangeRecord record, ClusterImage.Change change) {
        PartitionImage before = change.partition(record.topicId(), record.partitionId()).orElseThrow(() -> new IllegalStateException(
                "a change of partition " + record.topicId() + "-" + record.partitionId() + ", which does not exist"));
        boolean elected = record.leader() != NO_LEADER_CHANGE;
        return new PartitionImage(
                before.index(),
                record.replicas() == null ? before.replicas() : record.replicas(),
                record.isr() == null ? before.inSync() : record.isr(),
                elected ? record.leader() : before.leader(),
                elected ? before.leaderEpoch() + 1 : before.leaderEpoch(),
                before.partitionEpoch() + 1);
    }
}
