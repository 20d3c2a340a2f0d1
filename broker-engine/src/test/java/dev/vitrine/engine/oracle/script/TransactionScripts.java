package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.Requests.ALL;
import static dev.vitrine.engine.oracle.script.Requests.at;
import static dev.vitrine.engine.oracle.script.Requests.fetch;
import static dev.vitrine.engine.oracle.script.Requests.from;
import static dev.vitrine.engine.oracle.script.Requests.produce;
import static dev.vitrine.engine.oracle.script.Requests.records;
import static dev.vitrine.engine.oracle.script.Requests.topic;
import static dev.vitrine.engine.oracle.script.TransactionRequests.add;
import static dev.vitrine.engine.oracle.script.TransactionRequests.addOffsets;
import static dev.vitrine.engine.oracle.script.TransactionRequests.commit;
import static dev.vitrine.engine.oracle.script.TransactionRequests.end;
import static dev.vitrine.engine.oracle.script.TransactionRequests.ended;
import static dev.vitrine.engine.oracle.script.TransactionRequests.initialise;
import static dev.vitrine.engine.oracle.script.TransactionRequests.initialised;
import static dev.vitrine.engine.oracle.script.TransactionRequests.transaction;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import dev.vitrine.engine.oracle.script.TransactionRequests.Producer;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Transactions as producers live through them: the old protocol, and KIP-890's. */
public final class TransactionScripts {

    private static final int OLD_END = 4;
    private static final int OLD_PRODUCE = 11;
    private static final byte READ_COMMITTED = 1;

    private TransactionScripts() {}

    public static void addTo(ScriptBook all) {
        ScriptBook book = all.needing(ApiKeys.ADD_PARTITIONS_TO_TXN, ApiKeys.ADD_OFFSETS_TO_TXN, ApiKeys.END_TXN);
        book.each(ApiKeys.INIT_PRODUCER_ID, "with transactions", TransactionScripts::initialising);
        book.each(ApiKeys.ADD_PARTITIONS_TO_TXN, "good and refused", TransactionScripts::adding);
        book.each(ApiKeys.ADD_PARTITIONS_TO_TXN, 4, "several at once", TransactionScripts::addingSeveral);
        book.each(ApiKeys.ADD_OFFSETS_TO_TXN, "good and refused", TransactionScripts::addingOffsets);
        book.each(ApiKeys.END_TXN, "commits and aborts", TransactionScripts::ending);
        book.each(ApiKeys.TXN_OFFSET_COMMIT, "offsets", TransactionScripts::offsets);
        book.once(ApiKeys.END_TXN, "a life in the old protocol", talk -> life(talk, OLD_PRODUCE, OLD_END));
        book.once(ApiKeys.END_TXN, "a life in the new protocol", talk -> life(talk, 12, 5));
        book.each(ApiKeys.PRODUCE, 3, "transactional", TransactionScripts::producing);
    }

    private static void initialising(Talk talk, int version) {
        String id = talk.name("id");
        Producer first = initialised(talk, version, initialise(id));
        initialised(talk, version, initialise(id));
        for (int timeout : new int[] {0, -1, 60_001, Integer.MAX_VALUE, Integer.MIN_VALUE, 60_000, 1}) {
            talk.ask("timeout", version, initialise(talk.name("timeout" + timeout)).setTransactionTimeoutMs(timeout));
        }
        talk.ask("with what it had", version, initialise(id).setProducerId(first.id()).setProducerEpoch((short) 1));
        talk.ask("with an epoch of the past", version, initialise(id).setProducerId(first.id()).setProducerEpoch((short) 0));
        talk.ask("with an epoch to come", version, initialise(id).setProducerId(first.id()).setProducerEpoch((short) 30));
        talk.ask("with another id", version, initialise(id).setProducerId(first.id() + 1_000).setProducerEpoch((short) 0));
        talk.ask("half of it", version, initialise(id).setProducerId(first.id()));
        String open = topic(talk, "topic", 1);
        Producer now = initialised(talk, id);
        talk.ask(3, add(now, open, 0));
        initialised(talk, version, initialise(id));
        talk.ask("the one before", 4, end(now, true));
    }

