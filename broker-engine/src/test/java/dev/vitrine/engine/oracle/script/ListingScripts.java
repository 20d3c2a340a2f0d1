package dev.vitrine.engine.oracle.script;

import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.join;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.joined;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.leaving;
import static dev.vitrine.engine.oracle.script.ClassicGroupScripts.syncing;
import static dev.vitrine.engine.oracle.script.CommitScripts.commit;
import static dev.vitrine.engine.oracle.script.CommitScripts.offset;
import static dev.vitrine.engine.oracle.script.ConsumerGroupScripts.joining;
import static dev.vitrine.engine.oracle.script.Requests.topic;
import static dev.vitrine.engine.oracle.script.TransactionRequests.add;
import static dev.vitrine.engine.oracle.script.TransactionRequests.ended;
import static dev.vitrine.engine.oracle.script.TransactionRequests.initialised;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import dev.vitrine.engine.oracle.script.TransactionRequests.Producer;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Lists of everything that a coordinator knows, of which a script looks at its own: others' come and go meanwhile. */
public final class ListingScripts {

    private static final int CLASSIC = 5;

    private ListingScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.LIST_GROUPS, "of each kind, in each state", ListingScripts::groups);
        book.needing(ApiKeys.ADD_PARTITIONS_TO_TXN, ApiKeys.END_TXN)
                .each(ApiKeys.LIST_TRANSACTIONS, "in each state", ListingScripts::transactions);
    }

    private static void groups(Talk talk, int version) {
        talk.ask(10, commit(talk, talk.name("simple"), Fixture.FULL, offset(0, 5, "m")));
        talk.ask(1, joining(talk.name("modern"), Uuid.randomUuid().toString(), Fixture.FULL));
        String group = talk.name("classic");
        JoinGroupResponseData member = joined(talk.line(), CLASSIC, join(group, ""));
        list(talk, version, new ListGroupsRequestData());
        talk.ask(CLASSIC, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        list(talk, version, new ListGroupsRequestData());
        if (version >= 4) {
            for (String state : List.of("Empty", "stable", "PREPARINGREBALANCE", "CompletingRebalance", "Assigning", "Reconciling", "")) {
                list(talk, version, new ListGroupsRequestData().setStatesFilter(List.of(state)));
            }
            list(talk, version, new ListGroupsRequestData().setStatesFilter(List.of("Empty", "Stable", "Nonsense")));
        }
        if (version >= CLASSIC) {
            for (String type : List.of("classic", "Consumer", "SHARE", "Streams", "unknown", "")) {
                list(talk, version, new ListGroupsRequestData().setTypesFilter(List.of(type)));
            }
            list(talk, version, new ListGroupsRequestData().setTypesFilter(List.of("classic", "consumer")).setStatesFilter(List.of("Stable")));
        }
        talk.ask(CLASSIC, leaving(group, member.memberId()));
        list(talk, version, new ListGroupsRequestData());
    }

    private static void list(Talk talk, int version, ListGroupsRequestData request) {
        talk.ask("own", version, request);
        talk.onlyOwn();
    }

    private static void transactions(Talk talk, int version) {
        String topic = topic(talk, "topic", 1);
        initialised(talk, talk.name("empty"));
        Producer open = initialised(talk, talk.name("open"));
        talk.ask(3, add(open, topic, 0));
        Producer done = initialised(talk, talk.name("done"));
        talk.ask(3, add(done, topic, 0));
        ended(talk, 4, done, true);
        talk.until(2, () -> new ListTransactionsRequestData().setStateFilters(List.of("PrepareCommit")), answer -> talk.nothingOwn());
        talk.onlyOwn();
        list(talk, version, new ListTransactionsRequestData());
        for (String state : List.of("Empty", "Ongoing", "ongoing", "CompleteCommit", "CompleteAbort", "Dead", "")) {
            list(talk, version, new ListTransactionsRequestData().setStateFilters(List.of(state)));
        }
        list(talk, version, new ListTransactionsRequestData().setStateFilters(List.of("Ongoing", "Empty", "Nonsense")));
        list(talk, version, new ListTransactionsRequestData().setProducerIdFilters(List.of(open.id(), Long.MAX_VALUE)));
        list(talk, version, new ListTransactionsRequestData().setProducerIdFilters(List.of(open.id())).setStateFilters(List.of("Empty")));
        if (version >= 1) {
            for (long millis : new long[] {-1, 0, 3_600_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
                list(talk, version, new ListTransactionsRequestData().setDurationFilter(millis));
            }
        }
        if (version >= 2) {
            for (String pattern : new String[] {"open.*", "done-.*v2.*|empty.*", "", "(", null}) {
                list(talk, version, new ListTransactionsRequestData().setTransactionalIdPattern(pattern));
            }
        }
    }

    private static void list(Talk talk, int version, ListTransactionsRequestData request) {
        talk.ask("own", version, request);
        talk.onlyOwn();
    }
}
