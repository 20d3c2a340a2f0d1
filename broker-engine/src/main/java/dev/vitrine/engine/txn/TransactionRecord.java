package dev.vitrine.engine.txn;

import java.util.Optional;

/** What the transaction coordinator writes into {@code __transaction_state}; an empty value is a tombstone. */
record TransactionRecord(String transactionalId, Optional<TransactionMetadata> value) {}
