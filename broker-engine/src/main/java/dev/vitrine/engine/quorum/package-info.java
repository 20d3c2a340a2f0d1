/**
 * The metadata log among brokers: Raft as Kafka does it (KIP-595, snapshots of KIP-630, changing voters of KIP-853, pre-votes of KIP-996). A quorum of one
 * is the ordinary case, not a special one.
 *
 * <pre>
 * folder of the metadata log, {@code __cluster_metadata-0}
 *   ….log  ….index  …                     what was decided, and by the leaders of which epochs          log
 *   &lt;offset&gt;-&lt;epoch&gt;.checkpoint           what all before the offset comes to                           {@link dev.vitrine.engine.quorum.StateMachine}
 *   quorum-state                          epoch seen, vote given: never to be forgotten. None where one broker votes alone
 * </pre>
 *
 * <p>{@code Raft} decides, pure; {@code Turns} makes safe what was decided before anybody hears of it; {@code Copying} (followers) and {@code FetchDesk}
 * (leader) move the log; {@code Committed} moves what is committed into the state machine. All of it in one mailbox. May know {@code coordinator}, whose
 * {@link dev.vitrine.engine.coordinator.CommittedLog} it is for the controller, and below.
 */
package dev.vitrine.engine.quorum;
