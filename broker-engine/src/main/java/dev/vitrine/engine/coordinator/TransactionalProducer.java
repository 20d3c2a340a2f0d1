package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.log.VerificationGuard;

/**
 * Who writes in a transaction.
 *
 * @param guard the transaction coordinator's word that the transaction is open; {@link VerificationGuard#NONE} where the log knows it already
 */
public record TransactionalProducer(long id, short epoch, VerificationGuard guard) {}
