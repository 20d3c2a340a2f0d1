package dev.vitrine.app.model.acks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.app.model.acks.Ledger.Fate;
import dev.vitrine.app.model.acks.Ledger.Run;
import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AcksTrialTest {

    private final List<Progress> told = new ArrayList<>();

    @Test
    void acks_0_and_1_lose_what_they_acknowledged_while_the_leader_was_cut_off_and_all_does_not() throws Exception {
        World world = new World(3);
        Progress last = new AcksTrial(world, told::add).run();
        assertThat(last.scene()).isEqualTo(Scene.DONE);
        assertThat(told).extracting(Progress::scene).containsExactly(Scene.values());
        assertThat(last.leader()).as("not the controller").isEqualTo(2);
        assertThat(last.ledgers().get(Acks.NONE).tally().lost()).isPositive();
        assertThat(last.ledgers().get(Acks.LEADER).tally().lost()).isPositive();
        assertThat(last.ledgers().get(Acks.ALL).tally().lost()).isZero();
        assertThat(last.says()).contains("0 with acks=all");
        assertThat(world.states.values()).containsOnly(BrokerState.RUNNING);
        assertThat(world.cut).isEmpty();
        assertThat(world.open).isEmpty();
    }

    @Test
    void brokers_are_added_where_there_are_too_few() throws Exception {
        World world = new World(1);
        new AcksTrial(world, told::add).run();
        assertThat(world.states).hasSize(3);
        assertThat(told.getFirst().says()).contains("2 more are added");
    }

    @Test
    void whatever_goes_wrong_everything_is_healed_again() {
        World world = new World(3);
        world.neverElects = true;
        assertThatThrownBy(() -> new AcksTrial(world, told::add).run()).isInstanceOf(IllegalStateException.class).hasMessageContaining("has another leader");
        assertThat(world.states.values()).containsOnly(BrokerState.RUNNING);
        assertThat(world.cut).isEmpty();
        assertThat(world.open).isEmpty();
    }

    @Test
    void a_ledger_tells_the_fate_of_every_record() {
        Ledger ledger = new Ledger();
        for (int i = 0; i < 7; i++) {
            ledger.next();
        }
        ledger.acknowledged(0);
        ledger.acknowledged(1);
        ledger.acknowledged(2);
        ledger.refused(4, "NOT_ENOUGH_REPLICAS");
        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(7, 3, 1, -1, -1, 0, "NOT_ENOUGH_REPLICAS"));
        ledger.found(0);
        ledger.found(1);
        ledger.found(1);
        ledger.found(5);
        ledger.read();
        assertThat(ledger.tally()).isEqualTo(new Ledger.Tally(7, 3, 1, 3, 1, 1, "NOT_ENOUGH_REPLICAS"));
        assertThat(ledger.runs()).containsExactly(new Run(Fate.KEPT, 0, 2), new Run(Fate.LOST, 2, 3), new Run(Fate.OPEN, 3, 4), new Run(Fate.REFUSED, 4, 5),
                new Run(Fate.UNPROMISED, 5, 6), new Run(Fate.OPEN, 6, 7));
    }

    /** A cluster in a few lines: a leader's log, a committed log, and time that goes by when somebody waits. */
    private static final class World implements TrialWorld, BrokerDesk {

        private final Map<Integer, BrokerState> states = new TreeMap<>();
        private final Set<Integer> cut = new HashSet<>();
        private final Map<String, List<Integer>> replicas = new HashMap<>();
        private final Map<String, List<Integer>> logs = new HashMap<>();
        private final List<Fake> open = new ArrayList<>();
        private long now;
        private long killedAt = -1;
        private int hurt = -1;
        private boolean neverElects;

        World(int brokers) {
            for (int id = 1; id <= brokers; id++) {
                states.put(id, BrokerState.RUNNING);
            }
        }

        private final class Fake implements Writer {
            private final String topic;
            private final Acks acks;
            private final Ledger ledger;
            private final List<Integer> parked = new ArrayList<>();

            Fake(String topic, Acks acks, Ledger ledger) {
                this.topic = topic;
                this.acks = acks;
                this.ledger = ledger;
            }

            void send() {
                int number = ledger.next();
                boolean copied = cut.isEmpty();
                boolean led = leader(topic) >= 0;
                if (led && copied) {
                    logs.get(topic).add(number);
                    logs.get(topic).addAll(parked);
                    parked.forEach(ledger::acknowledged);
                    parked.clear();
                } else if (acks == Acks.ALL || !led && acks == Acks.LEADER) {
                    parked.add(number);
                    return;
                }
                ledger.acknowledged(number);
            }

            @Override
            public void stop(long millis) {
                open.remove(this);
            }

            @Override
            public void close() {
                open.remove(this);
            }
        }

        @Override
        public List<Integer> running() {
            return states.entrySet().stream().filter(broker -> broker.getValue() == BrokerState.RUNNING).map(Map.Entry::getKey).toList();
        }

        @Override
        public int controller() {
            return 1;
        }

        @Override
        public int leader(String topic) {
            int first = replicas.get(topic).getFirst();
            if (states.get(first) == BrokerState.RUNNING && first != hurt) {
                return first;
            }
            return killedAt < 0 ? first : neverElects || now - killedAt < 9_000 ? -1 : replicas.get(topic).get(1);
        }

        @Override
        public BrokerDesk desk() {
            return this;
        }

        @Override
        public void create(String topic, List<Integer> on) {
            replicas.put(topic, on);
            logs.put(topic, new ArrayList<>());
        }

        @Override
        public Writer write(String topic, Acks acks, Ledger ledger) {
            Fake writer = new Fake(topic, acks, ledger);
            open.add(writer);
            return writer;
        }

        @Override
        public void read(String topic, Ledger ledger) {
            logs.get(topic).forEach(ledger::found);
        }

        @Override
        public void pause(long millis) {
            now += millis;
            for (long n = 0; n < millis; n += 50) {
                open.forEach(Fake::send);
            }
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public int add() {
            int id = states.size() + 1;
            states.put(id, BrokerState.RUNNING);
            return id;
        }

        @Override
        public void kill(int broker) {
            states.put(broker, BrokerState.KILLED);
            killedAt = now;
            hurt = broker;
            // Who is gone can't keep anybody from copying: the new leader has its followers.
            cut.clear();
        }

        @Override
        public void start(int broker) {
            states.put(broker, BrokerState.RUNNING);
        }

        @Override
        public void stop(int broker) {
            throw new AssertionError();
        }

        @Override
        public void freeze(int broker) {
            throw new AssertionError();
        }

        @Override
        public void thaw(int broker) {
            throw new AssertionError();
        }

        @Override
        public void link(LinkView wanted) {
            if (wanted.state() == LinkState.CUT) {
                cut.add(wanted.from());
            } else {
                cut.clear();
            }
        }
    }
}
