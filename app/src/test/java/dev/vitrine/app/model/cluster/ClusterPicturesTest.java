package dev.vitrine.app.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterPicturesTest {

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final ScriptedCluster cluster = new ScriptedCluster(millis::get, 3).topic("orders", 3, 3, "min.insync.replicas", "2").topic("__consumer_offsets", 2, 3);

    private ClusterPicture picture() {
        return ClusterPictures.of(cluster.now(), false);
    }

    private Copy copy(int partition, int broker) {
        return picture().rows().get(partition).copies().stream().filter(copy -> copy.broker() == broker).findFirst().orElseThrow();
    }

    @Test
    void each_partition_has_one_leader_and_followers_in_sync() {
        cluster.produce("orders", 0, 10);
        ClusterPicture picture = picture();
        assertThat(picture.tanks()).extracting(Tank::id).containsExactly(1, 2, 3);
        assertThat(picture.rows()).extracting(row -> row.id().toString()).containsExactly("orders-0", "orders-1", "orders-2");
        assertThat(picture.hidden()).isEqualTo(2);
        assertThat(copy(0, 1).part()).isEqualTo(Copy.Part.LEADER);
        assertThat(copy(0, 2)).isEqualTo(new Copy(2, Copy.Part.IN_SYNC, 10, 0, 1.0, OptionalLong.empty()));
        assertThat(picture.tanks().getFirst().controls()).isTrue();
        assertThat(picture.tanks().getFirst().leads()).isEqualTo(2);
        assertThat(picture.ills().none()).isTrue();
        assertThat(ClusterWords.summary(picture)).isEqualTo("3 brokers  ·  broker 1 is the controller, term 1  ·  all replicas of 5 partitions in sync");
    }

    @Test
    void a_follower_that_is_cut_off_falls_behind_and_its_gap_can_be_seen_however_long_the_log_is() {
        cluster.produce("orders", 0, 1_000_000);
        cluster.link(new LinkView(1, 3, LinkState.CUT, 0, 1));
        cluster.produce("orders", 0, 50);
        millis.addAndGet(4_000);
        assertThat(copy(0, 3).part()).isEqualTo(Copy.Part.IN_SYNC);
        cluster.timeGoesBy();
        Copy behind = copy(0, 3);
        assertThat(behind.part()).isEqualTo(Copy.Part.BEHIND);
        assertThat(behind.lag()).isEqualTo(50);
        assertThat(behind.behindMs()).hasValue(4_000);
        assertThat(behind.fill()).isBetween(0.6, 0.7);
        assertThat(copy(0, 2).fill()).isEqualTo(1.0);
        assertThat(picture().worst()).contains(new TopicPartition("orders", 0));
        assertThat(ClusterWords.copy(behind)).isEqualTo("broker 3 is out of sync, 50 records behind for 4.0 s");
    }

    @Test
    void a_killed_leader_leaves_its_replica_out_of_reach_and_another_leads() {
        cluster.produce("orders", 1, 5);
        cluster.kill(2);
        ClusterPicture picture = picture();
        assertThat(picture.tank(2)).map(Tank::state).contains(BrokerState.KILLED);
        assertThat(picture.rows().get(1).leader()).isEqualTo(3);
        assertThat(copy(1, 2).part()).isEqualTo(Copy.Part.LOST);
        assertThat(picture.ills()).isEqualTo(new ClusterPicture.Ills(5, 0, 5, 0));
        cluster.kill(3);
        assertThat(picture().ills().refusing()).isEqualTo(3);
        assertThat(ClusterWords.summary(picture())).startsWith("1 of 3 brokers run  ·  no controller, term 2").contains("3 partitions refuse acks=all");
    }

    /** As it is for a moment: the metadata still name it. */
    @Test
    void a_killed_leader_leads_no_more_even_before_the_others_have_noticed() {
        ClusterSnapshot now = cluster.now();
        List<BrokerView> brokers = now.brokers().stream().map(broker -> broker.id() != 2 ? broker : new BrokerView(2, broker.endpoints(), broker.startedAtMillis(),
                BrokerState.KILLED, broker.rack(), broker.epoch())).toList();
        ClusterPicture picture = ClusterPictures.of(new ClusterSnapshot(now.clusterId(), now.atMillis(), now.controllerId(), brokers, now.topics(), now.groups(),
                now.transactions(), now.connections(), now.quorum(), now.links(), now.lastEvent()), false);
        assertThat(picture.rows()).filteredOn(TankRow::leaderless).extracting(TankRow::leader).containsExactly(2);
        assertThat(picture.worst()).contains(new TopicPartition("orders", 1));
        assertThat(ClusterWords.summary(picture)).contains("without a leader");
    }

    /** As it is for a moment: nobody has noticed yet. */
    private ClusterPicture withKilledController(ClusterPicture picture) {
        List<Tank> tanks = picture.tanks().stream().map(tank -> tank.id() != 1 ? tank : new Tank(tank.id(), BrokerState.KILLED, tank.address(), tank.rack(), tank.epoch(),
                Optional.empty(), tank.votes(), tank.term(), tank.logEnd(), tank.leads(), tank.holds())).toList();
        return new ClusterPicture(picture.atMillis(), tanks, picture.rows(), picture.leftOut(), picture.hidden(), picture.wires(), picture.quorum(), picture.ills());
    }

    @Test
    void a_killed_controller_is_none_even_before_the_others_have_noticed() {
        assertThat(ClusterWords.headless(picture())).isEmpty();
        ClusterPicture killed = withKilledController(picture());
        assertThat(ClusterWords.summary(killed)).startsWith("2 of 3 brokers run  ·  no controller: broker 1 is killed  ·  ");
        assertThat(ClusterWords.headless(killed)).contains("No controller: broker 1 is killed. The others elect one as soon as they miss it.");
        cluster.kill(2);
        assertThat(ClusterWords.headless(withKilledController(picture()))).hasValueSatisfying(words ->
                assertThat(words).endsWith("1 of 3 voters cannot elect another: a majority is 2."));
    }

    @Test
    void a_wire_tells_the_worse_of_its_two_directions() {
        assertThat(picture().wires()).hasSize(3).allMatch(Wire::isOpen);
        cluster.link(new LinkView(3, 1, LinkState.SLOW, 200, 0));
        Wire wire = picture().wire(3, 1).orElseThrow();
        assertThat(wire.worst()).isEqualTo(LinkState.SLOW);
        assertThat(wire.mark()).isEqualTo("3 → 1 +200 ms");
        cluster.link(new LinkView(1, 3, LinkState.SLOW, 200, 0));
        assertThat(picture().wire(1, 3).orElseThrow().mark()).isEqualTo("+200 ms");
        assertThat(picture().wire(1, 3).orElseThrow().sentence()).isEqualTo("Between broker 1 and broker 3 everything takes 200 ms longer.");
    }

    @Test
    void one_broker_is_one_quiet_tank() {
        ScriptedCluster alone = new ScriptedCluster(millis::get, 1).topic("orders", 2, 1);
        ClusterPicture picture = ClusterPictures.of(alone.now(), false);
        assertThat(picture.tanks()).hasSize(1);
        assertThat(picture.wires()).isEmpty();
        assertThat(picture.ills().none()).isTrue();
        assertThat(ClusterWords.summary(picture)).isEqualTo("1 broker  ·  broker 1 is the controller, term 1  ·  2 partitions");
    }

    @Test
    void facts_tell_of_the_thing_picked_and_else_of_the_quorum() {
        cluster.produce("orders", 0, 7).kill(3);
        assertThat(ClusterFacts.of(cluster.now(), new Selected.Broker(3)).lines()).anyMatch(fact -> fact.value().equals("killed") && fact.warn());
        assertThat(ClusterFacts.of(cluster.now(), new Selected.Partition(new TopicPartition("orders", 0))).lines())
                .anyMatch(fact -> fact.name().equals("broker 3, out of sync") && fact.value().equals("not running"))
                .anyMatch(fact -> fact.name().equals("in sync · min.insync") && fact.value().equals("2 of 3 · 2"));
        assertThat(ClusterFacts.of(cluster.now(), new Selected.Nothing()).title()).isEqualTo("The quorum");
    }

    @Test
    void tanks_stand_side_by_side_and_their_rows_at_one_height() {
        for (double width : List.of(700.0, 960.0, 1500.0)) {
            TankLayout layout = new TankLayout(3, 5, width, 400);
            assertThat(layout.left(1)).isGreaterThan(layout.left(0) + layout.tankWidth());
            assertThat(layout.fullWidth()).isLessThanOrEqualTo(width);
            assertThat(layout.rowAt(layout.rowY(4))).hasValue(4);
            assertThat(layout.rowAt(layout.rowY(4) + layout.pitch())).isEmpty();
            assertThat(layout.tankAt(layout.middle(2))).hasValue(2);
            assertThat(layout.wires().along(0, 2, 0.5).y()).isLessThan(layout.wires().along(0, 1, 0.5).y()).isGreaterThanOrEqualTo(8);
        }
        assertThat(new TankLayout(9, 1, 700, 300).fullWidth()).isGreaterThan(700);
        assertThat(new TankLayout(3, 4, 700, 900).pitch()).isGreaterThan(new TankLayout(3, 4, 700, 100).pitch());
        assertThat(new TankLayout(3, 40, 700, 300).height()).isEqualTo(new TankLayout(3, 40, 700, 300).needed());
    }
}
