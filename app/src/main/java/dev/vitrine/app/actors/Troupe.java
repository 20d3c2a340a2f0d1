package dev.vitrine.app.actors;

import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.source.ClusterSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** All actors of one cluster. */
public final class Troupe implements ActorDesk, AutoCloseable {

    private static final long PATIENCE_MILLIS = 4_000;

    private final List<Actor> actors = new CopyOnWriteArrayList<>();
    private final List<Actor> dismissed = new CopyOnWriteArrayList<>();
    private final Clients clients;
    private final RandomGenerator.SplittableGenerator random;
    private long lastId;
    private boolean closed;

    /** Actors that are real clients of this cluster, over its socket. Close it before the cluster. */
    public Troupe(ClusterSource source) {
        this(Clients.of(source), RandomGeneratorFactory.<RandomGenerator.SplittableGenerator>of("L64X128MixRandom").create());
    }

    Troupe(Clients clients, RandomGenerator.SplittableGenerator random) {
        this.clients = clients;
        this.random = random;
    }

    @Override
    public List<ActorView> views() {
        return actors.stream().map(Actor::view).toList();
    }

    /** What there is to remember for another time. */
    public List<Setup> setups() {
        return actors.stream().map(Actor::setup).toList();
    }

    @Override
    public synchronized Optional<ActorView> add(Setup setup, boolean start) {
        dismissed.removeIf(actor -> !actor.view().state().alive());
        if (closed || actors.size() + dismissed.size() >= MOST) {
            return Optional.empty();
        }
        Setup unique = setup.named(free(setup.name()));
        Actor actor = make(unique);
        actors.add(actor);
        if (start) {
            actor.start();
        }
        return Optional.of(actor.view());
    }

    private Actor make(Setup setup) {
        lastId++;
        ProducerActor.Chance chance = new ProducerActor.Chance(System::nanoTime, InstantSource.system(), random.split());
        return switch (setup) {
            case ProducerSetup producer -> new ProducerActor(lastId, producer, clients, chance);
            case ConsumerSetup consumer -> new ConsumerActor(lastId, consumer, clients, chance);
        };
    }

    /** The name, or with the next free number behind it: {@code billing-2} after {@code billing-1}. */
    private String free(String wanted) {
        List<String> taken = actors.stream().map(actor -> actor.setup().name()).toList();
        if (!taken.contains(wanted)) {
            return wanted;
        }
        String stem = wanted.replaceFirst("-\\d+$", "");
        int number = 2;
        while (taken.contains(stem + "-" + number)) {
            number++;
        }
        return stem + "-" + number;
    }

    private void with(long id, java.util.function.Consumer<Actor> told) {
        actors.stream().filter(actor -> actor.id() == id).findFirst().ifPresent(told);
    }

    @Override
    public synchronized void start(long id) {
        if (!closed) {
            with(id, Actor::start);
        }
    }

    @Override
    public void leave(long id) {
        with(id, Actor::leave);
    }

    @Override
    public void crash(long id) {
        with(id, Actor::crash);
    }

    @Override
    public void freeze(long id) {
        with(id, Actor::freeze);
    }

    @Override
    public void stick(long id) {
        with(id, Actor::stick);
    }

    @Override
    public void wake(long id) {
        with(id, Actor::wake);
    }

    @Override
    public void change(long id, Setup setup) {
        with(id, actor -> actor.change(setup));
    }

    @Override
    public synchronized Runnable remove(long id) {
        Optional<Actor> found = actors.stream().filter(actor -> actor.id() == id).findFirst();
        if (found.isEmpty()) {
            return () -> { };
        }
        Actor actor = found.get();
        boolean alive = actor.view().state().alive();
        actors.remove(actor);
        dismissed.add(actor);
        actor.dismiss();
        return () -> add(actor.setup(), alive);
    }

    /** All leave politely, side by side; who takes too long is left behind. */
    @Override
    public void close() {
        List<Actor> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            all.addAll(actors);
            all.addAll(dismissed);
        }
        all.forEach(Actor::dismiss);
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        all.forEach(actor -> actor.ended((until - System.nanoTime()) / 1_000_000));
    }
}
