/**
 * The runtime under every coordinator: command → (records, effects); replay(record); parked replies; timers. Made once, here.
 * It appends to a {@link dev.vitrine.engine.coordinator.CommittedLog}, which the façade wires to a partition or to the metadata log.
 * May know {@code offsets} (the materialised view) and below.
 */
package dev.vitrine.engine.coordinator;
