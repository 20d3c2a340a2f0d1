package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CommittedLog;
import dev.vitrine.engine.coordinator.CoordinatorRuntime;
import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.coordinator.ShardType;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.FeatureRange;
import dev.vitrine.engine.quota.MutationQuota;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for the cluster: topics, partitions, configurations, producer ids. Each request becomes a {@link Decision} in the mailbox of the
 * metadata log. When its records are committed the new image goes to the listener, and only when the listener has taken it in is the client
 * answered: what a client was told of is there.
 *
 * <p>A request that can't be served (the metadata log refuses, or is not loaded) is answered with NOT_CONTROLLER: clients try again.
 */
public final class Controller {

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

    private static final int UNHURRIED = Integer.MAX_VALUE;

    private final CoordinatorRuntime<MetadataShard, MetadataRecord> runtime;
    private final ControllerOptions options;
    private final Consumer<ClusterImage> onImage;
    private final ProducerIds producerIds;

    /**
     * @param runtime loaded, or about to be
     * @param onImage takes in each image that differs from the one before, in the mailbox of the metadata log, one after another; it may
     *                block (the logs of new partitions are opened there)
     */
    public Controller(
            CoordinatorRuntime<MetadataShard, MetadataRecord> runtime, ControllerOptions options, Consumer<ClusterImage> onImage) {
        this.runtime = runtime;
        this.options = options;
        this.onImage = onImage;
        this.producerIds = new ProducerIds(this::allocate);
    }

    /**
     * What runs the controller's shard; to be loaded before anything is asked. Its state comes from the log alone: metadata records have no
     * keys, so there is no view of them (the {@code around} one is not used).
     *
     * @param empty the image before the first record
     */
    public static CoordinatorRuntime<MetadataShard, MetadataRecord> runtime(CommittedLog log, ClusterImage empty, Surroundings around) {
        Surroundings withoutView =
                new Surroundings(around.clock(), around.scheduler(), new NoView(), around.publish(), around.options());
        ShardType<MetadataShard, MetadataRecord> type = new ShardType<>(() -> new MetadataShard(empty), new MetadataRecordCodec());
        return new CoordinatorRuntime<>(MetadataLog.PARTITION.toString(), log, type, withoutView);
    }

    /** The first thing a broker does; done when its image has been taken in. Fails where the metadata log can't be written. */
    public CompletionStage<ClusterImage> register(BrokerImage broker) {
        return decide(
                shard -> new RegisterBroker(shard, options).decide(broker),
                Controller::failure);
    }

    /** @param quota asked for leave at each topic */
    public CompletionStage<CreateTopicsResponseData> createTopics(CreateTopicsRequestData request, MutationQuota quota) {
        return within(CreateTopics.asksNothing(request) ? UNHURRIED : request.timeoutMs(),
                shard -> new CreateTopics(ground(shard, quota), false).decide(request),
                error -> Refused.createTopics(request, error));
    }

    /**
     * Makes topics that somebody uses, those of the coordinators with Kafka's settings; NONE for one that exists.
     *
     * @param quota asked for leave at each topic
     */
    public CompletionStage<Map<String, Errors>> createAutomatically(Set<String> topics, MutationQuota quota) {
        return decide(
                shard -> new CreateAutomatically(ground(shard, quota)).decide(topics),
                error -> Refused.createAutomatically(topics, error));
    }

    /** @param version of the request @param quota asked for leave at each topic */
    public CompletionStage<DeleteTopicsResponseData> deleteTopics(DeleteTopicsRequestData request, short version, MutationQuota quota) {
        return within(DeleteTopics.asksNothing(request) ? UNHURRIED : request.timeoutMs(),
                shard -> new DeleteTopics(ground(shard, quota)).decide(request, version),
                error -> Refused.deleteTopics(request, error));
    }

    /** @param quota asked for leave at each topic */
    public CompletionStage<CreatePartitionsResponseData> createPartitions(CreatePartitionsRequestData request, MutationQuota quota) {
        return within(CreatePartitions.asksNothing(request) ? UNHURRIED : request.timeoutMs(),
                shard -> new CreatePartitions(ground(shard, quota)).decide(request),
                error -> Refused.createPartitions(request, error));
    }

    /** @param broker the one that was asked */
    public CompletionStage<AlterConfigsResponseData> alterConfigs(AlterConfigsRequestData request, int broker) {
        return decide(
                shard -> new AlterConfigs(ground(shard), broker).decide(request),
                error -> Refused.alterConfigs(request, error));
    }

    /** @param broker the one that was asked */
    public CompletionStage<IncrementalAlterConfigsResponseData> incrementalAlterConfigs(
            IncrementalAlterConfigsRequestData request, int broker) {
        return decide(
                shard -> new IncrementalAlterConfigs(ground(shard), broker).decide(request),
                error -> Refused.alterConfigs(request, error));
    }

