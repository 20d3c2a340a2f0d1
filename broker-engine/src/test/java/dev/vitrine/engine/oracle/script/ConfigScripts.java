package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Settings: DescribeConfigs, AlterConfigs, IncrementalAlterConfigs, ListConfigResources. */
public final class ConfigScripts {

    private static final int TOPIC = 2;
    private static final int BROKER = 4;
    private static final int LOGGER = 8;
    private static final int CLIENT_METRICS = 16;
    private static final int GROUP = 32;
    private static final int SET = 0;
    private static final int DELETE = 1;
    private static final int APPEND = 2;
    private static final int SUBTRACT = 3;

    private ConfigScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.DESCRIBE_CONFIGS, "topics", ConfigScripts::describeTopics);
        book.each(ApiKeys.DESCRIBE_CONFIGS, "brokers, groups and others", ConfigScripts::describeOthers);
        book.each(ApiKeys.INCREMENTAL_ALTER_CONFIGS, "topics", ConfigScripts::incrementalTopics);
        book.each(ApiKeys.INCREMENTAL_ALTER_CONFIGS, "others", ConfigScripts::incrementalOthers);
        book.once(ApiKeys.INCREMENTAL_ALTER_CONFIGS, "operations that do not exist", ConfigScripts::unknownOperations);
        book.each(ApiKeys.ALTER_CONFIGS, "topics", ConfigScripts::alter);
        book.each(ApiKeys.LIST_CONFIG_RESOURCES, "kinds", ConfigScripts::list);
    }

    private static DescribeConfigsRequestData describe(int type, String name, String... keys) {
        return new DescribeConfigsRequestData().setResources(List.of(resource(type, name, keys)));
    }

    private static DescribeConfigsResource resource(int type, String name, String... keys) {
        return new DescribeConfigsResource().setResourceType((byte) type).setResourceName(name)
                .setConfigurationKeys(keys.length == 0 ? null : Arrays.asList(keys));
    }

    private static void describeTopics(Talk talk, int version) {
        String topic = topic(talk, "described", 1, "retention.ms", "5000", "cleanup.policy", "compact");
        talk.ask("all", version, describe(TOPIC, topic));
        talk.ask("with synonyms and documentation", version, describe(TOPIC, topic).setIncludeSynonyms(true).setIncludeDocumentation(true));
        talk.ask("some", version, describe(TOPIC, topic, "retention.ms", "segment.bytes").setIncludeSynonyms(true));
        talk.ask("unknown key", version, describe(TOPIC, topic, "no.such.key", "retention.ms"));
        talk.ask("no key", version, new DescribeConfigsRequestData().setResources(List.of(resource(TOPIC, topic).setConfigurationKeys(List.of()))));
        talk.ask("missing", version, describe(TOPIC, Fixture.MISSING));
        talk.ask("bad name", version, describe(TOPIC, "no such/name"));
        talk.ask("empty name", version, describe(TOPIC, ""));
        talk.ask("twice", version, new DescribeConfigsRequestData().setResources(List.of(resource(TOPIC, topic, "retention.ms"), resource(TOPIC, topic, "segment.ms"))));
        talk.ask("several", version, new DescribeConfigsRequestData().setResources(List.of(
                resource(TOPIC, topic, "retention.ms"), resource(TOPIC, Fixture.MISSING), resource(TOPIC, Fixture.FULL, "retention.ms"))));
        talk.ask("nothing", version, new DescribeConfigsRequestData());
    }

    private static void describeOthers(Talk talk, int version) {
        String[] some = {"num.partitions", "log.retention.ms", "message.max.bytes", "ssl.keystore.password", "background.threads", "no.such.key"};
        talk.ask("broker", version, describe(BROKER, "1", some).setIncludeSynonyms(true).setIncludeDocumentation(true));
        talk.ask("default of brokers", version, describe(BROKER, "", some).setIncludeSynonyms(true));
        for (String name : List.of("2", "one", "-1", " 1", "01")) {
            talk.ask("broker " + name, version, describe(BROKER, name, some));
            talk.ask("loggers of " + name, version, describe(LOGGER, name, "none"));
        }
        talk.ask("loggers of none", version, describe(LOGGER, "", "none"));
        for (String name : List.of("fixture-group", "")) {
            talk.ask("group", version, describe(GROUP, name).setIncludeSynonyms(true).setIncludeDocumentation(true));
            talk.ask("client metrics", version, describe(CLIENT_METRICS, name).setIncludeSynonyms(true).setIncludeDocumentation(true));
        }
        for (int type : new int[] {0, 1, 3, 5, 64, -1}) {
            talk.ask("kind " + type, version, describe(type, "1"));
        }
    }

    private static IncrementalAlterConfigsRequestData change(int type, String name, int operation, String... configs) {
        var resource = new IncrementalAlterConfigsRequestData.AlterConfigsResource().setResourceType((byte) type).setResourceName(name);
        for (int i = 0; i < configs.length; i += 2) {
            resource.configs().add(new IncrementalAlterConfigsRequestData.AlterableConfig().setName(configs[i]).setConfigOperation((byte) operation)
                    .setValue(configs[i + 1]));
        }
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(resource);
        return request;
    }

    private static void incrementalTopics(Talk talk, int version) {
        String topic = topic(talk, "changed", 1);
        talk.ask("sets", version, change(TOPIC, topic, SET, "retention.ms", "7000"));
        talk.ask("only looks", version, change(TOPIC, topic, SET, "retention.ms", "9000").setValidateOnly(true));
        talk.ask("appends", version, change(TOPIC, topic, APPEND, "cleanup.policy", "compact"));
        talk.ask("appends what is there", version, change(TOPIC, topic, APPEND, "cleanup.policy", "compact"));
        talk.ask("subtracts", version, change(TOPIC, topic, SUBTRACT, "cleanup.policy", "delete"));
        talk.ask("subtracts what isn't there", version, change(TOPIC, topic, SUBTRACT, "cleanup.policy", "delete"));
        talk.ask("appends to no list", version, change(TOPIC, topic, APPEND, "retention.ms", "1"));
        talk.ask("deletes", version, change(TOPIC, topic, DELETE, "retention.ms", null));
        talk.ask("deletes what isn't set", version, change(TOPIC, topic, DELETE, "segment.ms", null));
        talk.ask("deletes with a value", version, change(TOPIC, topic, DELETE, "segment.ms", "4"));
        talk.ask("sets null", version, change(TOPIC, topic, SET, "retention.ms", null));
        talk.ask("appends null", version, change(TOPIC, topic, APPEND, "cleanup.policy", null));
        for (int operation : new int[] {4, -1, 127}) {
            talk.ask("operation " + operation, version, change(TOPIC, topic, operation, "retention.ms", "1"));
        }
        String[][] bad = {{"no.such.key", "1"}, {"retention.ms", "soon"}, {"retention.ms", "-2"}, {"cleanup.policy", "burn"}, {"", "1"}, {"segment.bytes", "1"}};
        for (String[] each : bad) {
            talk.ask("bad", version, change(TOPIC, topic, SET, each));
            talk.ask("deletes bad", version, change(TOPIC, topic, DELETE, each[0], null));
        }
        talk.ask("a key twice", version, change(TOPIC, topic, SET, "retention.ms", "1", "retention.ms", "2"));
        talk.ask("nothing", version, change(TOPIC, topic, SET));
        talk.ask("missing", version, change(TOPIC, Fixture.MISSING, SET, "retention.ms", "1"));
        talk.ask("bad name", version, change(TOPIC, "no such/name", SET, "retention.ms", "1"));
        IncrementalAlterConfigsRequestData twice = change(TOPIC, topic, SET, "retention.ms", "1");
        twice.resources().add(change(TOPIC, topic, SET, "segment.ms", "100000").resources().iterator().next().duplicate());
        talk.ask("a topic twice", version, twice);
        talk.ask("what is there now", 4, describe(TOPIC, topic, "retention.ms", "cleanup.policy", "segment.ms"));
    }

    /** Each costs Kafka's controller a second or more: it takes its own failure for a reason to begin anew. */
    private static void unknownOperations(Talk talk) {
        String topic = topic(talk, "operated", 1);
        String[] good = {"retention.ms", "7000"};
        talk.ask("before a good one", 1, together(change(TOPIC, topic, 4, good), change(GROUP, talk.name("g"), SET, "consumer.session.timeout.ms", "46000")));
        talk.ask("after a good one", 1, together(change(GROUP, talk.name("g"), SET, "consumer.session.timeout.ms", "46000"), change(TOPIC, topic, 4, good)));
        talk.ask("looks", 1, change(TOPIC, topic, 4, good).setValidateOnly(true));
        talk.ask("missing", 1, change(TOPIC, Fixture.MISSING, 4, good));
        talk.ask("no such key", 1, change(TOPIC, topic, 4, "no.such.key", "1"));
        talk.ask("no value", 1, change(TOPIC, topic, 4, "retention.ms", null));
        talk.ask("a key twice", 1, change(TOPIC, topic, 4, "retention.ms", "1", "retention.ms", "2"));
        talk.ask("a topic twice", 1, together(change(TOPIC, topic, 4, good), change(TOPIC, topic, SET, good)));
        for (String broker : List.of("1", "", "2", "one")) {
            talk.ask("broker", 1, change(BROKER, broker, 4, "log.cleaner.threads", "2"));
            talk.ask("logger", 1, change(LOGGER, broker, 4, "root", "INFO"));
        }
        talk.ask("logger beside a topic", 1, together(change(LOGGER, "1", 4, "root", "INFO"), change(TOPIC, topic, SET, good)));
        talk.ask("broker beside a topic", 1, together(change(BROKER, "1", 4, "log.cleaner.threads", "2"), change(TOPIC, topic, SET, good)));
        talk.ask("kind", 1, change(3, "1", 4, good));
        talk.ask("what is there now", 4, describe(TOPIC, topic, "retention.ms"));
        talk.ask("what is there now", 4, describe(GROUP, talk.name("g")));
    }

    private static IncrementalAlterConfigsRequestData together(IncrementalAlterConfigsRequestData first, IncrementalAlterConfigsRequestData second) {
        first.resources().add(second.resources().iterator().next().duplicate());
        return first;
    }

    private static void incrementalOthers(Talk talk, int version) {
        for (int type : new int[] {0, 1, 3, 64, -1}) {
            talk.ask("kind " + type, version, change(type, "1", SET, "retention.ms", "1"));
        }
        for (String name : List.of("1", "", "2", "one", "-1")) {
            talk.ask("broker, looks", version, change(BROKER, name, SET, "log.cleaner.threads", "2").setValidateOnly(true));
            talk.ask("broker, read-only key", version, change(BROKER, name, SET, "num.partitions", "9").setValidateOnly(true));
            talk.ask("broker, unknown key", version, change(BROKER, name, SET, "no.such.key", "9").setValidateOnly(true));
            talk.ask("broker, bad value", version, change(BROKER, name, SET, "log.cleaner.threads", "many").setValidateOnly(true));
            talk.ask("logger, looks", version, change(LOGGER, name, SET, "no.such.Logger", "DEBUG").setValidateOnly(true));
            talk.ask("logger, bad level", version, change(LOGGER, name, SET, "root", "LOUD").setValidateOnly(true));
            talk.ask("logger, appends", version, change(LOGGER, name, APPEND, "root", "INFO").setValidateOnly(true));
        }
        String group = talk.name("g");
        talk.ask("group", version, change(GROUP, group, SET, "consumer.session.timeout.ms", "46000"));
        talk.ask("group, too short", version, change(GROUP, group, SET, "consumer.session.timeout.ms", "1"));
        talk.ask("group, unknown key", version, change(GROUP, group, SET, "no.such.key", "1"));
        talk.ask("no group", version, change(GROUP, "", SET, "consumer.session.timeout.ms", "46000"));
        talk.ask("what is there now", 4, describe(GROUP, group).setIncludeSynonyms(true));
        String metrics = talk.name("m");
        talk.ask("client metrics", version, change(CLIENT_METRICS, metrics, SET, "interval.ms", "1000", "metrics", "org.apache."));
        talk.ask("client metrics, too often", version, change(CLIENT_METRICS, metrics, SET, "interval.ms", "10"));
        talk.ask("client metrics, bad match", version, change(CLIENT_METRICS, metrics, SET, "match", "nothing=("));
        talk.ask("client metrics, unknown key", version, change(CLIENT_METRICS, metrics, SET, "no.such.key", "1"));
        talk.ask("what is there now", 4, describe(CLIENT_METRICS, metrics).setIncludeSynonyms(true));
        talk.ask("away", version, change(CLIENT_METRICS, metrics, DELETE, "interval.ms", null, "metrics", null));
        talk.ask("away", version, change(GROUP, group, DELETE, "consumer.session.timeout.ms", null));
    }

    private static AlterConfigsRequestData replace(int type, String name, String... configs) {
        var resource = new AlterConfigsRequestData.AlterConfigsResource().setResourceType((byte) type).setResourceName(name);
        for (int i = 0; i < configs.length; i += 2) {
            resource.configs().add(new AlterConfigsRequestData.AlterableConfig().setName(configs[i]).setValue(configs[i + 1]));
        }
        AlterConfigsRequestData request = new AlterConfigsRequestData();
        request.resources().add(resource);
        return request;
    }

    private static void alter(Talk talk, int version) {
        String topic = topic(talk, "replaced", 1, "retention.ms", "5000");
        talk.ask("replaces", version, replace(TOPIC, topic, "segment.ms", "60000"));
        talk.ask("what is there now", 4, describe(TOPIC, topic, "retention.ms", "segment.ms"));
        talk.ask("only looks", version, replace(TOPIC, topic, "segment.ms", "1").setValidateOnly(true));
        talk.ask("null", version, replace(TOPIC, topic, "segment.ms", null));
        talk.ask("unknown key", version, replace(TOPIC, topic, "no.such.key", "1"));
        talk.ask("bad value", version, replace(TOPIC, topic, "segment.ms", "soon"));
        talk.ask("empty key", version, replace(TOPIC, topic, "", "soon"));
        talk.ask("all away", version, replace(TOPIC, topic));
        talk.ask("missing", version, replace(TOPIC, Fixture.MISSING, "segment.ms", "60000"));
        talk.ask("kind", version, replace(3, "1", "segment.ms", "60000"));
        talk.ask("logger", version, replace(LOGGER, "1", "root", "INFO").setValidateOnly(true));
        talk.ask("what is there now", 4, describe(TOPIC, topic, "retention.ms", "segment.ms"));
    }

    private static void list(Talk talk, int version) {
        for (int type : new int[] {LOGGER, 0, 1, 3, 64, -1}) {
            talk.ask("kind " + type, version, new ListConfigResourcesRequestData().setResourceTypes(List.of((byte) type)));
        }
        talk.ask("brokers", version, new ListConfigResourcesRequestData().setResourceTypes(List.of((byte) BROKER)));
        talk.ask("one twice", version, new ListConfigResourcesRequestData().setResourceTypes(List.of((byte) BROKER, (byte) BROKER)));
    }
}
