package dev.vitrine.engine.time;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/** How many threads of one kind there are to be, where the brokers of an engine share them: the largest number that one of them asks for counts. */
public final class SharedThreads {

    private final int own;
    private final IntConsumer resize;
    private final Map<Integer, Integer> asked = new HashMap<>();

    /** @param own as many as there are where nobody asks @param resize is told how many there are to be */
    public SharedThreads(int own, IntConsumer resize) {
        this.own = own;
        this.resize = resize;
    }

    /** @param threads empty where the broker takes what there is, or has gone */
    public synchronized void ask(int broker, OptionalInt threads) {
        threads.ifPresentOrElse(number -> asked.put(broker, number), () -> asked.remove(broker));
        resize.accept(asked.values().stream().max(Integer::compare).orElse(own));
    }
}