    public CompletionStage<AlterPartitionReassignmentsResponseData> alterReassignments(AlterPartitionReassignmentsRequestData request) {
        if (request.topics().isEmpty()) {
            return CompletableFuture.completedStage(new AlterPartitionReassignmentsResponseData());
        }
        return within(request.timeoutMs(),
                shard -> new AlterReassignments(ground(shard)).decide(request),
                error -> AlterReassignments.refused(request, error));
    }

    public CompletionStage<ElectLeadersResponseData> electLeaders(ElectLeadersRequestData request) {
        if (request.topicPartitions() != null && request.topicPartitions().isEmpty()) {
            return CompletableFuture.completedStage(new ElectLeadersResponseData());
        }
        return within(request.timeoutMs(),
                shard -> new ElectLeaders(ground(shard)).decide(request),
                error -> ElectLeaders.refused(request, error, error.message()));
    }

    /** @param supported levels that this broker can work at @param version of the request */
    public CompletionStage<UpdateFeaturesResponseData> updateFeatures(
            UpdateFeaturesRequestData request, Map<String, FeatureRange> supported, short version) {
        return decide(
                shard -> new UpdateFeatures(ground(shard), supported).decide(request, version),
                error -> UpdateFeatures.refused(error, error.message()));
    }

    public CompletionStage<UnregisterBrokerResponseData> unregisterBroker(UnregisterBrokerRequestData request) {
        return decide(shard -> new UnregisterBroker(ground(shard)).decide(request), UnregisterBroker::refused);
    }

    public CompletionStage<AlterClientQuotasResponseData> alterClientQuotas(AlterClientQuotasRequestData request) {
        return decide(
                shard -> new AlterClientQuotas(ground(shard)).decide(request),
                error -> AlterClientQuotas.refused(request, error));
    }

    public CompletionStage<AlterUserScramCredentialsResponseData> alterUserScramCredentials(AlterUserScramCredentialsRequestData request) {
        return decide(
                shard -> new AlterUserScramCredentials(ground(shard)).decide(request),
                error -> AlterUserScramCredentials.refused(request, error));
    }

    /** An id that no producer ever had. Fails where the metadata log can't be written. */
    public CompletionStage<Long> nextProducerId() {
        return producerIds.next();
    }

    private CompletionStage<ProducerIds.Block> allocate() {
        return decide(shard -> ProducerIds.decide(shard, shard.image().controllerId()), Controller::failure);
    }

    private Ground ground(MetadataShard shard) {
        return ground(shard, MutationQuota.UNLIMITED);
    }

    private Ground ground(MetadataShard shard, MutationQuota quota) {
        return new Ground(shard.image(), options.settings(), options.newId(), options.random(), quota);
    }

    /** Whoever gives no time at all is told at once that it is over, and nothing is done: so does Kafka. */
    private <T> CompletionStage<T> within(int timeoutMs, Function<MetadataShard, Decision<T>> question, Function<Errors, T> refusal) {
        return timeoutMs > 0
                ? decide(question, refusal)
                : CompletableFuture.completedStage(refusal.apply(Errors.REQUEST_TIMED_OUT));
    }

    /**
     * The image is an answer of its own before the client's: so it is held back until the records are committed, and the listener runs where
     * answers are given, in the mailbox, in their order.
     */
    private <T> CompletionStage<T> decide(Function<MetadataShard, Decision<T>> question, Function<Errors, T> refusal) {
        ReplyTo<ClusterImage> publish = new ReplyTo<>(error -> null);
        publish.reply().thenAccept(this::publish);
        return runtime.write(
                answer -> (shard, now) -> outcome(question.apply(shard), shard, publish, answer),
                error -> refusal.apply(asController(error)));
    }

    private static <T> Outcome<MetadataShard, MetadataRecord> outcome(
            Decision<T> decision, MetadataShard shard, ReplyTo<ClusterImage> publish, ReplyTo<T> answer) {
        List<Effect<MetadataShard, MetadataRecord>> effects = new ArrayList<>();
        if (!decision.records().isEmpty()) {
            effects.add(new Effect.Answer<>(publish, shard.imageWith(decision.records())));
        }
        effects.add(new Effect.Answer<>(answer, decision.reply()));
        decision.events().forEach(event -> effects.add(new Effect.Publish<>(event)));
        return new Outcome<>(decision.records(), effects);
    }

    private void publish(ClusterImage image) {
        if (image == null) { // refused: there is no new image
            return;
        }
        try {
            onImage.accept(image);
        } catch (RuntimeException failure) {
            LOG.error("The new metadata could not be taken in", failure);
        }
    }

    private static Errors asController(Errors coordinators) {
        return switch (coordinators) {
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS -> Errors.NOT_CONTROLLER;
            default -> coordinators;
        };
    }

    private static <T> T failure(Errors error) {
        throw error.exception();
    }
}
