package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** Scripts that nobody wrote: for every API and version, requests made up from its schema, and frames that no client sends. */
final class MadeUpScripts {

    private static final int FAST = 6;
    private static final int DEEP = 60;

    /** Only looks at things: may look at what other scripts need. */
    private static final Set<ApiKeys> READING = EnumSet.of(ApiKeys.FETCH, ApiKeys.LIST_OFFSETS, ApiKeys.OFFSET_FOR_LEADER_EPOCH,
            ApiKeys.DESCRIBE_CONFIGS, ApiKeys.DESCRIBE_TOPIC_PARTITIONS, ApiKeys.DESCRIBE_PRODUCERS, ApiKeys.DESCRIBE_CLUSTER,
            ApiKeys.OFFSET_COMMIT, ApiKeys.OFFSET_FETCH, ApiKeys.FIND_COORDINATOR, ApiKeys.API_VERSIONS, ApiKeys.DESCRIBE_QUORUM);

    /**
     * Kafka would not be the same afterwards: it would lose its only broker, or a group would get stuck over a subscription that can't be read;
     * lists of everything differ with reason, and topics make themselves in their own time. Clients' telemetry is forgotten with their connection: here a
     * connection is made for each request, and when a broker notices its end is a matter of chance.
     */
    private static final Set<ApiKeys> LEFT_OUT = EnumSet.of(ApiKeys.UNREGISTER_BROKER, ApiKeys.REMOVE_RAFT_VOTER, ApiKeys.ADD_RAFT_VOTER,
            ApiKeys.UPDATE_FEATURES, ApiKeys.JOIN_GROUP, ApiKeys.METADATA, ApiKeys.LIST_GROUPS, ApiKeys.LIST_TRANSACTIONS, ApiKeys.DESCRIBE_LOG_DIRS,
            ApiKeys.ALTER_CONFIGS, ApiKeys.ELECT_LEADERS, ApiKeys.LIST_PARTITION_REASSIGNMENTS, ApiKeys.LIST_CONFIG_RESOURCES,
            ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, ApiKeys.PUSH_TELEMETRY);

    /** Spoilt, a request for something becomes one for everything: which differs with reason. Or Kafka loses its only broker. */
    private static final Set<ApiKeys> LISTS_ALL = EnumSet.of(ApiKeys.UNREGISTER_BROKER, ApiKeys.METADATA, ApiKeys.DESCRIBE_LOG_DIRS,
            ApiKeys.DESCRIBE_TOPIC_PARTITIONS, ApiKeys.LIST_GROUPS, ApiKeys.LIST_TRANSACTIONS, ApiKeys.LIST_CONFIG_RESOURCES,
            ApiKeys.LIST_PARTITION_REASSIGNMENTS, ApiKeys.ELECT_LEADERS);

    private MadeUpScripts() {}

    /** @param deep whether to add all, or what runs with all tests */
    static void addTo(ScriptBook book, boolean deep) {
        for (ApiKeys api : KafkaVersions.all().keySet()) {
            if (!LEFT_OUT.contains(api)) {
                book.each(api, "made up from the schema", (talk, version) -> random(talk, api, version, deep ? DEEP : FAST));
            }
            if (!LISTS_ALL.contains(api)) {
                book.each(api, "hostile frames", (talk, version) -> hostile(talk, api, version));
            }
        }
    }

    private static void random(Talk talk, ApiKeys api, int version, int count) {
        RandomRequests requests = READING.contains(api)
                ? RandomRequests.about(talk, Fixture.FULL, Fixture.EMPTY)
                : RandomRequests.about(talk, scratch(talk), talk.name("never"));
        for (int seed = 0; seed < count; seed++) {
            ByteBuffer body = requests.body(api, version, seed);
            talk.raw("seed " + seed, api, version, Frames.request(api, (short) version, 1, body));
        }
    }

    private static String scratch(Talk talk) {
        String name = talk.name("scratch");
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics().add(new CreatableTopic().setName(name).setNumPartitions(2).setReplicationFactor((short) 1));
        talk.ask(create);
        talk.awaitTopic(name);
        return name;
    }

    private static void hostile(Talk talk, ApiKeys api, int version) {
        HostileFrames.of(api, (short) version, HostileFrames.plainBody(api, (short) version), version)
                .forEach((what, frame) -> talk.raw(what, api, version, frame));
    }
}
