package dev.vitrine.engine.txn;

import java.util.Optional;

/** A transactional id as its shard has it in memory: what is durable, the end that is under way, and what observers have been told. */
final class Transaction {

    private final TransactionNews news = new TransactionNews();
    private TransactionMetadata metadata;
    private Ending ending;

    Transaction(TransactionMetadata metadata) {
        replay(metadata);
    }

    void replay(TransactionMetadata next) {
        metadata = next;
        ending = next.isEnding() ? new Ending(next) : null;
    }

    TransactionMetadata metadata() {
        return metadata;
    }

    Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    TransactionNews news() {
        return news;
    }
}
