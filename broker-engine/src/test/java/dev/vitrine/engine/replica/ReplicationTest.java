package dev.vitrine.engine.replica;

import static dev.vitrine.engine.replica.ReplicaCluster.PARTITION;
import static dev.vitrine.engine.replica.ReplicaCluster.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Three brokers in virtual time. */
class ReplicationTest {

    private static final Acks ALL = Acks.all(5_000);
    private static final Map<String, String> TWO_IN_SYNC = Map.of("min.insync.replicas", "2");

    private final ReplicaCluster cluster = new ReplicaCluster(1);

    private void three(Map<String, String> configs) {
        for (int broker = 1; broker <= 3; broker++) {
            cluster.start(broker);
        }
        cluster.createTopic(configs, 1, 2, 3);
        cluster.time.advance(100);
    }

    private static Errors error(CompletableFuture<AppendResult> result) {
        return result.join() instanceof Rejected rejected ? rejected.error() : Errors.NONE;
    }

    private ReplicaNode node(int broker) {
        return cluster.nodes.get(broker);
    }

    @Test
    void what_is_acknowledged_by_all_is_on_all_and_readers_of_each_see_it() {
        three(TWO_IN_SYNC);
        var answer = cluster.produce("a", ALL);
        cluster.time.settle();
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Appended.class);
        cluster.time.settle();
        for (int broker = 1; broker <= 3; broker++) {
            assertThat(node(broker).committed(0)).as("broker %d", broker).containsExactly("0: a");
        }
    }

    @Test
    void a_log_that_could_not_be_opened_keeps_nobody_from_the_others_and_is_opened_when_the_disk_lets_it() {
        for (int broker = 1; broker <= 3; broker++) {
            cluster.start(broker);
        }
        node(1).faults.refuseIn(1);
        cluster.createPartitions(2, TWO_IN_SYNC, 1, 2, 3);
        cluster.time.settle();
        assertThat(IntStream.range(0, 2).filter(index -> node(1).partitions.find(new TopicPartition(ReplicaCluster.TOPIC, index)).isPresent()).count())
                .as("partitions that it leads").isEqualTo(1);
        cluster.time.advance(10_000);
        var answer = cluster.produce("a", ALL);
        cluster.time.advance(4_000);
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(Appended.class);
        assertThat(node(1).partitions.all()).hasSize(2);
    }

    @Test
    void a_new_partition_is_copied_at_once_though_a_poll_for_others_is_out() {
        three(Map.of());
        cluster.time.advance(10_000);
        var answer = cluster.produce("a", ALL);
        cluster.time.settle();
        assertThat(answer).isDone();
    }

    @Test
    void an_answer_waits_for_every_replica_in_sync_and_is_given_up_at_its_time() {
        three(Map.of());
        cluster.cut(1, 3);
        var answer = cluster.produce("a", ALL);
        cluster.time.advance(4_999);
        assertThat(answer).isNotDone();
        assertThat(node(1).partition().highWatermark()).isZero();
        cluster.time.advance(1);
        assertThat(error(answer)).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void who_lags_too_long_leaves_the_in_sync_replicas_and_comes_back_when_it_has_caught_up() {
        three(TWO_IN_SYNC);
        cluster.cut(1, 3);
        var answer = cluster.produce("a", Acks.all(60_000));
        cluster.time.advance(29_000);
        assertThat(answer).isNotDone();
        cluster.time.advance(20_000);
        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1, 2);
        cluster.heal(1, 3);
        cluster.time.advance(60_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1, 2, 3);
        assertThat(node(3).committed(0)).containsExactly("0: a");
    }

    @Test
    void below_min_insync_nothing_is_appended_for_all_and_nothing_becomes_visible() {
        three(TWO_IN_SYNC);
        cluster.kill(2);
        cluster.kill(3);
        cluster.time.settle();
        var all = cluster.produce("a", ALL);
        var one = cluster.produce("b", Acks.LEADER);
        cluster.time.settle();
        assertThat(error(all)).isEqualTo(Errors.NOT_ENOUGH_REPLICAS);
        assertThat(error(one)).isEqualTo(Errors.NONE);
        assertThat(node(1).partition().log().endOffset()).isEqualTo(1);
        assertThat(node(1).partition().highWatermark()).isZero();
        cluster.start(2);
        cluster.time.advance(1_000);
        assertThat(node(1).partition().highWatermark()).isEqualTo(1);
    }

    @Test
    void what_waits_when_the_in_sync_replicas_become_too_few_is_not_acknowledged_until_they_are_enough_again() {
        three(TWO_IN_SYNC);
        cluster.cut(1, 2);
        cluster.cut(1, 3);
        var impatient = cluster.produce("a", ALL);
        var patient = cluster.produce("b", Acks.all(120_000));
        cluster.time.advance(60_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1);
        assertThat(error(impatient)).isEqualTo(Errors.REQUEST_TIMED_OUT);
        assertThat(patient).isNotDone();
        assertThat(node(1).partition().highWatermark()).isZero();
        cluster.heal(1, 2);
        cluster.time.advance(30_000);
        assertThat(error(patient)).isEqualTo(Errors.NONE);
        assertThat(node(2).committed(0)).containsExactly("0: a", "1: b");
    }

    @Test
    void whoever_waits_is_told_when_leadership_is_lost_and_what_was_not_committed_is_given_up() {
        three(TWO_IN_SYNC);
        cluster.cut(1, 2);
        cluster.cut(1, 3);
        var answer = cluster.produce("lost", Acks.all(60_000));
        cluster.time.settle();
        cluster.moveLeader(2);
        cluster.time.settle();
        assertThat(error(answer)).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
        var kept = cluster.produce("kept", Acks.all(60_000));
        cluster.heal(1, 2);
        cluster.heal(1, 3);
        cluster.time.advance(10_000);
        assertThat(error(kept)).isEqualTo(Errors.NONE);
        assertThat(node(1).all()).containsExactly("0: kept");
        assertThat(cluster.events.after(0, 1 << 14).events()).extracting(Observed::event)
                .contains(new Event.FollowerTruncated(PARTITION, 1, 1, 0));
    }

    @Test
    void a_leader_that_wrote_nothing_in_its_epoch_follows_its_successor() {
        three(TWO_IN_SYNC);
        cluster.moveLeader(2);
        cluster.time.settle();
        cluster.cut(1, 2);
        cluster.cut(2, 3);
        cluster.moveLeader(3);
        cluster.time.settle();
        cluster.heal(2, 3);
        cluster.heal(1, 2);
        var answer = cluster.produce("a", Acks.all(60_000));
        cluster.time.advance(10_000);
        assertThat(error(answer)).isEqualTo(Errors.NONE);
        assertThat(node(2).committed(0)).containsExactly("0: a");
    }

    @Test
    void a_crash_of_the_leader_loses_what_only_it_had_and_nothing_that_all_acknowledged() {
        three(TWO_IN_SYNC);
        var all = cluster.produce("all", ALL);
        cluster.time.settle();
        cluster.cut(1, 2);
        cluster.cut(1, 3);
        var one = cluster.produce("one", Acks.LEADER);
        cluster.time.settle();
        assertThat(error(all)).isEqualTo(Errors.NONE);
        assertThat(error(one)).isEqualTo(Errors.NONE);
        cluster.kill(1);
        cluster.heal(1, 2);
        cluster.heal(1, 3);
        cluster.start(1);
        cluster.time.advance(10_000);
        assertThat(cluster.leader()).isEqualTo(2);
        for (int broker = 1; broker <= 3; broker++) {
            assertThat(node(broker).committed(0)).as("broker %d", broker).containsExactly("0: all");
        }
    }

    @Test
    void after_an_unclean_election_the_others_give_up_what_the_new_leader_never_had() {
        three(Map.of());
        cluster.allowUncleanElection();
        cluster.kill(3);
        cluster.time.settle();
        var answer = cluster.produce("lost", ALL);
        cluster.time.settle();
        assertThat(error(answer)).isEqualTo(Errors.NONE);
        cluster.kill(2);
        cluster.kill(1);
        cluster.start(3);
        cluster.time.settle();
        assertThat(cluster.leader()).isEqualTo(3);
        cluster.produce("other", Acks.LEADER);
        cluster.start(1);
        cluster.start(2);
        cluster.time.advance(10_000);
        for (int broker = 1; broker <= 3; broker++) {
            assertThat(node(broker).committed(0)).as("broker %d", broker).containsExactly("0: other");
        }
    }

    @Test
    void a_follower_that_has_been_away_too_long_begins_anew_where_the_leader_begins() {
        three(TWO_IN_SYNC);
        cluster.kill(3);
        for (int i = 0; i < 10; i++) {
            cluster.produce("r" + i, ALL);
        }
        cluster.time.settle();
        var deleted = node(1).partition().deleteRecordsBefore(5, 5_000).toCompletableFuture();
        cluster.time.settle();
        assertThat(deleted).isDone();
        cluster.start(3);
        cluster.time.advance(5_000);
        assertThat(node(3).partition().log().startOffset()).isEqualTo(5);
        assertThat(node(3).committed(5)).hasSize(5);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
    }

    @Test
    void records_are_deleted_when_every_replica_that_is_there_has_moved_its_start() {
        three(TWO_IN_SYNC);
        for (int i = 0; i < 10; i++) {
            cluster.produce("r" + i, ALL);
        }
        cluster.time.settle();
        cluster.cut(1, 3);
        var waits = node(1).partition().deleteRecordsBefore(5, 1_000).toCompletableFuture();
        cluster.time.advance(999);
        assertThat(waits).isNotDone();
        cluster.time.advance(1);
        assertThat(waits.join()).isEqualTo(new DeleteOutcome(Errors.REQUEST_TIMED_OUT, 0));
        cluster.heal(1, 3);
        cluster.time.advance(5_000);
        var done = node(1).partition().deleteRecordsBefore(7, 1_000).toCompletableFuture();
        cluster.time.settle();
        assertThat(done.join()).isEqualTo(new DeleteOutcome(Errors.NONE, 7));
        for (int broker = 1; broker <= 3; broker++) {
            assertThat(node(broker).partition().log().startOffset()).isEqualTo(7);
        }
    }

    @Test
    void a_replica_that_is_moved_elsewhere_goes_and_the_new_one_is_filled() {
        three(TWO_IN_SYNC);
        cluster.start(4);
        cluster.produce("a", ALL);
        cluster.time.settle();
        cluster.reassign(1, 2, 4);
        cluster.time.advance(5_000);
        assertThat(node(3).partitions.replica(PARTITION)).isEmpty();
        assertThat(node(4).committed(0)).containsExactly("0: a");
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1, 2, 4);
    }

    @Test
    void a_throttled_follower_catches_up_slowly_and_once_in_sync_is_held_back_no_more() {
        three(Map.of("leader.replication.throttled.replicas", "0:1", "follower.replication.throttled.replicas", "0:3", "min.insync.replicas", "2"));
        cluster.kill(3);
        String kilobyte = "x".repeat(1_000);
        for (int i = 0; i < 200; i++) {
            cluster.produce(kilobyte, ALL);
        }
        cluster.time.advance(40_000);
        cluster.brokerSetting("3", "follower.replication.throttled.rate", "20000");
        cluster.settings.put("replica.fetch.max.bytes", "5000");
        cluster.start(3);
        cluster.time.advance(3_000);
        assertThat(node(3).partition().log().endOffset()).isBetween(20L, 150L);
        cluster.time.advance(30_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
        for (int i = 0; i < 200; i++) {
            assertThat(cluster.produce(kilobyte, ALL)).isNotNull();
        }
        cluster.time.advance(1_000);
        assertThat(node(3).partition().log().endOffset()).as("it is in sync").isEqualTo(400);
    }

    @Test
    void a_leader_holds_back_whom_it_is_told_to() {
        three(Map.of("leader.replication.throttled.replicas", "*", "min.insync.replicas", "2"));
        cluster.kill(3);
        for (int i = 0; i < 200; i++) {
            cluster.produce("x".repeat(1_000), ALL);
        }
        cluster.time.advance(40_000);
        cluster.brokerSetting("", "leader.replication.throttled.rate", "20000");
        cluster.settings.put("replica.fetch.max.bytes", "5000");
        cluster.start(3);
        cluster.time.advance(3_000);
        assertThat(node(3).partition().log().endOffset()).isLessThan(150L);
        cluster.brokerSetting("", "leader.replication.throttled.rate", "2000000");
        cluster.time.advance(3_000);
        assertThat(node(3).partition().log().endOffset()).isEqualTo(200);
    }

    @Test
    void a_consumer_is_sent_to_the_replica_in_its_rack_and_reads_there_what_is_committed() {
        cluster.settings.put("replica.selector.class", "org.apache.kafka.common.replica.RackAwareReplicaSelector");
        cluster.racks.putAll(Map.of(1, "north", 2, "south", 3, "west"));
        three(TWO_IN_SYNC);
        cluster.produce("a", ALL);
        cluster.time.settle();
        assertThat(cluster.consume(1, "north").preferredReadReplica()).isEqualTo(-1);
        assertThat(cluster.consume(1, "elsewhere").preferredReadReplica()).isEqualTo(-1);
        PartitionData sent = cluster.consume(1, "south");
        assertThat(sent.preferredReadReplica()).isEqualTo(2);
        assertThat(sent.records().sizeInBytes()).isZero();
        PartitionData read = cluster.consume(2, "south");
        assertThat(Errors.forCode(read.errorCode())).isEqualTo(Errors.NONE);
        assertThat(read.records().sizeInBytes()).isPositive();
        assertThat(read.highWatermark()).isEqualTo(1);
        cluster.kill(2);
        cluster.time.settle();
        assertThat(cluster.consume(1, "south").preferredReadReplica()).isEqualTo(-1);
    }

    @Test
    void with_every_second_message_lost_and_slow_links_replication_still_gets_there() {
        three(TWO_IN_SYNC);
        for (int from = 1; from <= 3; from++) {
            for (int to = 1; to <= 3; to++) {
                cluster.links.set(new InProcessLinks.Way(from, to), new LinkFault(700, 0.5, false));
            }
        }
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(cluster.produce("r" + i, Acks.all(300_000)));
            cluster.time.advance(500);
        }
        cluster.time.advance(120_000);
        assertThat(answers).allSatisfy(answer -> assertThat(error(answer)).isEqualTo(Errors.NONE));
        assertThat(node(1).committed(0)).hasSize(20);
    }
}
