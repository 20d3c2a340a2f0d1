package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.TransactionBegun;
import dev.vitrine.engine.observe.Event.TransactionCompleted;
import dev.vitrine.engine.observe.Event.TransactionPartitionsAdded;
import dev.vitrine.engine.observe.Event.TransactionPreparing;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells observers of the transactions of one id without costing those who make thousands of them: a transaction is told of step by step where
 * the last one that was told of began {@value #EVERY_MS} ms ago or more; the others are counted, and told of with the next.
 */
final class TransactionNews {

    static final long EVERY_MS = 200;

    private long toldSince = Long.MIN_VALUE / 2;
    private boolean tells = true;
    private long untoldCommits;
    private long untoldAborts;

    void partitionsAdded(String id, TransactionMetadata before, TransactionMetadata after, Turn turn) {
        List<TopicPartition> added = after.partitions().stream().filter(partition -> !before.partitions().contains(partition)).toList();
        if (before.state() == after.state()) {
            tell(new TransactionPartitionsAdded(id, added), turn);
            return;
        }
        tells = turn.now() - toldSince >= EVERY_MS;
        if (tells) {
            toldSince = turn.now();
        }
        tell(new TransactionBegun(id, after.producer().id(), after.producer().epoch(), added), turn);
    }

    /** @param why empty where the client asked for it */
    void preparing(String id, boolean commit, Set<TopicPartition> partitions, String why, Turn turn) {
        tell(new TransactionPreparing(id, commit, partitions.size(), why), turn);
    }

    void completed(String id, boolean commit, ProducerIdentity producer, Turn turn) {
        if (tells) {
            turn.publish(new TransactionCompleted(id, producer.id(), producer.epoch(), commit, untoldCommits, untoldAborts));
            untoldCommits = 0;
            untoldAborts = 0;
        } else if (commit) {
            untoldCommits++;
        } else {
            untoldAborts++;
        }
    }

    private void tell(Event event, Turn turn) {
        if (tells) {
            turn.publish(event);
        }
    }
}
