package dev.vitrine.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Simulator;
import dev.vitrine.engine.time.VirtualTime;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/**
 * Three brokers in virtual time. Of a partition's two replicas one falls behind, the other acknowledges alone, and dies; then the first comes back, without what
 * was acknowledged. {@code unclean.leader.election.enable} says whether it may lead.
 */
class UncleanElectionTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int AHEAD = 1;
    private static final int BEHIND = 2;
    private static final int NO_LEADER = -1;
    private static final long LONGEST_WAIT_MS = 120_000;
    private static final long LONG_MS = 60_000;

    private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    private final RandomGenerator random = new Random(1);
    private final World world = Simulator.world(time, random, 1);
    private boolean unclean;
    private final Ledger ledger = new Ledger(time::millis, topic -> unclean);
    private final Client.Place place = new Client.Place(world.street(), time, random, ledger, List.of(PARTITION.topic()), Story.UNTOLD);
    private final OneTry writer = new OneTry("once", place, List.of(PARTITION));
    private final Administrator administrator = new Administrator(place);

    /** Makes the topic, and looks who leads. */
    private final class Administrator extends Client {

        private boolean made;
        private MetadataResponsePartition seen = new MetadataResponsePartition().setLeaderId(NO_LEADER);

        Administrator(Place place) {
            super("administrator", place);
        }

        @Override
        void begin() {
            CreatableTopic topic = new CreatableTopic().setName(PARTITION.topic()).setNumPartitions(-1).setReplicationFactor((short) -1);
            topic.assignments().add(new CreatableReplicaAssignment().setPartitionIndex(0).setBrokerIds(List.of(AHEAD, BEHIND)));
            topic.configs().add(new CreatableTopicConfig().setName("min.insync.replicas").setValue("1"));
            topic.configs().add(new CreatableTopicConfig().setName("unclean.leader.election.enable").setValue(String.valueOf(unclean)));
            CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
            request.topics().add(topic);
            ask(anyBroker(), request, 7, CreateTopicsResponseData.class, answer -> {
                made = answer.topics().stream().allMatch(one -> one.errorCode() == Errors.NONE.code() || one.errorCode() == Errors.TOPIC_ALREADY_EXISTS.code());
                again(made ? this::look : this::begin);
            }, () -> again(this::begin));
        }

        private void look() {
            MetadataRequestData request = new MetadataRequestData().setTopics(List.of(new MetadataRequestTopic().setName(PARTITION.topic())));
            ask(anyBroker(), request, 12, MetadataResponseData.class, answer -> {
                answer.topics().forEach(topic -> topic.partitions().stream()
                        .filter(partition -> partition.leaderEpoch() >= seen.leaderEpoch()).forEach(partition -> seen = partition));
                again(this::look);
            }, () -> again(this::look));
        }
    }

    private void until(String what, BooleanSupplier condition) {
        long limit = time.millis() + LONGEST_WAIT_MS;
        while (!condition.getAsBoolean()) {
            assertThat(time.millis() < limit && time.runNext()).as(what).isTrue();
        }
    }

    private void pass(long millis) {
        long end = time.millis() + millis;
        until("time passes", () -> time.millis() >= end);
    }

    private void untilAcknowledged(int more) {
        long enough = ledger.acknowledgements() + more;
        until(more + " more are acknowledged", () -> ledger.acknowledgements() >= enough);
    }

    /** All that is in sync is dead, having acknowledged what nobody else has; who is out of sync lives. */
    private void letTheInSyncReplicaDieAlone() {
        administrator.begin();
        until("the topic is made", () -> administrator.made);
        writer.begin();
        untilAcknowledged(20);
        world.kill(BEHIND);
        until("the other acknowledges alone", () -> administrator.seen.isrNodes().equals(List.of(AHEAD)));
        untilAcknowledged(20);
        world.kill(AHEAD);
        world.start(BEHIND);
    }

    /** What is there in the end is held against what was acknowledged. */
    private void judge() {
        world.start(AHEAD);
        until("all are in sync again", world::isWhole);
        untilAcknowledged(5);
        writer.end();
        pass(10_000);
        Reader last = new Reader("last", place, PARTITION, null);
        last.begin();
        until("all is read", last::isAtTheEnd);
        ledger.finalContent(PARTITION, last.content());
        world.compareReplicas(broken -> ledger.violated(broken.promise(), broken.what()));
    }

    @Test
    void where_it_is_allowed_who_is_out_of_sync_leads_and_what_it_never_had_is_lost_as_permitted() {
        unclean = true;
        letTheInSyncReplicaDieAlone();
        until("who was behind leads", () -> administrator.seen.leaderId() == BEHIND);
        untilAcknowledged(5);
        judge();
        assertThat(ledger.permittedLosses()).extracting(Violation::promise).contains("P1");
        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void where_it_is_not_allowed_nobody_leads_until_the_in_sync_replica_is_back_and_nothing_is_lost() {
        letTheInSyncReplicaDieAlone();
        until("nobody leads", () -> administrator.seen.leaderId() == NO_LEADER);
        long acknowledged = ledger.acknowledgements();
        pass(LONG_MS);
        assertThat(administrator.seen.leaderId()).isEqualTo(NO_LEADER);
        assertThat(ledger.acknowledgements()).isEqualTo(acknowledged);
        judge();
        assertThat(ledger.violations()).isEmpty();
        assertThat(ledger.permittedLosses()).isEmpty();
    }
}
