package dev.vitrine.engine.quorum;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a {@link Quorum} has around it.
 *
 * @param mailbox  everything of it happens here, and in the controller's shard, which shares it
 * @param slowWork writes snapshots
 */
public record Surroundings(
        Mailbox mailbox, Links links, Clock clock, Scheduler scheduler, RandomGenerator random, Consumer<Event> publish, Executor slowWork) {

    /** Monotonic milliseconds. */
    long now() {
        return clock.nanos() / 1_000_000;
    }
}
