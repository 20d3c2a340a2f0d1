package dev.vitrine.engine.log;

/**
 * Broker settings about producers; they may change while the log is open.
 *
 * @param idExpirationMs     {@code producer.id.expiration.ms}
 * @param verifyTransactions {@code transaction.partition.verification.enable}: no transactional batch without the coordinator's word
 */
public record ProducerRules(long idExpirationMs, boolean verifyTransactions) {}
