package dev.vitrine.engine.simulate;

import java.util.List;
import java.util.function.Consumer;

/** The brokers of a simulation, as misfortune finds them. */
public interface World {

    List<Integer> brokers();

    /** It runs, and nothing is done to it. */
    boolean isWell(int broker);

    /** Virtual time. */
    long millis();

    /** As kill −9: what it wrote stays. */
    void kill(int broker);

    /** What it had not forced to its disk is gone, or torn. */
    void losePower(int broker);

    void start(int broker);

    void freeze(int broker);

    void thaw(int broker);

    /** Cuts it off from the other brokers. */
    void isolate(int broker, boolean cut);

    void cut(int from, int to, boolean cut);

    /** @param millis 0 for none */
    void delay(int from, int to, long millis);

    /** Cuts it off from clients. */
    void cutClients(int broker, boolean cut);

    /** Its wall clock is wrong by so much from now on, in either direction. */
    void setClock(int broker, long wrongByMillis);

    /** Forcing something to its disk takes so long at most, and whoever does it does nothing else meanwhile. @param millis 0 for no time at all */
    void slowDisk(int broker, int millis);

    /** Nothing more fits on its disk: a write is torn where the space ends. */
    void fullDisk(int broker, boolean full);

    /** Its disk refuses now and then to write, to rename, to make safe. A broker need not count on it any more until it is started anew. */
    void failingDisk(int broker, boolean fails);

    /** The way of clients to them. */
    Street street();

    /**
     * What the brokers themselves can be held to, looked at from outside: after every event.
     *
     * @param broken told of what does not hold
     */
    void inspect(Consumer<Violation> broken);

    /** What brokers have told observers since the last time, in words. */
    void news(Consumer<String> told);

    /** Every partition has a leader, and all of its replicas are there and in sync: also those that the controller has not missed yet. */
    boolean isWhole();

    /** All is well and at rest: every replica of a partition holds the same batches. */
    void compareReplicas(Consumer<Violation> broken);
}
