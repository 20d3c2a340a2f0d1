package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.at;
import static dev.vitrine.engine.oracle.script.Requests.fetch;
import static dev.vitrine.engine.oracle.script.Requests.from;
import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.topic;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Reading: positions, limits, sessions (KIP-227). */
public final class FetchScripts {

    private FetchScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.FETCH, "positions", FetchScripts::positions);
        book.each(ApiKeys.FETCH, "limits", FetchScripts::limits);
        book.each(ApiKeys.FETCH, "epochs", FetchScripts::epochs);
        book.each(ApiKeys.FETCH, "where nothing is", FetchScripts::nowhere);
        book.each(ApiKeys.FETCH, 7, "a session", FetchScripts::session);
        book.each(ApiKeys.FETCH, 7, "sessions refused", FetchScripts::refusedSessions);
        book.each(ApiKeys.FETCH, 7, "a topic comes and goes in a session", FetchScripts::sessionOfMissing);
        book.each(ApiKeys.FETCH, "replicas and isolation", FetchScripts::replicas);
    }

    private static void positions(Talk talk, int version) {
        for (long offset : new long[] {0, 1, 5, 9, 10, 11, 1000, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            talk.ask(version, fetch(from(talk, Fixture.FULL, at(0, offset))));
        }
        talk.ask("empty", version, fetch(from(talk, Fixture.EMPTY, at(0, 0))));
        talk.ask("empty, beyond", version, fetch(from(talk, Fixture.EMPTY, at(0, 1))));
        talk.ask("several", version, fetch(from(talk, Fixture.FULL, at(2, 0), at(0, 0), at(1, 5)), from(talk, Fixture.EMPTY, at(0, 0))));
        talk.ask("twice", version, fetch(from(talk, Fixture.FULL, at(0, 0), at(0, 3))));
        talk.ask("nothing asked", version, fetch());
        talk.ask("a topic without partitions", version, fetch(from(talk, Fixture.FULL)));
    }

    private static void limits(Talk talk, int version) {
        String topic = topic(talk, "limits", 2);
        for (int i = 0; i < 3; i++) {
            talk.ask(produce(talk, topic, 0, Batches.plain(4)));
            talk.ask(produce(talk, topic, 1, Batches.plain(4)));
        }
        for (int bytes : new int[] {0, 1, 100, 300, 1000, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            talk.ask("partition limit", version, fetch(from(talk, topic, at(0, 1).setPartitionMaxBytes(bytes), at(1, 0))));
            talk.ask("limit of the whole", version, fetch(from(talk, topic, at(0, 0), at(1, 0))).setMaxBytes(bytes));
        }
        talk.ask("waits a little", version, fetch(from(talk, topic, at(0, 12))).setMaxWaitMs(50).setMinBytes(1));
        talk.ask("more than there is", version, fetch(from(talk, topic, at(0, 0))).setMaxWaitMs(50).setMinBytes(1 << 20));
        talk.ask("negative wait", version, fetch(from(talk, topic, at(0, 12))).setMaxWaitMs(-1).setMinBytes(1));
        talk.ask("negative least", version, fetch(from(talk, topic, at(0, 12))).setMaxWaitMs(1000).setMinBytes(-1));
    }

    private static void epochs(Talk talk, int version) {
        for (int epoch : new int[] {-1, 0, 1, 5, -2, Integer.MAX_VALUE}) {
            talk.ask("current epoch " + epoch, version, fetch(from(talk, Fixture.FULL, at(0, 0).setCurrentLeaderEpoch(epoch))));
            talk.ask("last fetched epoch " + epoch, version, fetch(from(talk, Fixture.FULL, at(0, 3).setLastFetchedEpoch(epoch))));
        }
        talk.ask("at the end, known epoch", version, fetch(from(talk, Fixture.FULL, at(0, 10).setLastFetchedEpoch(0))));
        talk.ask("beyond the end, known epoch", version, fetch(from(talk, Fixture.FULL, at(0, 11).setLastFetchedEpoch(0))));
    }

    private static void nowhere(Talk talk, int version) {
        talk.ask("missing topic", version, fetch(from(Fixture.MISSING, Fixture.MISSING_ID, at(0, 0))));
        talk.ask("zero id", version, fetch(from("", Uuid.ZERO_UUID, at(0, 0))));
        talk.ask("bad name", version, fetch(from("no such/name", Fixture.MISSING_ID, at(0, 0))));
        for (int partition : new int[] {3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            talk.ask(version, fetch(from(talk, Fixture.FULL, at(partition, 0))));
        }
        talk.ask("good and missing", version, fetch(from(talk, Fixture.FULL, at(0, 0)), from(Fixture.MISSING, Fixture.MISSING_ID, at(0, 0))));
        talk.ask("errors are answered at once", version,
                fetch(from(Fixture.MISSING, Fixture.MISSING_ID, at(0, 0))).setMaxWaitMs(60_000).setMinBytes(1));
    }

    private static FetchRequestData in(FetchRequestData request, int session, int epoch) {
        return request.setSessionId(session).setSessionEpoch(epoch);
    }

    private static void session(Talk talk, int version) {
        String topic = topic(talk, "session", 3);
        FetchResponseData first = talk.ask("begins", version, in(fetch(from(talk, topic, at(0, 0), at(1, 0))), 0, 0));
        int id = first.sessionId();
        talk.ask("nothing new", version, in(fetch(), id, 1));
        talk.ask(produce(talk, topic, 1, Batches.plain(2)));
        talk.ask("one has news", version, in(fetch(), id, 2));
        talk.ask("still unread", version, in(fetch(), id, 3));
        talk.ask("read on", version, in(fetch(from(talk, topic, at(1, 2))), id, 4));
        talk.ask("one more", version, in(fetch(from(talk, topic, at(2, 0))), id, 5));
        talk.ask("one that fails", version, in(fetch(from(talk, topic, at(9, 0))), id, 6));
        talk.ask("fails still", version, in(fetch(), id, 7));
        FetchRequestData forget = in(fetch(), id, 8).setForgottenTopicsData(List.of(
                new ForgottenTopic().setTopic(topic).setTopicId(talk.topicId(topic)).setPartitions(List.of(9, 0))));
        talk.ask("forgets", version, forget);
        talk.ask("out of range", version, in(fetch(from(talk, topic, at(2, 99))), id, 9));
        talk.ask("the epoch before", version, in(fetch(), id, 9));
        talk.ask("an epoch to come", version, in(fetch(), id, 30));
        talk.ask("goes on", version, in(fetch(), id, 10));
        talk.ask("ends", version, in(fetch(from(talk, topic, at(1, 0))), id, -1));
        talk.ask("it is no more", version, in(fetch(), id, 11));
    }

    private static void refusedSessions(Talk talk, int version) {
        talk.ask("unknown", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 12345, 1));
        talk.ask("unknown, to close", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 12345, -1));
        talk.ask("unknown, to begin", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 12345, 0));
        talk.ask("negative id", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), -1, 1));
        talk.ask("no id, an epoch", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 0, 1));
        talk.ask("a strange epoch", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 0, -2));
        talk.ask("the last epoch", version, in(fetch(from(talk, Fixture.FULL, at(0, 0))), 0, Integer.MAX_VALUE));
        talk.ask("a session of nothing", version, in(fetch(), 0, 0));
    }

    private static void sessionOfMissing(Talk talk, int version) {
        String topic = topic(talk, "there", 1);
        FetchResponseData first = talk.ask("begins", version,
                in(fetch(from(talk, topic, at(0, 0)), from(Fixture.MISSING, Fixture.MISSING_ID, at(0, 0))), 0, 0));
        int id = first.sessionId();
        talk.ask("errors again", version, in(fetch(), id, 1));
        talk.ask("forgets the missing", version, in(fetch(), id, 2).setForgottenTopicsData(List.of(
                new ForgottenTopic().setTopic(Fixture.MISSING).setTopicId(Fixture.MISSING_ID).setPartitions(List.of(0)))));
        talk.ask("all well", version, in(fetch(), id, 3));
    }

    private static void replicas(Talk talk, int version) {
        for (int replica : new int[] {-1, -2, -3, 0, 1, 5}) {
            FetchRequestData request = fetch(from(talk, Fixture.FULL, at(0, 0))).setReplicaId(replica);
            request.replicaState().setReplicaId(replica);
            talk.ask("replica " + replica, version, request);
        }
        for (int isolation : new int[] {0, 1, 2, -1}) {
            talk.ask("isolation " + isolation, version, fetch(from(talk, Fixture.FULL, at(0, 0))).setIsolationLevel((byte) isolation));
        }
        talk.ask("rack", version, fetch(from(talk, Fixture.FULL, at(0, 0))).setRackId("somewhere"));
    }
}
