/**
 * The runtime under every coordinator: command → (records, effects); replay(record); parked replies; timers. Made once, here.
 *
 * <p>{@link dev.vitrine.engine.coordinator.CoordinatorRuntime} holds one shard and its life: read from the log ({@link
 * dev.vitrine.engine.coordinator.Loading}), at work ({@link dev.vitrine.engine.coordinator.LiveShard}), let go of. What waits for the log stands in {@link
 * dev.vitrine.engine.coordinator.CommitQueue}, and {@link dev.vitrine.engine.coordinator.CommitWatch} sees that it does not wait for ever; {@link
 * dev.vitrine.engine.coordinator.Outstanding} knows whom nobody has answered yet; {@link dev.vitrine.engine.coordinator.ViewFeed} hands on to the view
 * what is committed and decided. {@link dev.vitrine.engine.coordinator.Shards} are all runtimes of one coordinator on this broker.
 *
 * <p>It appends to a {@link dev.vitrine.engine.coordinator.CommittedLog}, which the façade wires to a partition or to the metadata log.
 * May know {@code offsets} (the materialised view) and below.
 */
package dev.vitrine.engine.coordinator;