    private static void adding(Talk talk, int version) {
        String topic = topic(talk, "topic", 2);
        Producer producer = initialised(talk, talk.name("id"));
        talk.ask(version, add(producer, topic, 0));
        talk.ask("again, and one more", version, add(producer, topic, 0, 1));
        talk.ask("missing topic", version, add(producer, Fixture.MISSING, 0));
        talk.ask("bad partition", version, add(producer, topic, 1, 7));
        talk.ask("no partition", version, add(producer, topic));
        talk.ask("bad name", version, add(producer, "no such/name", 0));
        talk.ask("internal", version, add(producer, "__consumer_offsets", 0));
        talk.ask("epoch of the past", version, add(producer.at(-1), topic, 0));
        talk.ask("epoch to come", version, add(producer.at(5), topic, 0));
        talk.ask("another id", version, add(producer.with(producer.id() + 10_000), topic, 0));
        talk.ask("negative id", version, add(producer.with(-1), topic, 0));
        talk.ask("unknown", version, add(new Producer(talk.name("unknown"), 5, (short) 0), topic, 0));
        talk.ask("no transactional id", version, add(new Producer("", 5, (short) 0), topic, 0));
        ended(talk, OLD_END, producer, false);
    }

    private static void addingSeveral(Talk talk, int version) {
        String topic = topic(talk, "topic", 2);
        Producer one = initialised(talk, talk.name("one"));
        Producer two = initialised(talk, talk.name("two"));
        AddPartitionsToTxnRequestData both = add(one, topic, 0);
        both.transactions().add(transaction(two, topic, 0, 1));
        both.transactions().add(transaction(new Producer(talk.name("unknown"), 5, (short) 0), topic, 0));
        talk.ask(version, both);
        AddPartitionsToTxnRequestData verify = new AddPartitionsToTxnRequestData();
        verify.transactions().add(transaction(one, topic, 0, 1).setVerifyOnly(true));
        talk.ask("verifies", version, verify);
        ended(talk, OLD_END, one, true);
        talk.until(version, verify::duplicate, (AddPartitionsToTxnResponseData a) -> a.resultsByTransaction().stream()
                .flatMap(t -> t.topicResults().stream()).flatMap(t -> t.resultsByPartition().stream())
                .noneMatch(p -> p.partitionErrorCode() == Errors.CONCURRENT_TRANSACTIONS.code()));
        ended(talk, OLD_END, two, true);
    }

    private static void addingOffsets(Talk talk, int version) {
        Producer producer = initialised(talk, talk.name("id"));
        talk.ask(version, addOffsets(producer, talk.name("group")));
        talk.ask("again", version, addOffsets(producer, talk.name("group")));
        talk.ask("no group", version, addOffsets(producer, ""));
        talk.ask("epoch of the past", version, addOffsets(producer.at(-1), talk.name("group")));
        talk.ask("epoch to come", version, addOffsets(producer.at(5), talk.name("group")));
        talk.ask("another id", version, addOffsets(producer.with(producer.id() + 10_000), talk.name("group")));
        talk.ask("unknown", version, addOffsets(new Producer(talk.name("unknown"), 5, (short) 0), talk.name("group")));
        talk.ask("no transactional id", version, addOffsets(new Producer("", 5, (short) 0), talk.name("group")));
        ended(talk, OLD_END, producer, true);
    }

    private static void ending(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        Producer producer = initialised(talk, talk.name("id"));
        talk.ask("unknown", version, end(new Producer(talk.name("unknown"), 5, (short) 0), true));
        talk.ask("no transactional id", version, end(new Producer("", 5, (short) 0), true));
        talk.ask("nothing to commit", version, end(producer, true));
        talk.ask("nothing to abort", version, end(producer, false));
        producer = initialised(talk, producer.transactionalId());
        talk.ask(3, add(producer, topic, 0));
        talk.ask("epoch of the past", version, end(producer.at(producer.epoch() - 1), true));
        talk.ask("epoch to come", version, end(producer.at(producer.epoch() + 1), true));
        talk.ask("another id", version, end(producer.with(producer.id() + 10_000), true));
        Producer after = ended(talk, version, producer, true);
        ended(talk, version, producer, true);
        ended(talk, version, producer, false);
        talk.until(3, () -> add(after, topic, 0), (AddPartitionsToTxnResponseData a) -> true);
        Producer aborted = ended(talk, version, after, false);
        ended(talk, version, after, false);
        ended(talk, version, aborted, true);
    }

