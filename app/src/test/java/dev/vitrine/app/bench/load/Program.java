package dev.vitrine.app.bench.load;

import java.io.IOException;

/** A client that asks one question after the other, and waits in between. Driven by a {@link Loop}; for its thread alone. */
abstract class Program {

    private final Wire wire;

    Program(Wire wire) {
        this.wire = wire;
    }

    /** What it does next: a question, or to wait. */
    sealed interface Step permits Question, Pause {}

    /** Nothing until then, in {@link System#nanoTime}. */
    record Pause(long untilNanos) implements Step {}

    /** Called at first, when an answer has been taken, and when a pause is over. */
    abstract Step next(long nowNanos) throws IOException;

    abstract String name();

    final Wire wire() {
        return wire;
    }
}
