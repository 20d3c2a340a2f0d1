package dev.vitrine.engine;

import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.log.MetaProperties;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.quorum.ReplicaKey;
import dev.vitrine.engine.quorum.Voters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;

/** The brokers of an engine: started together, and each by itself from then on. What is done to them is done one thing after another. */
final class HostedBrokers implements AutoCloseable {

    private final House house;
    private final EngineConfig config;
    private final Path data;
    private final NavigableMap<Integer, HostedBroker> byId = new ConcurrentSkipListMap<>();
    private volatile String clusterId;

    /** @param data the engine's folder; each broker has one of its own in it */
    HostedBrokers(House house, EngineConfig config, Path data) {
        this.house = house;
        this.config = config;
        this.data = data;
    }

    Collection<HostedBroker> all() {
        return byId.values();
    }

    Optional<HostedBroker> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Starts the first ones. @param addresses of each */
    synchronized void start(List<List<ListenAddress>> addresses) {
        List<BrokerLife> lives = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            lives.add(hosted(i + 1, addresses.get(i)).bind());
        }
        List<Optional<MetaProperties>> owners = lives.stream().map(BrokerLife::claim).toList();
        clusterId = owners.stream().flatMap(Optional::stream).findFirst().map(MetaProperties::clusterId).orElseGet(() -> Ids.next(house.random()).toString());
        boolean isNew = owners.stream().allMatch(Optional::isEmpty);
        List<ReplicaKey> keys = lives.stream().map(life -> life.settle(clusterId)).toList();
        Voters voters = Voters.NONE;
        for (ReplicaKey key : isNew ? keys : List.<ReplicaKey>of()) {
            voters = voters.with(key);
        }
        Voters founders = voters;
        inParallel(lives, life -> life.open(keys.get(lives.indexOf(life)), clusterId, founders, this::ids));
        new Majority(data, lives).check();
        lives.stream().map(BrokerLife::begin).toList().forEach(HostedBrokers::join);
        lives.forEach(BrokerLife::serve);
        all().forEach(HostedBroker::started);
    }

    private List<Integer> ids() {
        return List.copyOf(byId.keySet());
    }

    private HostedBroker hosted(int id, List<ListenAddress> addresses) {
        HostedBroker hosted = new HostedBroker(new Site(id, addresses, data, config.settings(id), config.brokers(), config.isEphemeral()), house);
        byId.put(id, hosted);
        return hosted;
    }

    private interface Step {
        void of(BrokerLife life);
    }

    /** The disk is waited for together. */
    private void inParallel(List<BrokerLife> lives, Step step) {
        List<CompletableFuture<Void>> steps = lives.stream().map(life -> CompletableFuture.runAsync(() -> step.of(life))).toList();
        steps.forEach(HostedBrokers::join);
    }

    private static void join(CompletableFuture<Void> step) {
        try {
            step.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** One more. @return its id */
    synchronized int add() {
        int id = byId.lastKey() + 1;
        HostedBroker hosted = hosted(id, EngineRun.addresses(config, id));
        try {
            begin(hosted);
        } catch (RuntimeException refused) {
            byId.remove(id);
            throw refused;
        }
        house.events().publish(new Event.BrokerAdded(id, hosted.addresses()));
        return id;
    }

    synchronized void start(int id) {
        HostedBroker hosted = known(id);
        if (hosted.life().isEmpty()) {
            begin(hosted);
        }
    }

    private void begin(HostedBroker hosted) {
        try {
            BrokerLife life = hosted.bind();
            life.claim();
            life.open(life.settle(clusterId), clusterId, Voters.NONE, this::ids);
            join(life.begin());
            life.serve();
            hosted.started();
        } catch (RuntimeException refused) {
            hosted.stop();
            throw refused;
        }
    }

    synchronized void stop(int id) {
        known(id).stop();
    }

    synchronized void kill(int id) {
        known(id).kill();
    }

    synchronized void freeze(int id) {
        known(id).freeze();
    }

    synchronized void thaw(int id) {
        known(id).thaw();
    }

    String clusterId() {
        return clusterId;
    }

    BrokerState state(int id) {
        return known(id).state();
    }

    String address(int id) {
        return known(id).addresses().getFirst();
    }

    private HostedBroker known(int id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no broker " + id));
    }

    synchronized void link(int from, int to, LinkFault fault) {
        known(from);
        known(to);
        Way way = new Way(from, to);
        if (from != to && !house.links().fault(way).equals(fault)) {
            house.links().set(way, fault);
            LinkView now = view(way, fault);
            house.events().publish(new Event.LinkChanged(from, to, now.state(), now.delayMillis(), now.loss()));
        }
    }

    /** Links that are not in order. */
    List<LinkView> links() {
        InProcessLinks links = house.links();
        return links.faults().entrySet().stream().map(entry -> view(entry.getKey(), entry.getValue())).toList();
    }

    private static LinkView view(Way way, LinkFault fault) {
        LinkState state = fault.cut() ? LinkState.CUT : fault.loss() > 0 ? LinkState.LOSSY : fault.delayMs() > 0 ? LinkState.SLOW : LinkState.OPEN;
        return new LinkView(way.from(), way.to(), state, fault.delayMs(), fault.loss());
    }

    /** All of them, the last first. */
    @Override
    public synchronized void close() {
        List<HostedBroker> ending = new ArrayList<>(byId.descendingMap().values());
        ending.forEach(hosted -> hosted.life().ifPresent(BrokerLife::leaveClients));
        ending.forEach(HostedBroker::end);
    }
}
