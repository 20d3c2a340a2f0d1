package dev.vitrine.engine.replica;

import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;

/**
 * What every replica of a broker has around it.
 *
 * @param broker     this one
 * @param neighbours the other brokers, by the newest image
 * @param changes    asks the controller to change who is in sync
 * @param throttles  hold copies back
 */
public record ReplicaSurroundings(
        int broker,
        ReplicationSettings settings,
        Neighbours neighbours,
        InSyncChanges changes,
        Throttles throttles,
        Clock clock,
        Scheduler scheduler,
        Events events) {}
