package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;

/** Who is there and what is there: ApiVersions, Metadata, DescribeCluster, DescribeTopicPartitions. */
public final class MetadataScripts {

    private static final List<String> BAD_NAMES = List.of("", ".", "..", "a b", "ä", "x/y", "n".repeat(250), "nul\0byte");

    private MetadataScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.API_VERSIONS, "software names", MetadataScripts::softwareNames);
        book.each(ApiKeys.METADATA, "topics by name", MetadataScripts::byName);
        book.each(ApiKeys.METADATA, 10, "topics by id", MetadataScripts::byId);
        book.each(ApiKeys.METADATA, 1, "none", MetadataScripts::none);
        book.each(ApiKeys.METADATA, "topics that make themselves", MetadataScripts::automatic);
        book.each(ApiKeys.DESCRIBE_CLUSTER, "the cluster", MetadataScripts::cluster);
        book.each(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, "topics", MetadataScripts::topicPartitions);
        book.each(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, "pages", MetadataScripts::pages);
    }

    private static void softwareNames(Talk talk, int version) {
        for (String name : List.of("oracle", "a.b-c", "apache-kafka-java", "", " ", "-a", "a-", "a b", "ü", "a_b", "x".repeat(1000))) {
            talk.ask(version, new ApiVersionsRequestData().setClientSoftwareName(name).setClientSoftwareVersion("1.0"));
            talk.ask(version, new ApiVersionsRequestData().setClientSoftwareName("oracle").setClientSoftwareVersion(name));
        }
    }

    private static MetadataRequestData topics(String... names) {
        return new MetadataRequestData().setAllowAutoTopicCreation(false)
                .setTopics(Arrays.stream(names).map(name -> new MetadataRequestTopic().setName(name)).toList());
    }

    private static void byName(Talk talk, int version) {
        talk.ask(version, topics(Fixture.FULL));
        talk.ask(version, topics(Fixture.FULL, Fixture.EMPTY));
        talk.ask(version, topics(Fixture.EMPTY, Fixture.FULL));
        talk.ask("twice", version, topics(Fixture.FULL, Fixture.FULL));
        talk.ask("not automatic", Math.max(4, version), topics(Fixture.MISSING));
        talk.ask("not automatic", Math.max(4, version), topics(Fixture.MISSING, Fixture.FULL, "b-" + Fixture.MISSING));
        for (String name : BAD_NAMES) {
            talk.ask(version, topics(name));
            talk.ask(version, topics(Fixture.FULL, name));
        }
        talk.ask("authorized operations", version, topics(Fixture.FULL).setIncludeTopicAuthorizedOperations(true)
                .setIncludeClusterAuthorizedOperations(true));
        talk.ask(version, topics("__consumer_offsets"));
    }

    private static MetadataRequestTopic id(Uuid id) {
        return new MetadataRequestTopic().setName(null).setTopicId(id);
    }

    private static void byId(Talk talk, int version) {
        Uuid full = talk.topicId(Fixture.FULL);
        MetadataRequestData request = new MetadataRequestData().setAllowAutoTopicCreation(false);
        talk.ask(version, request.setTopics(List.of(id(full))));
        talk.ask(version, request.setTopics(List.of(id(full), id(talk.topicId(Fixture.EMPTY)))));
        talk.ask(version, request.setTopics(List.of(id(Fixture.MISSING_ID))));
        talk.ask(version, request.setTopics(List.of(id(full), id(Fixture.MISSING_ID))));
        talk.ask("the zero id", version, request.setTopics(List.of(id(Uuid.ZERO_UUID))));
        talk.ask("id and name", version, request.setTopics(List.of(id(full).setName(Fixture.FULL))));
        talk.ask("id and another name", version, request.setTopics(List.of(id(full).setName(Fixture.EMPTY))));
        talk.ask("one by id, one by name", version, request.setTopics(List.of(id(full), new MetadataRequestTopic().setName(Fixture.EMPTY))));
        talk.ask("the same twice", version, request.setTopics(List.of(id(full), id(full))));
    }

    private static void none(Talk talk, int version) {
        talk.ask(version, new MetadataRequestData().setTopics(List.of()).setAllowAutoTopicCreation(false));
        talk.ask(version, new MetadataRequestData().setTopics(List.of()).setIncludeClusterAuthorizedOperations(true));
    }

    private static void automatic(Talk talk, int version) {
        String name = talk.name("auto");
        MetadataRequestData request = new MetadataRequestData().setAllowAutoTopicCreation(true)
                .setTopics(List.of(new MetadataRequestTopic().setName(name)));
        talk.ask(version, request);
        talk.awaitTopic(name);
        talk.ask(version, request);
        talk.ask("bad name, automatic", version, request.setTopics(List.of(new MetadataRequestTopic().setName("bad name"))));
    }

    private static void cluster(Talk talk, int version) {
        talk.ask(version, new DescribeClusterRequestData());
        talk.ask(version, new DescribeClusterRequestData().setIncludeClusterAuthorizedOperations(true));
        talk.ask(version, new DescribeClusterRequestData().setIncludeFencedBrokers(true));
        for (int type : new int[] {0, 1, 2, 3, -1}) {
            talk.ask(version, new DescribeClusterRequestData().setEndpointType((byte) type));
        }
    }

    private static DescribeTopicPartitionsRequestData partitions(int limit, Cursor cursor, String... names) {
        return new DescribeTopicPartitionsRequestData().setResponsePartitionLimit(limit).setCursor(cursor)
                .setTopics(Arrays.stream(names).map(name -> new TopicRequest().setName(name)).toList());
    }

    private static void topicPartitions(Talk talk, int version) {
        talk.ask(version, partitions(2000, null, Fixture.FULL));
        talk.ask(version, partitions(2000, null, Fixture.FULL, Fixture.EMPTY));
        talk.ask(version, partitions(2000, null, Fixture.FULL, Fixture.FULL));
        talk.ask(version, partitions(2000, null, Fixture.MISSING));
        talk.ask(version, partitions(2000, null, Fixture.FULL, Fixture.MISSING));
        for (String name : BAD_NAMES) {
            talk.ask(version, partitions(2000, null, name));
        }
    }

    private static Cursor at(String topic, int partition) {
        return new Cursor().setTopicName(topic).setPartitionIndex(partition);
    }

    private static void pages(Talk talk, int version) {
        for (int limit : new int[] {1, 2, 3, 4, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            talk.ask(version, partitions(limit, null, Fixture.FULL, Fixture.EMPTY));
        }
        for (int from : new int[] {0, 1, 3, 100, -1, Integer.MIN_VALUE}) {
            talk.ask(version, partitions(2, at(Fixture.FULL, from), Fixture.FULL, Fixture.EMPTY));
        }
        talk.ask(version, partitions(2, at(Fixture.MISSING, 0), Fixture.FULL, Fixture.EMPTY));
        talk.ask(version, partitions(2, at("", 0), Fixture.FULL, Fixture.EMPTY));
        talk.ask(version, partitions(2, at("zzz", 0), Fixture.FULL, Fixture.EMPTY));
        talk.ask(version, partitions(2, at(Fixture.EMPTY, 0), Fixture.FULL, Fixture.EMPTY));
    }
}
