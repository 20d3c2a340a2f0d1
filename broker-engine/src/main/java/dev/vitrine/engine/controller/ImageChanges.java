package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerImage.Registration;
import dev.vitrine.engine.metadata.BrokerImage.Standing;
import dev.vitrine.engine.metadata.ClusterChange;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Eligible;
import dev.vitrine.engine.metadata.PartitionImage.Moving;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.metadata.ScramCredential;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.ClearElrRecord;
import org.apache.kafka.common.metadata.ClientQuotaRecord;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.ProducerIdsRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.RemoveUserScramCredentialRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;
import org.apache.kafka.common.metadata.UserScramCredentialRecord;
import org.apache.kafka.common.protocol.ApiMessage;

/** What each kind of metadata record changes in the image. */
final class ImageChanges {

    /** {@link BrokerRegistrationChangeRecord}'s words. */
    private static final byte NO_CHANGE = 0;
    private static final byte FENCE = 1;
    private static final byte RECOVERING = 1;

    private ImageChanges() {}

    static void apply(ApiMessage message, ClusterChange change) {
        switch (message) {
            case RegisterBrokerRecord broker -> change.broker(broker(broker));
            case FeatureLevelRecord feature -> change.feature(feature.name(), feature.featureLevel());
            case TopicRecord topic -> change.topic(new TopicImage(topic.name(), topic.topicId(), List.of()));
            case PartitionRecord partition -> change.partition(partition.topicId(), partition(partition));
            case PartitionChangeRecord changed -> change.partition(changed.topicId(), PartitionChanges.applied(changed, before(changed, change)));
            case ClearElrRecord cleared -> clearEligible(cleared, change);
            case RemoveTopicRecord topic -> change.withoutTopic(topic.topicId());
            case ConfigRecord config -> change.config(
                    new ConfigResource(ConfigResource.Type.forId(config.resourceType()), config.resourceName()),
                    config.name(), config.value());
            case ClientQuotaRecord quota -> change.quota(entity(quota), quota.key(), quota.remove() ? null : quota.value());
            case UserScramCredentialRecord user -> change.credential(user.name(), ScramMechanism.fromType(user.mechanism()),
                    new ScramCredential(user.salt(), user.storedKey(), user.serverKey(), user.iterations()));
            case RemoveUserScramCredentialRecord user -> change.withoutCredential(user.name(), ScramMechanism.fromType(user.mechanism()));
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
        return new BrokerImage(record.brokerId(), Optional.ofNullable(record.rack()), endpoints,
                new Registration(record.brokerEpoch(), record.incarnationId(), record.logDirs()),
                new Standing(record.fenced(), record.inControlledShutdown()));
    }

    private static BrokerImage changed(BrokerRegistrationChangeRecord record, ClusterChange change) {
        BrokerImage before = change.broker(record.brokerId()).orElseThrow(() -> new IllegalStateException(
                "a change of broker " + record.brokerId() + ", which is not registered"));
        if (before.epoch() != record.brokerEpoch()) {
            throw new IllegalStateException("a change of broker " + record.brokerId() + " in epoch " + record.brokerEpoch() + ", not " + before.epoch());
        }
        boolean fenced = record.fenced() == NO_CHANGE ? before.fenced() : record.fenced() == FENCE;
        return before.with(new Standing(fenced, before.shuttingDown() || record.inControlledShutdown() != NO_CHANGE));
    }

    private static PartitionImage partition(PartitionRecord record) {
        return new PartitionImage(record.partitionId(), record.replicas(), record.isr(), record.leader(), record.leaderEpoch(),
                record.partitionEpoch(), new Moving(record.addingReplicas(), record.removingReplicas()),
                new Eligible(listed(record.eligibleLeaderReplicas()), listed(record.lastKnownElr())), record.leaderRecoveryState() == RECOVERING);
    }

    private static List<Integer> listed(List<Integer> orNull) {
        return orNull == null ? List.of() : orNull;
    }

    private static PartitionImage before(PartitionChangeRecord record, ClusterChange change) {
        return change.partition(record.topicId(), record.partitionId()).orElseThrow(() -> new IllegalStateException(
                "a change of partition " + record.topicId() + "-" + record.partitionId() + ", which does not exist"));
    }

    /** {@code min.insync.replicas} is another: who was eligible by the old one may not be so by the new. */
    private static void clearEligible(ClearElrRecord record, ClusterChange change) {
        List<TopicImage> topics = record.topicName().isEmpty() ? change.topics() : change.topic(record.topicName()).stream().toList();
        topics.forEach(topic -> topic.partitions().stream()
                .filter(partition -> !partition.eligible().equals(Eligible.NONE))
                .forEach(partition -> change.partition(topic.id(), PartitionChanges.withoutEligible(partition))));
    }
}
