package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.quota.MutationQuota;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a decision stands on.
 *
 * @param settings what the controller was started with
 * @param newId    makes topic ids
 * @param random   chooses where the first replica of a topic goes
 * @param quota    how many partitions whoever asks may still make or delete
 */
record Ground(ClusterImage image, BrokerSettings settings, Supplier<Uuid> newId, RandomGenerator random, MutationQuota quota) {

    static final Refusal THROTTLED = new Refusal(Errors.THROTTLING_QUOTA_EXCEEDED, Errors.THROTTLING_QUOTA_EXCEEDED.message());

    static final String MIN_IN_SYNC = "min.insync.replicas";
    static final String ELIGIBLE_LEADER_REPLICAS = "eligible.leader.replicas.version";

    private static final String UNCLEAN_ELECTION = "unclean.leader.election.enable";

    /** Why a broker of this epoch has no say, or NONE: it registered anew since, or is none of the cluster. */
    Errors stale(int broker, long epoch) {
        return image.broker(broker).filter(known -> known.epoch() == epoch).isPresent() ? Errors.NONE : Errors.STALE_BROKER_EPOCH;
    }

    /** A change of a partition, led by whoever is active. */
    PartitionChange change(TopicImage topic, PartitionImage partition) {
        return change(topic, partition, image::isActive);
    }

    /** A change of a partition. @param mayLead which brokers may */
    PartitionChange change(TopicImage topic, PartitionImage partition, IntPredicate mayLead) {
        boolean eligible = image.features().containsKey(ELIGIBLE_LEADER_REPLICAS);
        return new PartitionChange(topic.id(), partition, new PartitionChange.Rules(mayLead, minInSync(topic), eligible, image::folders));
    }

    /** The kind of election that the topic's settings allow where something happens to its leader. */
    ElectionKind election(TopicImage topic) {
        return allowsUnclean(topic) ? ElectionKind.UNCLEAN : ElectionKind.CLEAN;
    }

    boolean allowsUnclean(TopicImage topic) {
        return Boolean.parseBoolean(inForce(topic, UNCLEAN_ELECTION));
    }

    /** As many as acks=all takes, but never more than there are replicas. */
    private int minInSync(TopicImage topic) {
        return Math.min(Integer.parseInt(inForce(topic, MIN_IN_SYNC)), topic.partitions().getFirst().replicas().size());
    }

    /** A setting that topics and brokers call by the same name. */
    private String inForce(TopicImage topic, String key) {
        return Optional.ofNullable(image.topicConfigs(topic.name()).get(key))
                .or(() -> ofBrokers(Integer.toString(image.controllerId()), key))
                .or(() -> ofBrokers("", key))
                .orElseGet(() -> String.valueOf(settings.value(key)));
    }

    private Optional<String> ofBrokers(String name, String key) {
        return Optional.ofNullable(image.configs(new ConfigResource(ConfigResource.Type.BROKER, name)).get(key));
    }
}
