package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.ClientSoftware;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeedModelTest {

    private static final TopicPartition P2 = new TopicPartition("family-topic", 2);
    private static final TopicPartition P0 = new TopicPartition("family-topic", 0);
    private static final String MEMBER = "db-2-0b8c9c9e-6c1e-4f6e-9d1b-0d8b0f3f2a11";

    private final FeedModel feed = new FeedModel("vitrine-");
    private long sequence;
    private long millis = 1_000;

    private void happens(Event... events) {
        List<Observed> observed = new ArrayList<>();
        for (Event event : events) {
            observed.add(new Observed(++sequence, millis, event));
        }
        feed.add(observed);
    }

    private List<String> told() {
        return feed.lines().stream().map(FeedLine::text).toList();
    }

    static Stream<Arguments> every_event_and_its_sentence() {
        Map<String, List<TopicPartition>> assignment = new LinkedHashMap<>();
        assignment.put(MEMBER, List.of(P2, P0));
        assignment.put("idle-one", List.of());
        return Stream.of(
                Arguments.of(new Event.BrokerStarted(1, List.of("localhost:9092")), "Broker 1 serves at localhost:9092."),
                Arguments.of(new Event.BrokerStopped(1), "Broker 1 stopped."),
                Arguments.of(new Event.TopicCreated("orders", "id", 6, false), "Topic orders was created with 6 partitions."),
                Arguments.of(new Event.TopicCreated("orders", "id", 1, true), "Topic orders was created with 1 partition, by itself: a client asked for it."),
                Arguments.of(new Event.TopicDeleted("orders", "id"), "Topic orders was deleted, with all its records."),
                Arguments.of(new Event.PartitionsAdded("orders", 3, 6), "orders now has 6 partitions instead of 3: keys may map to other partitions from here on."),
                Arguments.of(new Event.ConfigChanged("topic orders", Map.of("retention.ms", Optional.of("1000"))), "Topic orders: retention.ms is now 1000."),
                Arguments.of(new Event.ConfigChanged("topic orders", Map.of("retention.ms", Optional.empty())), "Topic orders: retention.ms is back to its default."),
                Arguments.of(new Event.ConnectionIdentified(1, "family-producer", Optional.of(new ClientSoftware("kafkajs", "", true))), "family-producer connected (looks like kafkajs)."),
                Arguments.of(new Event.ConnectionIdentified(1, "app", Optional.of(new ClientSoftware("apache-kafka-java", "4.3.1", false))), "app connected (apache-kafka-java 4.3.1)."),
                Arguments.of(new Event.BrokerAdded(4, List.of("localhost:9095")), "Broker 4 is one more of the cluster, at localhost:9095."),
                Arguments.of(new Event.BrokerKilled(2), "Broker 2 was killed: it said nothing to anybody, and its files are as they were."),
                Arguments.of(new Event.BrokerFrozen(2), "Broker 2 stands still: its connections are open, but nothing is answered."),
                Arguments.of(new Event.BrokerThawed(2), "Broker 2 goes on, and learns what has happened meanwhile."),
                Arguments.of(new Event.BrokerFenced(2, "no heartbeat for 9 s"), "The controller does not count on broker 2 any more: no heartbeat for 9 s."),
                Arguments.of(new Event.BrokerUnfenced(2), "The controller counts on broker 2: it may lead partitions."),
                Arguments.of(new Event.QuorumLeaderElected(3, 7), "Broker 3 was elected controller, term 7."),
                Arguments.of(new Event.VoteCast(1, 3, 7, true, true), "Broker 1 would vote for broker 3 as controller in term 8."),
                Arguments.of(new Event.VoteCast(1, 3, 7, false, false), "Broker 1 refuses its vote to broker 3 as controller in term 7."),
                Arguments.of(new Event.LeaderElected(P2, 3, 5, "broker 1 is gone"), "Broker 3 leads family-topic partition 2 now, epoch 5: broker 1 is gone."),
                Arguments.of(new Event.LeaderElected(P2, 3, 5, true, "an election was asked for"),
                        "Broker 3 leads family-topic partition 2 now, epoch 5: an election was asked for; it may lack some of what was acknowledged."),
                Arguments.of(new Event.LeaderElected(P2, -1, 6, ""), "family-topic partition 2 has no leader."),
                Arguments.of(new Event.InSyncChanged(P2, List.of(1, 2), List.of(3), List.of()), "In sync for family-topic partition 2: brokers 1, 2; broker 3 is out of it."),
                Arguments.of(new Event.InSyncChanged(P2, List.of(1, 2, 3), List.of(), List.of(3)),
                        "In sync for family-topic partition 2: brokers 1, 2, 3; broker 3 is back in it."),
                Arguments.of(new Event.FollowerTruncated(P2, 3, 1_205, 1_200),
                        "Broker 3 threw away its records of family-topic partition 2 from offset 1,200 to 1,205: the leader does not have them."),
                Arguments.of(new Event.ReassignmentStarted(P2, List.of(1, 2), List.of(2, 3)), "family-topic partition 2 moves from brokers 1, 2 to brokers 2, 3."),
                Arguments.of(new Event.ReassignmentCompleted(P2, List.of(3)), "family-topic partition 2 lies on broker 3 now."),
                Arguments.of(new Event.LinkChanged(1, 2, LinkState.CUT, 0, 0), "What broker 1 says to broker 2 does not get there any more: the link is cut."),
                Arguments.of(new Event.LinkChanged(1, 2, LinkState.SLOW, 200, 0), "What broker 1 says to broker 2 takes 200 ms."),
                Arguments.of(new Event.LinkChanged(1, 2, LinkState.LOSSY, 0, 0.25), "What broker 1 says to broker 2 gets lost 25 times in a hundred."),
                Arguments.of(new Event.LinkChanged(1, 2, LinkState.OPEN, 0, 0), "What broker 1 says to broker 2 gets there at once again."),
                Arguments.of(new Event.ConnectionIdentified(1, "", Optional.empty()), "A client without a name connected."),
                Arguments.of(new Event.GroupStateChanged("g", GroupState.EMPTY, GroupState.PREPARING_REBALANCE, 1, "db-2 joined"), "g is rebalancing: db-2 joined."),
                Arguments.of(new Event.GroupStateChanged("g", GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 2, ""),
                        "g: all members are in, generation 2 waits for its assignment."),
                Arguments.of(new Event.GroupStateChanged("g", GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 2, ""), "g is stable, generation 2."),
                Arguments.of(new Event.GroupStateChanged("g", GroupState.STABLE, GroupState.EMPTY, 3, ""), "g has no members any more; its committed offsets stay."),
                Arguments.of(new Event.GroupStateChanged("g", GroupState.EMPTY, GroupState.DEAD, 3, "deleted"), "Group g ended: deleted."),
                Arguments.of(new Event.MemberJoined("g", MEMBER, "db-2", Optional.of("one")), "db-2 joined g as static member one."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.LEFT), "db-2 left g of its own accord."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", "/127.0.0.1", LeaveCause.LEFT, "the consumer is being closed", 0),
                        "db-2 left g of its own accord: the consumer is being closed."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", "/127.0.0.1", LeaveCause.SESSION_TIMEOUT, "", 10_000),
                        "db-2 was put out of g: no heartbeat within its session timeout of 10 s."),
                Arguments.of(new Event.SubscriptionChanged("g", MEMBER, 4, List.of("mails", "orders")), "db-2 subscribed to mails, orders in g: the group has epoch 4 now."),
                Arguments.of(new Event.GroupTopicsChanged("g", 4), "The topics that g reads have other partitions than before: it has epoch 4 now."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.SESSION_TIMEOUT), "db-2 was put out of g: no heartbeat within its session timeout."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.REBALANCE_TIMEOUT), "db-2 was put out of g: it did not come back to the rebalance in time."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.FENCED), "db-2 was replaced in g by another with the same group.instance.id."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.REMOVED_BY_ADMIN), "db-2 was removed from g by an administrator."),
                Arguments.of(new Event.MemberLeft("g", MEMBER, "", LeaveCause.NOT_REJOINED), "db-2 is out of g: it did not rejoin."),
                Arguments.of(new Event.AssignmentComputed("g", 5, "range", assignment), "g, generation 5 (range): db-2 gets family-topic 0 2; idle-one stays idle."),
                Arguments.of(new Event.GroupProtocolChanged("g", "classic", "consumer", "a member of the consumer protocol joins"),
                        "g goes on by the consumer protocol: a member of the consumer protocol joins."),
                Arguments.of(new Event.MemberReconciled("g", MEMBER, 4, List.of(), List.of(P2), List.of()), "db-2 must give up family-topic 2 in g, epoch 4."),
                Arguments.of(new Event.MemberReconciled("g", MEMBER, 5, List.of(P0), List.of(), List.of(P2)),
                        "db-2 has given up family-topic 2 and gets family-topic 0 in g, epoch 5."),
                Arguments.of(new Event.MemberReconciled("g", MEMBER, 6, List.of(), List.of(), List.of()), "db-2 is where it should be in g, epoch 6."),
                Arguments.of(new Event.OffsetsCommitted("g", MEMBER, "db-2", Map.of(P0, 1402L, P2, 1385L)), "db-2 committed 1,402 · 1,385 of family-topic for g."),
                Arguments.of(new Event.OffsetsCommitted("g", "", "", Map.of(P0, 7L)), "Somebody committed 7 of family-topic for g."),
                Arguments.of(new Event.OffsetsExpired("g", List.of(P0)), "g lost its committed offsets of family-topic 0: unused for longer than offsets.retention.minutes."),
                Arguments.of(new Event.OffsetsDeleted("g", List.of(P0)), "The committed offsets of g for family-topic 0 were deleted."),
                Arguments.of(new Event.GroupDeleted("g", ""), "Group g is gone."),
                Arguments.of(new Event.TransactionalProducerStarted("pay", 7, (short) 2),
                        "A producer took the transactional id pay: it is producer 7, epoch 2; whoever had it before is out."),
                Arguments.of(new Event.TransactionBegun("pay", 7, (short) 2, List.of(P0)), "pay began a transaction with family-topic 0."),
                Arguments.of(new Event.TransactionPartitionsAdded("pay", List.of(P2)), "pay writes to family-topic 2 too."),
                Arguments.of(new Event.TransactionPreparing("pay", true, 2, ""), "pay commits; 2 partitions are told."),
                Arguments.of(new Event.TransactionPreparing("pay", false, 1, "it timed out"), "pay aborts: it timed out; 1 partition is told."),
                Arguments.of(new Event.TransactionCompleted("pay", 7, (short) 3, true, 0, 0), "pay has committed its transaction."),
                Arguments.of(new Event.TransactionCompleted("pay", 7, (short) 3, false, 1_200, 3),
                        "pay has aborted its transaction. Since the last one told of, 1,200 others were committed and 3 aborted."),
                Arguments.of(new Event.ProducerFenced("pay", 7, (short) 2, "another producer took its transactional id"),
                        "Producer 7 of pay (epoch 2) was fenced: another producer took its transactional id."),
                Arguments.of(new Event.TransactionTimedOut("pay", 7, (short) 2, 60_000),
                        "The transaction of pay was open for longer than 60,000 ms: it is aborted, and its producer is out."),
                Arguments.of(new Event.TransactionalIdExpired("pay"), "The transactional id pay was let go: unused for longer than transactional.id.expiration.ms."),
                Arguments.of(new Event.TransactionEnded(P2, 7, (short) 1, true, 12, 0), "A transaction of producer 7 was committed in family-topic partition 2."),
                Arguments.of(new Event.TransactionEnded(P2, 7, (short) 1, false, 12, 3), "A transaction of producer 7 was aborted in family-topic partition 2."
                        + " Since the one told of before, 3 others ended there."),
                Arguments.of(new Event.SegmentRolled(P2, 1204), "family-topic partition 2 began a new segment at offset 1,204."),
                Arguments.of(new Event.SegmentsDeleted(P2, 731, 1, "retention.ms"), "family-topic partition 2 let go of 1 old segment: retention.ms; it now begins at 731."),
                Arguments.of(new Event.RecordsDeleted(P2, 10), "Records of family-topic partition 2 before offset 10 were deleted on request."),
                Arguments.of(new Event.LogCompacted(P2, 1204, 4_096, 1_024, 12),
                        "family-topic partition 2 was compacted up to offset 1,204: 12 records gone that newer ones with the same key replaced, 4.00 KiB became 1.00 KiB."),
                Arguments.of(new Event.LogRecovered(P2, 1422, 0), "family-topic partition 2 was checked after an unclean stop: whole up to offset 1,422, nothing was torn."),
                Arguments.of(new Event.LogRecovered(P2, 1422, 412), "family-topic partition 2 was checked after an unclean stop: whole up to offset 1,422, 412 B of an unfinished write were cut off."),
                Arguments.of(new Event.ViewRebuilt("committed offsets", "unclean stop"), "The stored view of committed offsets was made anew from the log: unclean stop."),
                Arguments.of(new Event.StorageFailed("an append to orders-0", "no space left"), "The disk refused an append to orders-0: no space left."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("every_event_and_its_sentence")
    void an_event_is_told_in_a_sentence(Event event, String sentence) {
        happens(event);

        assertThat(told()).containsExactly(sentence);
    }

    @Test
    void no_type_of_event_is_without_a_sentence() {
        List<Class<?>> told = new ArrayList<>(every_event_and_its_sentence().map(arguments -> (Class<?>) arguments.get()[0].getClass()).distinct().toList());
        told.add(Event.ConnectionOpened.class);
        told.add(Event.ConnectionClosed.class);
        // Everybody comes back in every rebalance: the theatre tells of each, the feed of the whole.
        told.add(Event.MemberRejoined.class);
        told.add(Event.AssignmentFetched.class);

        assertThat(told).containsAll(Arrays.asList(Event.class.getPermittedSubclasses()));
    }

    @Test
    void a_program_with_several_connections_is_told_of_once() {
        happens(new Event.ConnectionOpened(1, 1, "PLAINTEXT", "127.0.0.1:5"), new Event.ConnectionIdentified(1, "app", Optional.empty()),
                new Event.ConnectionIdentified(2, "app", Optional.empty()));
        happens(new Event.ConnectionClosed(1, "app", "", List.of()));
        assertThat(told()).containsExactly("app connected.");

        happens(new Event.ConnectionClosed(2, "app", "", List.of()));
        assertThat(told()).containsExactly("app disconnected.", "app connected.");
    }

    @Test
    void the_apps_own_connections_are_no_news() {
        happens(new Event.ConnectionIdentified(1, "vitrine-admin", Optional.empty()), new Event.ConnectionClosed(1, "vitrine-admin", "", List.of()));

        assertThat(told()).isEmpty();
    }

    @Test
    void commits_of_a_group_share_a_line_and_do_not_crowd_out_the_rest() {
        happens(new Event.OffsetsCommitted("g", MEMBER, "db-2", Map.of(P0, 1L)), new Event.TopicDeleted("orders", "id"));
        millis += 2_000;
        happens(new Event.OffsetsCommitted("g", MEMBER, "db-2", Map.of(P0, 2L)));
        assertThat(told()).containsExactly("Topic orders was deleted, with all its records.", "db-2 committed 1 of family-topic for g.");

        millis += 4_000;
        happens(new Event.OffsetsCommitted("g", MEMBER, "db-2", Map.of(P0, 3L)));
        assertThat(told()).containsExactly("db-2 committed 3 of family-topic for g.", "Topic orders was deleted, with all its records.");
    }

    @Test
    void where_many_groups_commit_at_once_one_line_tells_of_all() {
        Event[] commits = Stream.of("a", "b", "c", "d", "e", "a").map(group -> new Event.OffsetsCommitted(group, MEMBER, "db-2", Map.of(P0, 1L))).toArray(Event[]::new);
        happens(commits);
        assertThat(told()).containsExactly("Members of 5 groups committed: a, b, c and 2 more.");

        millis += 1_000;
        happens(commits);
        assertThat(told()).hasSize(1);
    }

    @Test
    void only_the_newest_lines_are_kept() {
        for (int i = 0; i < 700; i++) {
            happens(new Event.TopicDeleted("t" + i, "id"));
        }

        assertThat(feed.lines()).hasSize(500);
        assertThat(told().getFirst()).startsWith("Topic t699");
    }
}
