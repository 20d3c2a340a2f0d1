package dev.vitrine.engine.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/** Which public clients use which APIs in the tests of package {@code client}. */
final class PublicClients {

    private static final Set<ApiKeys> EVERY = Set.of(ApiKeys.API_VERSIONS, ApiKeys.METADATA, ApiKeys.PRODUCE, ApiKeys.FETCH, ApiKeys.LIST_OFFSETS,
            ApiKeys.FIND_COORDINATOR, ApiKeys.JOIN_GROUP, ApiKeys.SYNC_GROUP, ApiKeys.HEARTBEAT, ApiKeys.LEAVE_GROUP, ApiKeys.OFFSET_COMMIT,
            ApiKeys.OFFSET_FETCH);

    private static final Map<String, Set<ApiKeys>> BESIDES = Map.of(
            "Java", Set.of(ApiKeys.INIT_PRODUCER_ID, ApiKeys.CREATE_TOPICS, ApiKeys.DELETE_TOPICS, ApiKeys.CREATE_PARTITIONS, ApiKeys.DELETE_RECORDS,
                    ApiKeys.DESCRIBE_CONFIGS, ApiKeys.INCREMENTAL_ALTER_CONFIGS, ApiKeys.DESCRIBE_CLUSTER, ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
                    ApiKeys.DESCRIBE_GROUPS, ApiKeys.LIST_GROUPS, ApiKeys.DELETE_GROUPS, ApiKeys.OFFSET_DELETE, ApiKeys.DESCRIBE_LOG_DIRS,
                    ApiKeys.OFFSET_FOR_LEADER_EPOCH),
            "kafkajs", Set.of(ApiKeys.CREATE_TOPICS, ApiKeys.DELETE_TOPICS),
            "kcat", Set.of(),
            "confluent-kafka", Set.of(ApiKeys.CREATE_TOPICS),
            "kafka-python", Set.of());

    private PublicClients() {}

    static List<String> of(ApiKeys api) {
        return BESIDES.entrySet().stream().filter(client -> EVERY.contains(api) || client.getValue().contains(api))
                .map(Map.Entry::getKey).sorted().toList();
    }
}
