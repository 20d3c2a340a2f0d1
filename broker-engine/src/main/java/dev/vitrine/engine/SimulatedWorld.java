package dev.vitrine.engine;

import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.quorum.Voters;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.simulate.Street;
import dev.vitrine.engine.simulate.Violation;
import dev.vitrine.engine.simulate.World;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.RecordBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Three brokers in virtual time, on a disk in memory: those that an engine puts on sockets, put on a {@link SimulatedStreet}. */
final class SimulatedWorld implements World {

    private static final int BROKERS = 3;
    private static final int EVENTS_KEPT = 1 << 10;
    private static final Path DATA = Path.of("/simulated");

    /** What the brokers of a simulation share. */
    record Ground(VirtualTime time, MemoryDisk disk, InProcessLinks links, RandomGenerator random, Events events, String clusterId, List<Integer> ids) {}

    private final Ground ground;
    private final SimulatedStreet street;
    private final Map<Integer, SimulatedBroker> brokers = new TreeMap<>();
    private final LeadersByEpoch leaders = new LeadersByEpoch();
    private final SafeWhenSaid safe;
    private long newsRead;

    /** @param minInSync what topics ask for: producers are promised so many copies */
    SimulatedWorld(VirtualTime time, RandomGenerator random, int minInSync) {
        this.ground = new Ground(time, new MemoryDisk(time::millis),
                new InProcessLinks(time, time.executor(), random, RecordBytes::releaseAll), random, new Events(EVENTS_KEPT, time::millis),
                Ids.next(random).toString(), IntStream.rangeClosed(1, BROKERS).boxed().toList());
        ground.ids().forEach(id -> brokers.put(id, new SimulatedBroker(id, BROKERS, DATA.resolve("broker-" + id), ground)));
        this.safe = new SafeWhenSaid(brokers, minInSync);
        this.street = new SimulatedStreet(ground, brokers, safe);
        Voters founders = Voters.NONE;
        for (SimulatedBroker broker : brokers.values()) {
            founders = founders.with(broker.key());
        }
        for (SimulatedBroker broker : brokers.values()) {
            broker.start(founders);
        }
    }

    @Override
    public List<Integer> brokers() {
        return ground.ids();
    }

    @Override
    public boolean isWell(int broker) {
        return brokers.get(broker).isWell();
    }

    @Override
    public long millis() {
        return ground.time().millis();
    }

    @Override
    public void kill(int broker) {
        brokers.get(broker).kill();
        street.reset(broker);
    }

    @Override
    public void losePower(int broker) {
        brokers.get(broker).losePower();
        street.reset(broker);
    }

    @Override
    public void start(int broker) {
        brokers.get(broker).start(Voters.NONE);
    }

    @Override
    public void freeze(int broker) {
        brokers.get(broker).freeze();
    }

    @Override
    public void thaw(int broker) {
        brokers.get(broker).thaw();
    }

    @Override
    public void isolate(int broker, boolean cut) {
        brokers.keySet().stream().filter(other -> other != broker).forEach(other -> {
            cut(broker, other, cut);
            cut(other, broker, cut);
        });
    }

    @Override
    public void cut(int from, int to, boolean cut) {
        ground.links().set(new Way(from, to), cut ? LinkFault.CUT : LinkFault.NONE);
    }

    @Override
    public void delay(int from, int to, long millis) {
        ground.links().set(new Way(from, to), millis > 0 ? LinkFault.delay(millis) : LinkFault.NONE);
    }

    @Override
    public void cutClients(int broker, boolean cut) {
        street.cut(broker, cut);
    }

    @Override
    public void setClock(int broker, long wrongByMillis) {
        brokers.get(broker).setClock(wrongByMillis);
    }

    @Override
    public void slowDisk(int broker, int millis) {
        brokers.get(broker).disk().slow(millis);
    }

    @Override
    public void fullDisk(int broker, boolean full) {
        brokers.get(broker).disk().full(full);
    }

    @Override
    public void failingDisk(int broker, boolean fails) {
        brokers.get(broker).disk().failing(fails);
    }

    @Override
    public Street street() {
        return street;
    }

    @Override
    public void inspect(Consumer<Violation> broken) {
        safe.tell(broken);
        for (SimulatedBroker broker : brokers.values()) {
            if (broker.hasWorked() && broker.broker().isPresent()) {
                leaders.look(broker.broker().get().partitions().all(), broker.id(), millis(), broken);
            }
        }
    }

    @Override
    public void news(Consumer<String> told) {
        if (ground.events().last() > newsRead) {
            ground.events().after(newsRead, EVENTS_KEPT).events().forEach(observed -> told.accept(observed.event().toString()));
            newsRead = ground.events().last();
        }
    }

    @Override
    public boolean isWhole() {
        return brokers.values().stream().allMatch(broker -> broker.broker().isPresent()
                && broker.broker().get().partitions().all().stream().allMatch(partition -> isWhole(partition.name(), partition.leader())));
    }

    private boolean isWhole(TopicPartition name, int leader) {
        return brokers.containsKey(leader) && brokers.get(leader).replica(name).filter(Partition::leads).map(Partition::view)
                .filter(view -> view.inSync().size() == view.replicas().size()
                        && view.replicas().stream().allMatch(id -> brokers.get(id).replica(name).isPresent())).isPresent();
    }

    @Override
    public void compareReplicas(Consumer<Violation> broken) {
        SameContent content = new SameContent(millis(), broken);
        brokers.values().forEach(broker -> broker.broker().ifPresent(alive -> alive.partitions().all().forEach(partition -> content.look(partition, broker.id()))));
    }
}
