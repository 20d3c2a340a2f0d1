package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.protocol.ApiKeys;

/** The life of topics: CreateTopics, CreatePartitions, DeleteTopics. */
public final class TopicScripts {

    private TopicScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.CREATE_TOPICS, "good", TopicScripts::create);
        book.each(ApiKeys.CREATE_TOPICS, "refused", TopicScripts::createRefused);
        book.each(ApiKeys.CREATE_TOPICS, "configurations", TopicScripts::createWithConfigs);
        book.each(ApiKeys.CREATE_TOPICS, "assignments", TopicScripts::createAssigned);
        book.each(ApiKeys.DELETE_TOPICS, "by name", TopicScripts::delete);
        book.each(ApiKeys.DELETE_TOPICS, 6, "by id", TopicScripts::deleteById);
        book.each(ApiKeys.CREATE_PARTITIONS, "more of them", TopicScripts::grow);
    }

    private static CreatableTopic named(String name, int partitions, int replicas) {
        return new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) replicas);
    }

    private static CreateTopicsRequestData creating(CreatableTopic... topics) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        Arrays.stream(topics).forEach(request.topics()::mustAdd);
        return request;
    }

    private static void create(Talk talk, int version) {
        talk.ask(version, creating(named(talk.name("one"), 1, 1)));
        talk.ask("again", version, creating(named(talk.name("one"), 1, 1)));
        talk.ask(version, creating(named(talk.name("three"), 3, 1)));
        talk.ask("only looking", version, creating(named(talk.name("looked"), 2, 1)).setValidateOnly(true));
        talk.ask("only looking at one that is there", version, creating(named(talk.name("one"), 2, 1)).setValidateOnly(true));
        talk.ask("no time", version, creating(named(talk.name("hurried"), 1, 1)).setTimeoutMs(0));
        talk.ask("negative time", version, creating(named(talk.name("hurried-more"), 1, 1)).setTimeoutMs(-1));
        talk.ask("defaults", version, creating(named(talk.name("defaults"), -1, -1)));
        talk.ask("several", version, creating(named(talk.name("b"), 1, 1), named(talk.name("a"), 1, 1), named(talk.name("one"), 1, 1)));
        talk.ask("nothing", version, creating());
        talk.ask("twice in one request", version, creating(named(talk.name("same"), 1, 1), named(talk.name("same"), 2, 1)));
        talk.ask("names that collide", version, creating(named(talk.name("dot.ted"), 1, 1)));
        talk.ask("names that collide", version, creating(named(talk.name("dot_ted"), 1, 1)));
    }

    private static void createRefused(Talk talk, int version) {
        for (String name : List.of("", ".", "..", "a b", "ä", "x/y", "n".repeat(250), "n".repeat(249) + "/", "__consumer_offsets", "__cluster_metadata",
                "__share_group_state")) {
            talk.ask("name", version, creating(named(name, 1, 1)).setValidateOnly(true));
        }
        for (int partitions : new int[] {0, -2, Integer.MIN_VALUE, 10_001}) {
            talk.ask("partitions", version, creating(named(talk.name("p"), partitions, 1)));
        }
        for (int replicas : new int[] {0, 2, -2, Short.MAX_VALUE, Short.MIN_VALUE}) {
            talk.ask("replicas", version, creating(named(talk.name("r"), 1, replicas)));
        }
        talk.ask("good and bad", version, creating(named(talk.name("good"), 1, 1), named("bad name", 1, 1), named(talk.name("r"), 1, 9)));
        talk.ask("both wrong", version, creating(named(talk.name("w"), 0, 0)));
    }

    private static CreatableTopic configured(String name, String... configs) {
        CreatableTopic topic = named(name, 1, 1);
        for (int i = 0; i < configs.length; i += 2) {
            topic.configs().mustAdd(new CreatableTopicConfig().setName(configs[i]).setValue(configs[i + 1]));
        }
        return topic;
    }

    private static void createWithConfigs(Talk talk, int version) {
        talk.ask(version, creating(configured(talk.name("c1"), "cleanup.policy", "compact", "retention.ms", "1000")));
        talk.ask(version, creating(configured(talk.name("c2"), "cleanup.policy", "compact,delete", "segment.bytes", "1048576")));
        String[][] bad = {{"no.such.key", "1"}, {"retention.ms", "soon"}, {"retention.ms", "-2"}, {"cleanup.policy", "burn"}, {"segment.bytes", "1"},
            {"retention.ms", null}, {"", "1"}, {"retention.ms", ""}, {"min.insync.replicas", "0"}, {"min.insync.replicas", "5"},
            {"compression.type", "zip"}, {"max.message.bytes", "-1"}, {"message.timestamp.type", "Now"}, {"cleanup.policy", ""},
            {"unclean.leader.election.enable", "maybe"}, {"local.retention.ms", "5"}, {"remote.storage.enable", "true"},
            {"message.format.version", "2.8"}, {"preallocate", "TRUE"}, {"retention.ms", " 5 "}, {"flush.messages", "0"}};
        for (String[] each : bad) {
            talk.ask(version, creating(configured(talk.name("bad"), each)).setValidateOnly(true));
        }
        talk.ask("the same key twice", version, creating(configured(talk.name("twice"), "retention.ms", "5", "retention.ms", "6")).setValidateOnly(true));
        talk.ask("a good and a bad key", version, creating(configured(talk.name("mixed"), "retention.ms", "5", "segment.ms", "-9")));
    }

    private static CreatableTopic assigned(String name, int[]... partitionAndBrokers) {
        CreatableTopic topic = named(name, -1, -1);
        for (int[] each : partitionAndBrokers) {
            topic.assignments().mustAdd(new CreatableReplicaAssignment().setPartitionIndex(each[0])
                    .setBrokerIds(Arrays.stream(each).skip(1).boxed().toList()));
        }
        return topic;
    }

    private static void createAssigned(Talk talk, int version) {
        talk.ask("good", version, creating(assigned(talk.name("good"), new int[] {0, 1}, new int[] {1, 1})));
        int[][][] bad = {{{1, 1}}, {{0, 1}, {2, 1}}, {{0, 1}, {0, 1}}, {{0}}, {{0, 1, 1}}, {{0, 7}}, {{0, -1}}, {{-1, 1}}, {{0, 1}, {1, 1, 7}}, {{0, 1}, {1}}};
        for (int[][] each : bad) {
            talk.ask(version, creating(assigned(talk.name("bad"), each)).setValidateOnly(true));
        }
        talk.ask("with a number too", version, creating(assigned(talk.name("n"), new int[] {0, 1}).setNumPartitions(1)));
        talk.ask("with a factor too", version, creating(assigned(talk.name("f"), new int[] {0, 1}).setReplicationFactor((short) 1)));
    }

    private static DeleteTopicsRequestData deleting(String... names) {
        return new DeleteTopicsRequestData().setTimeoutMs(30_000).setTopicNames(Arrays.asList(names))
                .setTopics(Arrays.stream(names).map(name -> new DeleteTopicState().setName(name)).toList());
    }

    private static void delete(Talk talk, int version) {
        String one = topic(talk, "one", 1);
        String two = topic(talk, "two", 1);
        String three = topic(talk, "three", 1);
        talk.ask(version, deleting(one));
        talk.ask("again", version, deleting(one));
        talk.ask("good and missing", version, deleting(Fixture.MISSING, two));
        talk.ask("twice in one request", version, deleting(three, three));
        talk.ask("twice in one request, missing", version, deleting(Fixture.MISSING, Fixture.MISSING));
        talk.ask("nothing", version, deleting());
        talk.ask("bad name", version, deleting("no such/name"));
        talk.ask("empty name", version, deleting(""));
        talk.ask("no time", version, deleting(Fixture.MISSING).setTimeoutMs(0));
    }

    private static DeleteTopicsRequestData deletingIds(DeleteTopicState... topics) {
        return new DeleteTopicsRequestData().setTimeoutMs(30_000).setTopics(List.of(topics));
    }

    private static DeleteTopicState id(Uuid id) {
        return new DeleteTopicState().setName(null).setTopicId(id);
    }

    private static void deleteById(Talk talk, int version) {
        String one = topic(talk, "one", 1);
        String two = topic(talk, "two", 1);
        talk.ask("missing", version, deletingIds(id(Fixture.MISSING_ID)));
        talk.ask("zero, no name", version, deletingIds(id(Uuid.ZERO_UUID)));
        talk.ask("id and name", version, deletingIds(id(talk.topicId(one)).setName(one)));
        talk.ask("id and name of the same topic apart", version, deletingIds(id(talk.topicId(two)), new DeleteTopicState().setName(two)));
        talk.ask("twice", version, deletingIds(id(talk.topicId(two)), id(talk.topicId(two))));
        talk.ask(version, deletingIds(id(talk.topicId(one))));
        talk.ask("again", version, deletingIds(id(talk.topicId(one))));
    }

    private static CreatePartitionsRequestData growing(String name, int count, int[]... brokers) {
        CreatePartitionsTopic topic = new CreatePartitionsTopic().setName(name).setCount(count).setAssignments(brokers.length == 0 ? null
                : Arrays.stream(brokers).map(b -> new CreatePartitionsAssignment().setBrokerIds(Arrays.stream(b).boxed().toList())).toList());
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setTimeoutMs(30_000);
        request.topics().mustAdd(topic);
        return request;
    }

    private static void grow(Talk talk, int version) {
        String topic = topic(talk, "grows", 1);
        talk.ask("only looking", version, growing(topic, 2).setValidateOnly(true));
        talk.ask(version, growing(topic, 2));
        for (int count : new int[] {2, 1, 0, -1, Integer.MIN_VALUE}) {
            talk.ask("to " + count, version, growing(topic, count));
        }
        talk.ask("missing", version, growing(Fixture.MISSING, 5));
        talk.ask("bad name", version, growing("no such/name", 5));
        talk.ask("assigned", version, growing(topic, 3, new int[] {1}));
        talk.ask("too few", version, growing(topic, 5, new int[] {1}));
        talk.ask("too many", version, growing(topic, 4, new int[] {1}, new int[] {1}));
        talk.ask("unknown broker", version, growing(topic, 4, new int[] {9}));
        talk.ask("no broker", version, growing(topic, 4, new int[0]));
        talk.ask("twice the same", version, growing(topic, 4, new int[] {1, 1}));
        talk.ask("two replicas", version, growing(topic, 4, new int[] {1, 2}));
        CreatePartitionsRequestData twice = growing(topic, 4);
        twice.topics().mustAdd(new CreatePartitionsTopic().setName(topic).setCount(5).setAssignments(null));
        talk.ask("twice in one request", version, twice);
        talk.ask("nothing", version, new CreatePartitionsRequestData().setTimeoutMs(1000));
    }
}
