package dev.vitrine.app.actors;

import dev.vitrine.app.model.actors.ProducerSetup.Transactions;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;

/** Begins a transaction before its first record and ends it after its last: a commit, or now and then an abort. For one thread. */
final class TransactionsOf {

    private final Producer<?, ?> producer;
    private final RandomGenerator random;
    private final LongAdder committed;
    private final LongAdder aborted;
    private int open;

    TransactionsOf(Producer<?, ?> producer, RandomGenerator random, LongAdder committed, LongAdder aborted) {
        this.producer = producer;
        this.random = random;
        this.committed = committed;
        this.aborted = aborted;
    }

    void before(Transactions plan) {
        if (plan.used() && open == 0) {
            producer.beginTransaction();
        }
    }

    void after(Transactions plan) {
        if (plan.used() && ++open >= plan.records()) {
            finish(plan);
        }
    }

    /** Ends the one that is open, if any. */
    void finish(Transactions plan) {
        if (open == 0) {
            return;
        }
        open = 0;
        if (random.nextInt(100) < plan.abortPercent()) {
            // An abort drops what the client has not sent yet: of a quick one nothing would be in the log, and nobody could see what an abort undoes.
            producer.flush();
            producer.abortTransaction();
            aborted.increment();
        } else {
            producer.commitTransaction();
            committed.increment();
        }
    }
}
