/**
 * The transaction coordinator (KIP-98, KIP-360, KIP-890): transactional ids as one pure state machine per partition of {@code
 * __transaction_state}.
 *
 * <p>{@link dev.vitrine.engine.txn.TransactionCoordinator} is the way in: it finds the shard of a transactional id and runs an {@link
 * dev.vitrine.engine.txn.Operation} there. One operation, one class. {@link dev.vitrine.engine.txn.TransactionMetadata} is what is durable of
 * a transactional id, with the state diagram; it changes in {@link dev.vitrine.engine.txn.TransactionShard#replay} alone. Which partitions
 * have not written their marker yet lives in memory: a shard that is loaded anew asks all of them again, which does no harm.
 *
 * <p>May know {@code coordinator}, {@code replica} (what partitions and coordinator say to each other) and below; never a network or a thread.
 */
package dev.vitrine.engine.txn;
