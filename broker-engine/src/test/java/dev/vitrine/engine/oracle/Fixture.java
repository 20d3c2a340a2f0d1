package dev.vitrine.engine.oracle;

import dev.vitrine.engine.client.Awaiting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** What is there before the first script: topics to read, and coordinators that have loaded. Asked for unwritten. */
public final class Fixture {

    /** Three partitions; ten records in partition 0, none in the others. Scripts only read it. */
    public static final String FULL = "fixture-full";
    /** One partition without a record. Scripts only read it. */
    public static final String EMPTY = "fixture-empty";
    /** Two partitions without a record. Scripts only subscribe to it. */
    public static final String PAIR = "fixture-pair";
    /** No topic has this name. */
    public static final String MISSING = "fixture-missing";
    /** No topic has this id. */
    public static final Uuid MISSING_ID = new Uuid(0x1234_5678_9abc_4ef0L, 0x8234_5678_9abc_def0L);
    /** The group whose settings change all the time. Scripts don't ask for it. */
    private static final String SETTINGS = "fixture-settings";
    /** How many records {@link #FULL} has. */
    public static final int RECORDS = 10;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ANSWER_MILLIS = 60_000;

    private Fixture() {}

    static boolean isReady(Brokers.Peer peer) {
        try {
            return ask(peer, new MetadataRequestData().setTopics(List.of())) instanceof MetadataResponseData answer && !answer.brokers().isEmpty();
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    static void prepare(Brokers.Peer peer) {
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics().add(new CreatableTopic().setName(FULL).setNumPartitions(3).setReplicationFactor((short) 1));
        create.topics().add(new CreatableTopic().setName(EMPTY).setNumPartitions(1).setReplicationFactor((short) 1));
        create.topics().add(new CreatableTopic().setName(PAIR).setNumPartitions(2).setReplicationFactor((short) 1));
        ask(peer, create);
        awaitTopic(peer, FULL);
        awaitTopic(peer, PAIR);
        awaitTopic(peer, EMPTY);
        ProduceRequestData produce = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(10_000);
        produce.topicData().add(new TopicProduceData().setTopicId(topicId(peer, FULL)).setPartitionData(List.of(
                new PartitionProduceData().setIndex(0).setRecords(Batches.plain(RECORDS)))));
        ask(peer, produce);
        awaitGroups(peer);
        awaitTransactions(peer);
        awaitSettings(peer); // from now on that group has settings, at whatever time scripts list all that have
    }

    /** The coordinators of all four partitions have loaded: "a" to "h" are spread over them. */
    private static void awaitGroups(Brokers.Peer peer) {
        List<String> groups = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        awaitCoordinators(peer, (byte) 0, groups);
        Awaiting.until(LIMIT, () -> {
            OffsetFetchRequestData request = new OffsetFetchRequestData().setGroups(
                    groups.stream().map(g -> new OffsetFetchRequestGroup().setGroupId(g).setTopics(null)).toList());
            return ask(peer, request) instanceof OffsetFetchResponseData answer && answer.groups().size() == groups.size()
                    && answer.groups().stream().allMatch(g -> g.errorCode() == 0);
        }, () -> peer + ": group coordinators do not load");
    }

    private static void awaitTransactions(Brokers.Peer peer) {
        List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        if (!awaitCoordinators(peer, (byte) 1, ids)) {
            return;
        }
        for (String id : ids) {
            Awaiting.until(LIMIT, () -> ask(peer, new InitProducerIdRequestData().setTransactionalId(id).setTransactionTimeoutMs(10_000))
                    instanceof InitProducerIdResponseData answer && answer.errorCode() != Errors.COORDINATOR_LOAD_IN_PROGRESS.code()
                    && answer.errorCode() != Errors.NOT_COORDINATOR.code(), () -> peer + ": transaction coordinators do not load");
        }
    }

    /** @return whether this kind of coordinator is served at all */
    private static boolean awaitCoordinators(Brokers.Peer peer, byte kind, List<String> keys) {
        FindCoordinatorRequestData find = new FindCoordinatorRequestData().setKeyType(kind).setCoordinatorKeys(keys);
        if (peer.isEngine() && ((FindCoordinatorResponseData) ask(peer, find)).coordinators().stream()
                .noneMatch(c -> c.errorCode() == 0 || c.errorCode() == Errors.COORDINATOR_NOT_AVAILABLE.code())) {
            return false;
        }
        Awaiting.until(LIMIT, () -> ask(peer, find) instanceof FindCoordinatorResponseData found
                && found.coordinators().stream().allMatch(c -> c.errorCode() == 0), () -> peer + ": no coordinators");
        return true;
    }

    /** Kafka answers CreateTopics before its leaders lead. */
    static void awaitTopic(Brokers.Peer peer, String topic) {
        Awaiting.until(LIMIT, () -> {
            MetadataResponseData answer = describe(peer, topic);
            return answer != null && answer.topics().stream().allMatch(t -> t.errorCode() == 0 && leads(peer, t));
        }, () -> peer + ": topic " + topic + " has no leaders");
    }

    private static boolean leads(Brokers.Peer peer, MetadataResponseTopic topic) {
        List<ListOffsetsPartition> ends = topic.partitions().stream()
                .map(p -> new ListOffsetsPartition().setPartitionIndex(p.partitionIndex()).setTimestamp(-1)).toList();
        return ask(peer, new ListOffsetsRequestData().setReplicaId(-1).setTopics(List.of(
                new ListOffsetsTopic().setName(topic.name()).setPartitions(ends)))) instanceof ListOffsetsResponseData answer
                && answer.topics().stream().flatMap(t -> t.partitions().stream()).allMatch(p -> p.errorCode() == 0);
    }

    /** The broker shows all settings that were changed before: it learns of changes in their order, and shows one that is made now. */
    static void awaitSettings(Brokers.Peer peer) {
        String key = "consumer.session.timeout.ms";
        String value = Integer.toString(ThreadLocalRandom.current().nextInt(45_000, 60_001));
        IncrementalAlterConfigsRequestData change = new IncrementalAlterConfigsRequestData();
        AlterConfigsResource group = new AlterConfigsResource().setResourceType(ConfigResource.Type.GROUP.id()).setResourceName(SETTINGS);
        group.configs().add(new AlterableConfig().setName(key).setValue(value));
        change.resources().add(group);
        ask(peer, change);
        DescribeConfigsRequestData look = new DescribeConfigsRequestData().setResources(List.of(new DescribeConfigsResource()
                .setResourceType(ConfigResource.Type.GROUP.id()).setResourceName(SETTINGS).setConfigurationKeys(List.of(key))));
        Awaiting.until(LIMIT, () -> ask(peer, look) instanceof DescribeConfigsResponseData answer
                && answer.results().get(0).configs().stream().anyMatch(config -> value.equals(config.value())), () -> peer + ": settings are not shown");
    }

    static Uuid topicId(Brokers.Peer peer, String topic) {
        return describe(peer, topic).topics().iterator().next().topicId();
    }

    private static MetadataResponseData describe(Brokers.Peer peer, String topic) {
        return (MetadataResponseData) ask(peer, new MetadataRequestData().setAllowAutoTopicCreation(false)
                .setTopics(List.of(new MetadataRequestTopic().setName(topic))));
    }

    /** @return null where it was not answered */
    private static ApiMessage ask(Brokers.Peer peer, ApiMessage request) {
        short version = (short) Talk.latest(request);
        try (RawConnection connection = new RawConnection(peer.host(), peer.port())) {
            connection.send(Frames.request(request, version, 1));
            ByteBuffer frame = connection.receive(ANSWER_MILLIS).frame();
            return frame == null ? null : Frames.message(ApiKeys.forId(request.apiKey()), version, frame);
        }
    }
}
