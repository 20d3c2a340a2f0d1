package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.at;
import static dev.vitrine.engine.oracle.script.Requests.fetch;
import static dev.vitrine.engine.oracle.script.Requests.from;
import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.records;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.Frames;
import dev.vitrine.engine.oracle.KafkaVersions;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** What trips real clients and belongs to no single API. */
public final class GotchaScripts {

    private static final int BY_NAME = 12;
    private static final int BY_ID = 13;

    private GotchaScripts() {}

    public static void addTo(ScriptBook book) {
        book.once(ApiKeys.FETCH, "a session of names goes on with ids, and the other way round", GotchaScripts::mixedSession);
        book.once(ApiKeys.DELETE_TOPICS, "a topic made anew under its old name", GotchaScripts::madeAnew);
        KafkaVersions.advertised().keySet().forEach(api ->
                book.once(api, "versions that nobody serves", talk -> unknownVersions(talk, api)));
    }

    private static void mixedSession(Talk talk) {
        for (int first : new int[] {BY_NAME, BY_ID}) {
            int second = first == BY_NAME ? BY_ID : BY_NAME;
            FetchResponseData begun = talk.ask("begins", first, fetch(from(talk, Fixture.FULL, at(0, 0))).setSessionId(0).setSessionEpoch(0));
            talk.ask("goes on otherwise", second, fetch().setSessionId(begun.sessionId()).setSessionEpoch(1));
            talk.ask("goes on as it began", first, fetch().setSessionId(begun.sessionId()).setSessionEpoch(1));
        }
    }

    private static void madeAnew(Talk talk) {
        String topic = topic(talk, "anew", 1);
        Uuid before = talk.topicId(topic);
        talk.ask(produce(talk, topic, 0, Batches.plain(3)));
        talk.ask(new DeleteTopicsRequestData().setTimeoutMs(30_000).setTopics(List.of(new DeleteTopicState().setName(topic))));
        talk.until(12, () -> new MetadataRequestData().setAllowAutoTopicCreation(false).setTopics(List.of(new MetadataRequestTopic().setName(topic))),
                (MetadataResponseData a) -> a.topics().iterator().next().errorCode() == Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        topic(talk, "anew", 1);
        talk.ask("written under the old id", 13, produce(Requests.ALL, records(topic, before, 0, Batches.plain(1))));
        talk.ask("read under the old id", 17, fetch(from(topic, before, at(0, 0))));
        talk.ask("asked for by the old id", 13, new MetadataRequestData().setAllowAutoTopicCreation(false)
                .setTopics(List.of(new MetadataRequestTopic().setName(null).setTopicId(before))));
        talk.ask("by name it is empty", 12, fetch(from(topic, before, at(0, 0))));
        talk.ask("by name, where it ended", 12, fetch(from(topic, before, at(0, 3))));
    }

    private static void unknownVersions(Talk talk, ApiKeys api) {
        KafkaVersions.Range range = KafkaVersions.advertised().get(api);
        for (int version : new int[] {range.oldest() - 1, range.latest() + 1, 99, Short.MAX_VALUE}) {
            talk.raw("version " + version, api, version, Frames.ofVersion(api, version));
        }
    }
}
