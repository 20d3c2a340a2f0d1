package dev.vitrine.engine.controller;

import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.quota.MutationQuota;
import java.util.Set;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/** Which decision answers which request. */
final class ControllerQuestions {

    /** What the active controller is asked, by clients through their brokers and by brokers themselves. */
    static final Set<ApiKeys> KEYS = Set.of(ApiKeys.CREATE_TOPICS, ApiKeys.DELETE_TOPICS, ApiKeys.CREATE_PARTITIONS, ApiKeys.ALTER_CONFIGS,
            ApiKeys.INCREMENTAL_ALTER_CONFIGS, ApiKeys.ALTER_PARTITION_REASSIGNMENTS, ApiKeys.LIST_PARTITION_REASSIGNMENTS, ApiKeys.ELECT_LEADERS,
            ApiKeys.UPDATE_FEATURES, ApiKeys.UNREGISTER_BROKER, ApiKeys.ALTER_CLIENT_QUOTAS, ApiKeys.ALTER_USER_SCRAM_CREDENTIALS,
            ApiKeys.ALLOCATE_PRODUCER_IDS,
            ApiKeys.BROKER_REGISTRATION, ApiKeys.BROKER_HEARTBEAT, ApiKeys.ALTER_PARTITION);

    private final ControllerOptions options;

    ControllerQuestions(ControllerOptions options) {
        this.options = options;
    }

    /**
     * Who asks, and when.
     *
     * @param from   the broker that was asked, or asks for itself
     * @param quota  of its client
     * @param logEnd of the metadata log
     */
    record Asker(int from, MutationQuota quota, long logEnd, long nowMs) {}

    Decision<? extends ApiMessage> decide(MetadataShard shard, Question question, Asker asker) {
        Ground ground = ground(shard, asker.quota());
        short version = question.version();
        return switch (question.message()) {
            case CreateTopicsRequestData request -> new CreateTopics(ground, AutomaticTopics.are(request)).decide(request);
            case DeleteTopicsRequestData request -> new DeleteTopics(ground).decide(request, version);
            case CreatePartitionsRequestData request -> new CreatePartitions(ground).decide(request);
            case AlterConfigsRequestData request -> new AlterConfigs(ground, asker.from()).decide(request);
            case IncrementalAlterConfigsRequestData request -> new IncrementalAlterConfigs(ground, asker.from()).decide(request);
            case AlterPartitionReassignmentsRequestData request -> new AlterReassignments(ground).decide(request);
            case ListPartitionReassignmentsRequestData request -> new ListReassignments(ground).decide(request);
            case ElectLeadersRequestData request -> new ElectLeaders(ground).decide(request);
            case UpdateFeaturesRequestData request -> new UpdateFeatures(ground, options.supported()).decide(request, version);
            case UnregisterBrokerRequestData request -> new UnregisterBroker(ground).decide(request);
            case AlterClientQuotasRequestData request -> new AlterClientQuotas(ground).decide(request);
            case AlterUserScramCredentialsRequestData request -> new AlterUserScramCredentials(ground).decide(request);
            case AllocateProducerIdsRequestData request -> new AllocateProducerIds(ground).decide(request);
            case AlterPartitionRequestData request -> new AlterPartition(ground, version).decide(request);
            case BrokerRegistrationRequestData request -> new RegisterBroker(ground, options.features(), shard.sessions(), asker.nowMs())
                    .decide(request, () -> shard.nextBrokerEpoch(asker.logEnd()));
            case BrokerHeartbeatRequestData request -> new Heartbeat(ground, shard.sessions(), asker.logEnd(), asker.nowMs()).decide(request);
            case ApiMessage other -> throw new IllegalArgumentException("nothing that a controller is asked: " + other.getClass().getSimpleName());
        };
    }

    Ground ground(MetadataShard shard, MutationQuota quota) {
        return new Ground(shard.image(), options.settings(), options.newId(), options.random(), quota);
    }
}
