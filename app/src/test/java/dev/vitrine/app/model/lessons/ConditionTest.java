package dev.vitrine.app.model.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Each with what it wants to see, and with what comes close to it. */
class ConditionTest {

    private static TopicPartition at(int partition) {
        return new TopicPartition("t", partition);
    }

    private static TopicView topic(String id, long... ends) {
        return new TopicView("t", id, false, Map.of("retention.ms", "5"), IntStream.range(0, ends.length).mapToObj(i ->
                new PartitionView(i, 1, 0, List.of(1), List.of(1), 0, ends[i], ends[i], ends[i], ends[i] * 100, 1, ends[i], ends[i] * 100, 0, 0, List.of())).toList());
    }

    private static MemberView member(String client, Integer... partitions) {
        return new MemberView(client + "-id", Optional.empty(), client, "/127.0.0.1", 10_000, 60_000, List.of("range"), List.of("t"),
                List.of(partitions).stream().map(ConditionTest::at).toList());
    }

    private static GroupView group(GroupState state, long committed, MemberView... members) {
        List<CommittedOffset> offsets = committed < 0 ? List.of() : List.of(new CommittedOffset(at(0), committed, OptionalInt.empty(), "", 0, OptionalLong.empty()));
        return new GroupView("g", "classic", state, 1, "consumer", Optional.of("range"), Optional.empty(), 1, 0, List.of(members), offsets);
    }

    private static ClusterSnapshot cluster(List<TopicView> topics, List<GroupView> groups, ConnectionView... connections) {
        return new ClusterSnapshot("c", 1_000, 1, List.of(), topics, groups, List.of(), List.of(connections), 0);
    }

    private static boolean met(Condition condition, ClusterSnapshot before, ClusterSnapshot now, Event... events) {
        List<Observed> observed = IntStream.range(0, events.length).mapToObj(i -> new Observed(i + 1, 2_000, events[i])).toList();
        return condition.judge(new Sight(before, now, observed, List.of())).met();
    }

    private static ClusterSnapshot topics(TopicView... topics) {
        return cluster(List.of(topics), List.of());
    }

    @Test
    void a_topic_has_to_be_there_with_its_partitions_and_settings() {
        ClusterSnapshot none = topics();
        assertThat(met(new OfTopic.There("t", 2, null), none, topics(topic("a", 0, 0)))).isTrue();
        assertThat(met(new OfTopic.There("t", 3, null), none, topics(topic("a", 0, 0)))).isFalse();
        assertThat(met(new OfTopic.There("t", 1, Map.of("retention.ms", "5")), none, topics(topic("a", 0)))).isTrue();
        assertThat(met(new OfTopic.There("t", 1, Map.of("retention.ms", "6")), none, topics(topic("a", 0)))).isFalse();
        assertThat(met(new OfTopic.There("other", 1, null), none, topics(topic("a", 0)))).isFalse();
    }

    @Test
    void records_count_from_when_the_step_began_and_a_topic_made_anew_begins_at_nothing() {
        assertThat(met(new OfTopic.Records("t", 3), topics(topic("a", 10)), topics(topic("a", 12)))).isFalse();
        assertThat(met(new OfTopic.Records("t", 3), topics(topic("a", 10)), topics(topic("a", 13)))).isTrue();
        assertThat(met(new OfTopic.Records("t", 3), topics(topic("a", 10)), topics(topic("b", 3)))).isTrue();
    }

    @Test
    void one_partition_is_one_and_spread_is_several() {
        ClusterSnapshot before = topics(topic("a", 0, 0, 0));
        assertThat(met(new OfTopic.OnePartition("t", 3), before, topics(topic("a", 2, 1, 0)))).isFalse();
        assertThat(met(new OfTopic.OnePartition("t", 3), before, topics(topic("a", 0, 3, 0)))).isTrue();
        assertThat(met(new OfTopic.Spread("t", 2), before, topics(topic("a", 0, 3, 0)))).isFalse();
        assertThat(met(new OfTopic.Spread("t", 2), before, topics(topic("a", 1, 3, 0)))).isTrue();
    }

    @Test
    void the_size_of_a_record_is_judged_once_there_are_enough() {
        ClusterSnapshot before = topics(topic("a", 0));
        assertThat(met(new OfTopic.Size("t", 10, 120, null), before, topics(topic("a", 5)))).isFalse();
        assertThat(met(new OfTopic.Size("t", 10, 120, null), before, topics(topic("a", 10)))).isTrue();
        assertThat(met(new OfTopic.Size("t", 10, 99, null), before, topics(topic("a", 10)))).isFalse();
        assertThat(met(new OfTopic.Size("t", 10, null, 101), before, topics(topic("a", 10)))).isFalse();
    }

    @Test
    void acks_are_seen_at_connections_that_are_open_and_at_those_that_came_and_went() {
        ClusterSnapshot before = topics(topic("a", 0));
        FlowView sent = new FlowView(Direction.PRODUCE, at(0), 2, 200, 0, 2, 1_500);
        ConnectionView open = new ConnectionView(1, 1, "PLAINTEXT", "", "p", Optional.empty(), 0, 0, 1, List.of(sent));
        assertThat(met(new OfTopic.Acks("t", Acks.NONE, 2), before, cluster(List.of(), List.of(), open))).isTrue();
        assertThat(met(new OfTopic.Acks("t", Acks.ALL, 1), before, cluster(List.of(), List.of(), open))).isFalse();
        assertThat(met(new OfTopic.Acks("t", Acks.NONE, 2), before, topics(topic("a", 2)), new Event.ConnectionClosed(1, "p", "", List.of(sent)))).isTrue();
        FlowView earlier = new FlowView(Direction.PRODUCE, at(0), 2, 200, 0, 2, 500);
        assertThat(met(new OfTopic.Acks("t", Acks.NONE, 2), before, topics(topic("a", 2)), new Event.ConnectionClosed(1, "p", "", List.of(earlier)))).isFalse();
    }

