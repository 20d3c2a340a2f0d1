package dev.vitrine.engine;

import dev.vitrine.engine.simulate.Simulation;
import dev.vitrine.engine.simulate.Story;
import dev.vitrine.engine.simulate.World;
import dev.vitrine.engine.time.VirtualTime;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Runs a cluster of three brokers in virtual time, from a seed: see {@link Simulation}. */
public final class Simulator {

    /** What the promises ask for: of three replicas two are in sync, and who has not everything never leads. */
    static final Map<String, String> DURABLE = Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false");

    private static final long CHAOS_MS = 60_000;

    private Simulator() {}

    /** The same seed is the same run. Takes seconds; uses this thread alone. */
    public static Simulation.Report run(long seed) {
        return run(seed, Story.UNTOLD);
    }

    /** @param story told what happens, line by line */
    public static Simulation.Report run(long seed, Story story) {
        return run(seed, DURABLE, story);
    }

    /** Three brokers that nothing happens to but what the caller does. @param minInSync what topics ask for: producers are promised so many copies */
    public static World world(VirtualTime time, RandomGenerator random, int minInSync) {
        return new SimulatedWorld(time, random, minInSync);
    }

    static Simulation.Report run(long seed, Map<String, String> topicSettings, Story story) {
        int minInSync = Integer.parseInt(topicSettings.get("min.insync.replicas"));
        return new Simulation(seed, (time, random) -> new SimulatedWorld(time, random, minInSync), story).run(CHAOS_MS, topicSettings);
    }
}
