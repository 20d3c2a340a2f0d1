package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.ReplyTo;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions have answered whether they wrote a marker. Those that can't now are asked again, those that are gone need none; with the last of
 * them the transaction has ended.
 *
 * @param exists which partitions there are
 */
record MarkersWritten(
        String transactionalId, Ending ending, Map<TopicPartition, Errors> answers, Predicate<TopicPartition> exists, ReplyTo<Errors> reply)
        implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(MarkersWritten.class);

    @Override
    public void apply(TransactionShard shard, Turn turn) {
        shard.find(transactionalId)
                .filter(transaction -> transaction.ending().map(now -> now == ending).orElse(false))
                .ifPresent(transaction -> take(transaction, shard, turn));
        turn.answer(reply, Errors.NONE);
    }

    private void take(Transaction transaction, TransactionShard shard, Turn turn) {
        ending.written(answers.entrySet().stream()
                .filter(answer -> isSettled(answer.getKey(), answer.getValue())).map(Map.Entry::getKey).toList());
        if (ending.isDone()) {
            shard.complete(transactionalId, transaction, turn);
        } else if (answers.containsValue(Errors.TRANSACTION_COORDINATOR_FENCED)) {
            LOG.info("Another coordinator ends the transactions of {}: this one asks no more", transactionalId);
        } else {
            turn.startTimer(new TimerKey.Markers(transactionalId), ending.retryDelayMs(), this::again);
        }
    }

    private boolean isSettled(TopicPartition partition, Errors answer) {
        return switch (answer) {
            case NONE -> true;
            case UNKNOWN_TOPIC_OR_PARTITION -> !exists.test(partition);
            // The partition has seen a later epoch of this producer: nothing of this transaction is open there any more.
            case INVALID_PRODUCER_EPOCH -> {
                LOG.warn("{} has seen a later epoch of {} than that of the transaction that is being ended", partition, transactionalId);
                yield true;
            }
            default -> false;
        };
    }

    private void again(TransactionShard shard, Turn turn) {
        shard.find(transactionalId)
                .filter(transaction -> transaction.ending().map(now -> now == ending).orElse(false))
                .ifPresent(transaction -> shard.sendMarkers(transactionalId, ending, turn));
    }
}
