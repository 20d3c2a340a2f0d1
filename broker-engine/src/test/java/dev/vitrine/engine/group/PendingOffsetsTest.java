package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class PendingOffsetsTest {

    private static final String GROUP = Client.GROUP;
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());
    private final GroupShard shard = harness.shard();

    private static GroupRecord.Offset record(TopicPartition partition, long offset, long now) {
        return new GroupRecord.Offset(GROUP, partition, Optional.of(OffsetAndMetadata.at(offset, -1, "", now)));
    }

    private void pending(long producer, long offset) {
        shard.replayInTransaction(producer, record(ORDERS, offset, harness.now()));
    }

    private Optional<Long> committed() {
        return shard.offsets().get(GROUP, "orders", 0).map(OffsetAndMetadata::offset);
    }

    @Test
    void a_transactional_commit_makes_a_group_and_counts_at_its_marker() {
        pending(1, 5);
        assertThat(shard.group(GROUP)).isPresent();
        assertThat(committed()).isEmpty();
        shard.transactionEnded(1, true);
        assertThat(committed()).contains(5L);
        assertThat(shard.pending().has(GROUP)).isFalse();
    }

    @Test
    void a_later_plain_commit_wins_over_an_earlier_one_in_a_transaction() {
        pending(1, 5);
        shard.replay(record(ORDERS, 9, harness.now()));
        assertThat(shard.pending().has(new PendingOffsets.Place(GROUP, ORDERS))).as("it is unstable all the same").isTrue();
        shard.transactionEnded(1, true);
        assertThat(committed()).contains(9L);
    }

    @Test
    void deleting_the_group_takes_what_is_pending_along() {
        pending(1, 5);
        GroupHarness.Awaited<List<DeletableGroupResult>> answer = harness.ask(reply -> new DeleteGroups(List.of(GROUP), reply));
        assertThat(answer.get().get(0).errorCode()).isEqualTo(Errors.NONE.code());
        shard.transactionEnded(1, true);
        assertThat(committed()).isEmpty();
    }

    @Test
    void deleting_an_offset_takes_what_is_pending_along() {
        pending(1, 5);
        OffsetDeleteRequestTopicCollection topics = new OffsetDeleteRequestTopicCollection();
        topics.add(new OffsetDeleteRequestTopic().setName("orders").setPartitions(
                List.of(new OffsetDeleteRequestPartition().setPartitionIndex(0))));
        harness.<OffsetDeleteResponseData>ask(reply -> new DeleteOffsets(
                new OffsetDeleteRequestData().setGroupId(GROUP).setTopics(topics), reply));
        assertThat(shard.pending().has(GROUP)).isFalse();
        shard.transactionEnded(1, true);
        assertThat(committed()).isEmpty();
    }

    @Test
    void deleting_the_topic_takes_what_is_pending_along() {
        pending(1, 5);
        harness.<Errors>ask(reply -> new ForgetTopics(Set.of("orders"), reply));
        shard.transactionEnded(1, true);
        assertThat(committed()).isEmpty();
    }

    @Test
    void neither_a_group_with_an_open_transaction_nor_the_offset_it_replaces_expires() {
        shard.replay(record(ORDERS, 1, harness.now()));
        pending(1, 5);
        harness.advance(GroupConfig.defaults().offsetsRetentionMs() * 2);
        assertThat(committed()).contains(1L);
        shard.transactionEnded(1, false);
        harness.advance(GroupConfig.defaults().offsetsRetentionCheckMs());
        assertThat(shard.group(GROUP)).isEmpty();
    }

    private Errors commit(String member, String instance, int generation) {
        OffsetCommitRequestData request = new OffsetCommitRequestData().setGroupId(GROUP).setMemberId(member).setGroupInstanceId(instance)
                .setGenerationIdOrMemberEpoch(generation).setTopics(List.of(new OffsetCommitRequestTopic().setName("orders").setPartitions(
                        List.of(new OffsetCommitRequestPartition().setPartitionIndex(0).setCommittedOffset(3)))));
        GroupHarness.Awaited<OffsetCommitResponseData> answer = harness.ask(reply -> new CommitInTransaction(request, reply));
        return Errors.forCode(answer.get().topics().get(0).partitions().get(0).errorCode());
    }

    @Test
    void members_of_old_generations_are_fenced_and_who_names_none_is_not() {
        assertThat(commit("", null, 4)).as("a generation of a group that does not exist").isEqualTo(Errors.ILLEGAL_GENERATION);
        Client member = new Client(harness).instance("one");
        Client.stable(harness, member);
        int generation = harness.group(GROUP).generation();
        assertThat(commit(member.memberId, "one", generation)).isEqualTo(Errors.NONE);
        assertThat(commit(member.memberId, "one", generation - 1)).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(commit("somebody", null, generation)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(commit("somebody", "one", generation)).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(commit("", null, -1)).as("clients before KIP-447").isEqualTo(Errors.NONE);
    }

    /** Whatever the order in which transactions end: the offset counts that stands last in the log and was not aborted. */
    @Property(tries = 300)
    void what_stands_last_in_the_log_and_was_not_aborted_counts(@ForAll long seed) {
        Random random = new Random(seed);
        GroupShard replayed = new GroupShard(GroupConfig.defaults(), () -> new UUID(0, 1), () -> Topics.NONE, 1);
        record Written(long producer, int partition, long offset) {}
        List<Written> log = new ArrayList<>();
        Map<Integer, Long> expected = new HashMap<>();
        Map<Integer, Integer> writtenAt = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            int partition = random.nextInt(3);
            long producer = random.nextInt(3);
            TopicPartition where = new TopicPartition("orders", partition);
            int at = i;
            switch (random.nextInt(6)) {
                case 0 -> {
                    replayed.replay(record(where, i, 0));
                    expected.put(partition, (long) i);
                    writtenAt.put(partition, i);
                }
                case 1 -> {
                    replayed.replay(new GroupRecord.Offset(GROUP, where, Optional.empty()));
                    expected.remove(partition);
                    writtenAt.put(partition, i);
                }
                case 2, 3, 4 -> {
                    replayed.replayInTransaction(producer, record(where, i, 0));
                    log.add(new Written(producer, partition, i));
                }
                default -> {
                    boolean commit = random.nextBoolean();
                    replayed.transactionEnded(producer, commit);
                    log.stream().filter(w -> commit && w.producer() == producer).forEach(w -> {
                        if (w.offset() > writtenAt.getOrDefault(w.partition(), -1)) {
                            expected.put(w.partition(), w.offset());
                            writtenAt.put(w.partition(), (int) w.offset());
                        }
                    });
                    log.removeIf(w -> w.producer() == producer);
                }
            }
            for (int p = 0; p < 3; p++) {
                assertThat(replayed.offsets().get(GROUP, "orders", p).map(OffsetAndMetadata::offset))
                        .as("partition " + p + " after step " + at).isEqualTo(Optional.ofNullable(expected.get(p)));
            }
        }
    }
}
