package dev.vitrine.app.model.acks;

import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.composer.Acks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Shows what acks=0, 1 and all risk, with real producers at a real cluster.
 *
 * <pre>
 *   BROKERS ► TOPICS ► WRITING ► CUT ► KILLED ► ELECTION ► GOING_ON ► RETURN ► READING ► DONE
 * </pre>
 * While the leader is cut off it can't be told from a slow one: it goes on acknowledging what waits for nobody. The time until it is killed is shorter than
 * both {@code broker.session.timeout.ms} and {@code replica.lag.time.max.ms}, so the followers are still in sync when it dies, and a clean election finds a
 * leader that never had those records. However it ends, the links are healed and the broker is started again. Blocks: for the background.
 */
public final class AcksTrial {

    static final int BROKERS = 3;
    /** So many records of each producer are acknowledged before anything is hurt. */
    static final int BEFORE = 60;
    private static final long CUT_MILLIS = 3_000;
    private static final long AFTER_MILLIS = 2_500;
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long LAST_ANSWERS_MILLIS = 15_000;

    private final TrialWorld world;
    private final Consumer<Progress> tell;
    private final Map<Acks, Ledger> ledgers = new EnumMap<>(Acks.class);
    private final List<TrialWorld.Writer> writers = new ArrayList<>();
    private int leader = -1;
    private List<Integer> others = List.of();
    private boolean cut;
    private boolean killed;

    /** @param tell is told of each scene, on the trial's own thread */
    public AcksTrial(TrialWorld world, Consumer<Progress> tell) {
        this.world = world;
        this.tell = tell;
    }

    public static String topic(Acks acks) {
        return "acks-" + acks.setting();
    }

    /** @return how it ended. @throws Exception where the cluster can't be brought so far; everything is healed then, too */
    public Progress run() throws Exception {
        try {
            brokers();
            topics();
            write();
            hurt();
            recover();
            return read();
        } finally {
            writers.forEach(TrialWorld.Writer::close);
            heal();
        }
    }

    private Progress scene(Scene scene, String says) {
        Progress progress = new Progress(scene, says, ledgers, leader);
        tell.accept(progress);
        return progress;
    }

    private void brokers() throws Exception {
        int there = world.running().size();
        scene(Scene.BROKERS, there >= BROKERS ? there + " brokers run." : "There " + (there == 1 ? "is one broker" : "are " + there + " brokers") + ": " + (BROKERS - there)
                + " more are added.");
        for (int n = there; n < BROKERS; n++) {
            world.desk().add();
        }
        until("three brokers run", () -> world.running().size() >= BROKERS && world.controller() >= 0);
    }

    private void topics() throws Exception {
        int controller = world.controller();
        // Where the controller dies, too, a controller has to be elected first: a longer story than this one.
        List<Integer> running = world.running().stream().sorted().toList();
        leader = running.stream().filter(broker -> broker != controller).findFirst().orElseThrow();
        others = running.stream().filter(broker -> broker != leader).toList();
        List<Integer> replicas = List.of(leader, others.get(0), others.get(1));
        scene(Scene.TOPICS, "Broker " + leader + " leads all three; brokers " + others.get(0) + " and " + others.get(1) + " follow.");
        for (Acks acks : Acks.values()) {
            world.create(topic(acks), replicas);
        }
        for (Acks acks : Acks.values()) {
            until(topic(acks) + " has its leader", () -> world.leader(topic(acks)) == leader);
        }
    }

    private void write() throws Exception {
        for (Acks acks : Acks.values()) {
            ledgers.put(acks, new Ledger());
        }
        scene(Scene.WRITING, "Until each of them has had " + BEFORE + " records acknowledged.");
        for (Acks acks : Acks.values()) {
            writers.add(world.write(topic(acks), acks, ledgers.get(acks)));
        }
        until("records are acknowledged", () -> ledgers.values().stream().allMatch(ledger -> ledger.tally().acknowledged() >= BEFORE));
    }

    private void hurt() throws Exception {
        scene(Scene.CUT, "Nothing that broker " + leader + " says gets to brokers " + others.get(0) + " and " + others.get(1) + ", and back. Watch who is still acknowledged.");
        cut = true;
        new Act.CutOff(leader, allOthers()).carryOut(world.desk());
        world.pause(CUT_MILLIS);
        scene(Scene.KILLED, "Broker " + leader + " ends without a word.");
        killed = true;
        world.desk().kill(leader);
    }

    private List<Integer> allOthers() throws Exception {
        return world.running().stream().filter(broker -> broker != leader).sorted().toList();
    }

    private void recover() throws Exception {
        scene(Scene.ELECTION, "The controller waits for broker " + leader + " as long as broker.session.timeout.ms says.");
        for (Acks acks : Acks.values()) {
            until(topic(acks) + " has another leader", () -> world.leader(topic(acks)) >= 0 && world.leader(topic(acks)) != leader);
        }
        scene(Scene.GOING_ON, "Broker " + world.leader(topic(Acks.ALL)) + " leads " + topic(Acks.ALL) + " now. Who waits for answers sends again what was not answered.");
        world.pause(AFTER_MILLIS);
        writers.forEach(writer -> writer.stop(LAST_ANSWERS_MILLIS));
        scene(Scene.RETURN, "Broker " + leader + " starts with what lies in its folder, and asks the new leaders how far that is right.");
        heal();
        until("broker " + leader + " runs again", () -> world.running().contains(leader));
    }

    private Progress read() throws Exception {
        scene(Scene.READING, "From the beginning to the end, as any consumer would.");
        for (Acks acks : Acks.values()) {
            world.read(topic(acks), ledgers.get(acks));
            ledgers.get(acks).read();
        }
        return scene(Scene.DONE, verdict());
    }

    private String verdict() {
        int none = lost(Acks.NONE);
        int one = lost(Acks.LEADER);
        int all = lost(Acks.ALL);
        return "Acknowledged and lost: " + none + " with acks=0, " + one + " with acks=1, " + all + " with acks=all.";
    }

    private int lost(Acks acks) {
        return ledgers.get(acks).tally().lost();
    }

    /** Whatever happened: nothing stays hurt. */
    private void heal() throws Exception {
        if (cut) {
            cut = false;
            List<Integer> all = new ArrayList<>(world.running());
            others.stream().filter(broker -> !all.contains(broker)).forEach(all::add);
            new Act.Reconnect(leader, all.stream().filter(broker -> broker != leader).sorted().toList()).carryOut(world.desk());
        }
        if (killed) {
            killed = false;
            world.desk().start(leader);
        }
    }

    private void until(String what, Callable<Boolean> so) throws Exception {
        long began = world.now();
        while (!so.call()) {
            if (world.now() - began > PATIENCE_MILLIS) {
                throw new IllegalStateException("in vain waited for a minute until " + what);
            }
            world.pause(LOOK_MILLIS);
        }
    }
}
