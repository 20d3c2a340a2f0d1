/**
 * The group coordinator: classic groups, consumer groups (KIP-848) and committed offsets as one pure state machine per partition of
 * {@code __consumer_offsets}.
 *
 * <p>{@link dev.vitrine.engine.group.GroupCoordinator} is the way in: it finds the shard of a group and runs an {@link
 * dev.vitrine.engine.group.Operation} there. One operation, one class. An operation writes records, answers and timers into its {@link
 * dev.vitrine.engine.group.Turn}; what is durable changes in {@link dev.vitrine.engine.group.GroupShard#replay} alone. Parked requests and clocks live
 * in memory, and a shard that is loaded anew starts them again.
 *
 * <table>
 *   <caption>A group is one of two kinds</caption>
 *   <tr><th></th><th>classic</th><th>consumer (KIP-848)</th></tr>
 *   <tr><td>who shares out the work</td><td>one of its members, the leader</td><td>the coordinator, by {@code group.assign}</td></tr>
 *   <tr><td>state, with its diagram</td><td>{@link dev.vitrine.engine.group.ClassicGroup}</td>
 *       <td>{@link dev.vitrine.engine.group.ConsumerGroup}; of each member {@link dev.vitrine.engine.group.Reconciliation}</td></tr>
 *   <tr><td>moved on by</td><td>{@link dev.vitrine.engine.group.Rebalance}: everybody stops and joins again</td>
 *       <td>{@link dev.vitrine.engine.group.MemberUpdate}: each member walks by itself, heartbeat by heartbeat</td></tr>
 *   <tr><td>requests</td><td>{@code JoinGroup, SyncGroup, Heartbeat, LeaveGroup}</td><td>{@code ConsumerHeartbeat, ConsumerLeave}</td></tr>
 *   <tr><td>clocks</td><td>{@code Rebalance}</td><td>{@link dev.vitrine.engine.group.ConsumerGroups}</td></tr>
 *   <tr><td>durable</td><td>{@link dev.vitrine.engine.group.GroupMetadata}, once a generation is assigned</td>
 *       <td>{@link dev.vitrine.engine.group.ConsumerGroupRecord}, every step</td></tr>
 * </table>
 *
 * <p>Offsets are the same for both: {@link dev.vitrine.engine.group.Offsets}, and {@link dev.vitrine.engine.group.PendingOffsets} for what open
 * transactions have committed. Who may commit, a group says itself ({@code ClassicCommitCheck}, {@code ConsumerCommitCheck}).
 *
 * <p>{@link dev.vitrine.engine.group.Migration} takes a group with its members from one kind to the other while they work ({@code
 * group.consumer.migration.policy}). In between a consumer group serves its classic members in their own protocol: {@link
 * dev.vitrine.engine.group.JoinConsumerGroup}, {@link dev.vitrine.engine.group.ClassicInConsumerGroup}.
 *
 * <p>May know {@code coordinator} and below; never a network or a thread.
 */
package dev.vitrine.engine.group;
