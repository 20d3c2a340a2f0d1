/**
 * The group coordinator: classic groups and committed offsets as one pure state machine per partition of {@code __consumer_offsets}.
 *
 * <p>{@link dev.vitrine.engine.group.GroupCoordinator} is the way in: it finds the shard of a group and runs an {@link
 * dev.vitrine.engine.group.Operation} there. One operation, one class. {@link dev.vitrine.engine.group.ClassicGroup} holds a group and its
 * state diagram, {@link dev.vitrine.engine.group.Rebalance} moves it through a rebalance. What is durable (group metadata, committed
 * offsets) changes in {@link dev.vitrine.engine.group.GroupShard#replay} alone; parked requests and timers live in memory, and a shard that
 * is loaded anew starts them again.
 *
 * <p>May know {@code coordinator} and below; never a network or a thread.
 */
package dev.vitrine.engine.group;