    @Test
    void a_group_shares_once_it_is_settled_and_the_idle_are_counted() {
        ClusterSnapshot before = topics(topic("a", 0, 0));
        GroupView two = group(GroupState.STABLE, -1, member("x", 0), member("y", 1));
        GroupView idle = group(GroupState.STABLE, -1, member("x", 0), member("y", 1), member("z"));
        GroupView moving = group(GroupState.PREPARING_REBALANCE, -1, member("x", 0), member("y", 1));
        assertThat(met(new OfGroup.Sharing("t", null, 2, 0), before, cluster(List.of(), List.of(two)))).isTrue();
        assertThat(met(new OfGroup.Sharing("t", "other", 2, 0), before, cluster(List.of(), List.of(two)))).isFalse();
        assertThat(met(new OfGroup.Sharing("t", null, 2, 0), before, cluster(List.of(), List.of(idle)))).isFalse();
        assertThat(met(new OfGroup.Sharing("t", null, 2, 1), before, cluster(List.of(), List.of(idle)))).isTrue();
        assertThat(met(new OfGroup.Sharing("t", null, 2, 0), before, cluster(List.of(), List.of(moving)))).isFalse();
    }

    @Test
    void lag_counts_from_the_beginning_where_nothing_was_committed() {
        ClusterSnapshot before = topics(topic("a", 0));
        List<TopicView> hundred = List.of(topic("a", 100));
        assertThat(met(new OfGroup.Behind("t", null, 100, null), before, cluster(hundred, List.of(group(GroupState.STABLE, -1, member("x", 0)))))).isTrue();
        assertThat(met(new OfGroup.Behind("t", null, 41, null), before, cluster(hundred, List.of(group(GroupState.STABLE, 60, member("x", 0)))))).isFalse();
        assertThat(met(new OfGroup.Behind("t", null, null, 40), before, cluster(hundred, List.of(group(GroupState.STABLE, 60, member("x", 0)))))).isTrue();
        assertThat(met(new OfGroup.Behind("t", null, null, 40), before, cluster(hundred, List.of()))).isFalse();
    }

    @Test
    void a_commit_forward_is_progress_and_one_backward_is_a_step_back() {
        ClusterSnapshot at60 = cluster(List.of(topic("a", 100)), List.of(group(GroupState.EMPTY, 60)));
        ClusterSnapshot at90 = cluster(List.of(topic("a", 100)), List.of(group(GroupState.STABLE, 90)));
        assertThat(met(new OfGroup.Committed("t", "g", 30), at60, at90)).isTrue();
        assertThat(met(new OfGroup.Committed("t", "g", 31), at60, at90)).isFalse();
        assertThat(met(new OfGroup.WentBack("t", "g"), at60, at60, new Event.OffsetsCommitted("g", "", "admin", Map.of(at(0), 0L)))).isTrue();
        assertThat(met(new OfGroup.WentBack("t", "g"), at60, at60, new Event.OffsetsCommitted("g", "", "admin", Map.of(at(0), 70L)))).isFalse();
    }

    @Test
    void who_left_counts_only_for_groups_of_the_topic_and_for_the_cause_that_is_asked_for() {
        ClusterSnapshot now = cluster(List.of(), List.of(group(GroupState.EMPTY, 1)));
        Event left = new Event.MemberLeft("g", "x-id", "x", Event.LeaveCause.SESSION_TIMEOUT);
        assertThat(met(new OfGroup.Left("t", null, null), now, now, left)).isTrue();
        assertThat(met(new OfGroup.Left("t", null, Event.LeaveCause.LEFT), now, now, left)).isFalse();
        assertThat(met(new OfGroup.Left("other", null, null), now, now, left)).isFalse();
    }

    @Test
    void the_cleaner_and_retention_are_believed_only_where_something_went() {
        ClusterSnapshot now = topics(topic("a", 5));
        assertThat(met(new OfTopic.Compacted("t"), now, now, new Event.LogCompacted(at(0), 5, 100, 100, 0))).isFalse();
        assertThat(met(new OfTopic.Compacted("t"), now, now, new Event.LogCompacted(at(0), 5, 100, 60, 3))).isTrue();
        assertThat(met(new OfTopic.Trimmed("t", false), now, now, new Event.RecordsDeleted(at(0), 3))).isFalse();
        assertThat(met(new OfTopic.Trimmed("t", true), now, now, new Event.RecordsDeleted(at(0), 3))).isTrue();
        assertThat(met(new OfTopic.Trimmed("t", false), now, now, new Event.SegmentsDeleted(at(0), 3, 1, "age"))).isTrue();
    }

    @Test
    void all_of_several_have_to_be_so_at_the_same_moment() {
        ClusterSnapshot before = topics(topic("a", 0, 0));
        Condition both = new Condition.All(List.of(new OfTopic.Records("t", 3), new OfTopic.Spread("t", 2)));
        assertThat(met(both, before, topics(topic("a", 3, 0)))).isFalse();
        assertThat(met(both, before, topics(topic("a", 2, 1)))).isTrue();
        assertThat(both.judge(new Sight(before, topics(topic("a", 1, 0)), List.of(), List.of())).soFar()).isEqualTo("1 of 3 records, 1 of 2 partitions written to");
    }
}
