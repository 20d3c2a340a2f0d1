package dev.vitrine.engine.client.history;

import dev.vitrine.engine.Brokers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does harm to one broker at a time, so that a majority is always there, and mends it again; or moves leaders about while all are well. */
final class Nemesis {

    private enum Harm { KILL, FREEZE, STOP, ISOLATE, CUT, DELAY, MOVE }

    private final Brokers brokers;
    private final LeaderMoves moves;
    private final Random random;
    private final long longestMs;
    private final Map<String, Integer> done = new TreeMap<>();

    /** @param longestMs how long a broker is out at most; the pause after it too */
    Nemesis(Brokers brokers, LeaderMoves moves, Random random, long longestMs) {
        this.brokers = brokers;
        this.moves = moves;
        this.random = random;
        this.longestMs = longestMs;
    }

    /** Goes on for so long; all is in order again when it returns. */
    void rage(long forMs) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMs);
        while (System.nanoTime() < until) {
            pause();
            harm();
        }
    }

    private void harm() {
        List<Integer> ids = brokers.ids();
        int victim = ids.get(random.nextInt(ids.size()));
        int other = ids.stream().filter(id -> id != victim).skip(random.nextInt(ids.size() - 1)).findFirst().orElseThrow();
        Harm harm = Harm.values()[random.nextInt(Harm.values().length)];
        done.merge(harm.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        switch (harm) {
            case KILL -> brokers.kill(victim);
            case FREEZE -> brokers.freeze(victim);
            case STOP -> brokers.stop(victim);
            case ISOLATE -> brokers.isolate(victim);
            case CUT -> brokers.cut(victim, other);
            case DELAY -> brokers.delay(victim, other, 50 + random.nextInt(400));
            case MOVE -> moves.move(ids);
        }
        pause();
        switch (harm) {
            case KILL, STOP -> brokers.start(victim);
            case FREEZE -> brokers.thaw(victim);
            case ISOLATE, CUT, DELAY -> brokers.healAll();
            case MOVE -> { }
        }
    }

    /** Time for what was done to take effect: nothing tells when it has. */
    private void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextLong(longestMs)));
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        return done;
    }
}