    private static void offsets(Talk talk, int version) {
        String topic = topic(talk, "topic", 2);
        String group = talk.name("group");
        Producer producer = initialised(talk, talk.name("id"));
        talk.ask("group not in the transaction", version, commit(producer, group, topic, 0, 5));
        talk.ask(4, addOffsets(producer, group));
        talk.ask(version, commit(producer, group, topic, 0, 5));
        talk.ask("missing topic", version, commit(producer, group, Fixture.MISSING, 0, 5));
        talk.ask("bad partition", version, commit(producer, group, topic, 9, 5));
        talk.ask("no group", version, commit(producer, "", topic, 0, 5));
        talk.ask("a member of nothing", version, commit(producer, group, topic, 0, 6).setMemberId("nobody").setGenerationId(3));
        talk.ask("epoch of the past", version, commit(producer.at(-1), group, topic, 0, 5));
        talk.ask("another id", version, commit(producer.with(producer.id() + 10_000), group, topic, 0, 5));
        talk.ask("pending", 8, CommitScripts.committed(talk, group, topic, 0, 1));
        talk.ask("pending, stable wanted", 8, CommitScripts.committed(talk, group, topic, 0, 1).setRequireStable(true));
        ended(talk, OLD_END, producer, true);
        talk.until(8, () -> CommitScripts.committed(talk, group, topic, 0, 1).setRequireStable(true),
                (OffsetFetchResponseData a) -> a.groups().stream().flatMap(g -> g.topics().stream())
                        .flatMap(t -> t.partitions().stream()).allMatch(p -> p.errorCode() == 0));
    }

    private static ProduceRequestData writing(Talk talk, Producer producer, String topic, int sequence, int count) {
        return produce(ALL, records(talk, topic, 0, Batches.transactional(producer.id(), producer.epoch(), sequence, count)))
                .setTransactionalId(producer.transactionalId());
    }

    private static FetchRequestData committed(Talk talk, String topic) {
        return fetch(from(talk, topic, at(0, 0))).setIsolationLevel(READ_COMMITTED);
    }

    private static void life(Talk talk, int produceVersion, int endVersion) {
        String topic = topic(talk, "topic", 1);
        Producer producer = initialised(talk, talk.name("id"));
        int sequence = 0;
        for (boolean commits : new boolean[] {true, false, true}) {
            if (endVersion < 5) {
                added(talk, producer, topic);
            }
            talk.ask(produceVersion, writing(talk, producer, topic, endVersion < 5 ? sequence : 0, 2));
            talk.ask("seen while open", 17, committed(talk, topic));
            sequence += 2;
            Producer before = producer;
            producer = ended(talk, endVersion, before, commits);
            ended(talk, endVersion, before, commits); // asked again until nothing is left to be done
            int end = sequence + sequence / 2;
            talk.until(17, () -> committed(talk, topic), (FetchResponseData a) -> a.responses().stream()
                    .flatMap(t -> t.partitions().stream()).allMatch(p -> p.lastStableOffset() == end));
        }
        talk.ask("all of it", 17, fetch(from(talk, topic, at(0, 0))));
        talk.ask("from within", 17, fetch(from(talk, topic, at(0, 4))).setIsolationLevel(READ_COMMITTED));
    }

    /** Asks until nothing of the last transaction is left to be done. */
    private static void added(Talk talk, Producer producer, String topic) {
        talk.until(3, () -> add(producer, topic, 0), (AddPartitionsToTxnResponseData answer) -> answer.resultsByTopicV3AndBelow().stream()
                .flatMap(result -> result.resultsByPartition().stream())
                .noneMatch(result -> result.partitionErrorCode() == Errors.CONCURRENT_TRANSACTIONS.code()));
    }

    private static void producing(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        Producer producer = initialised(talk, talk.name("id"));
        if (version < 12) {
            talk.ask("not added", version, writing(talk, producer, topic, 0, 1));
            talk.ask(3, add(producer, topic, 0));
        }
        talk.ask(version, writing(talk, producer, topic, 0, 1));
        talk.ask("not transactional, of the same producer", version,
                produce(talk, topic, 0, Batches.idempotent(producer.id(), producer.epoch(), 1, 1)));
        talk.ask("without its transactional id", version, writing(talk, producer, topic, 1, 1).setTransactionalId(null));
        talk.ask("with another's", version, writing(talk, producer, topic, 1, 1).setTransactionalId(talk.name("other")));
        talk.ask("a later epoch", version, writing(talk, producer.at(5), topic, 0, 1));
        talk.ask("an unknown producer", version, writing(talk, producer.with(producer.id() + 10_000), topic, 0, 1));
        talk.ask("out of order", version, writing(talk, producer, topic, 9, 1));
        talk.ask("goes on", version, writing(talk, producer, topic, 1, 1));
        ended(talk, version < 12 ? OLD_END : 5, producer, true);
        Producer next = initialised(talk, producer.transactionalId());
        talk.ask("the epoch before", version, writing(talk, next.at(Math.max(0, next.epoch() - 1)), topic, 0, 1));
    }
}
