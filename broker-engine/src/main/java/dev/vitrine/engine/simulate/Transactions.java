package dev.vitrine.engine.simulate;

import dev.vitrine.engine.simulate.Transactor.Written;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** How each transaction ended, by the word of its coordinator; held in the end against what readers of committed records were given. */
final class Transactions {

    /** UNDECIDED: a commit was asked for, and nobody heard what became of it. */
    private enum End { NEVER_COMMITTED, UNDECIDED, COMMITTED }

    private static final class Transaction {

        private final List<Written> records;
        private End end = End.NEVER_COMMITTED;
        private boolean offsetSeen;

        Transaction(List<Written> records) {
            this.records = records;
        }
    }

    private final Map<String, Transaction> all = new LinkedHashMap<>();
    private final Map<String, Long> newestCommitted = new HashMap<>();
    private final Ledger ledger;
    private long commits;

    Transactions(Ledger ledger) {
        this.ledger = ledger;
    }

    void begun(String id, List<Written> records) {
        all.put(id, new Transaction(List.copyOf(records)));
    }

    void committing(String id) {
        all.get(id).end = End.UNDECIDED;
    }

    void committed(String producer, long number) {
        commits++;
        all.get(id(producer, number)).end = End.COMMITTED;
        newestCommitted.merge(producer, number, Math::max);
    }

    /** An abort that was asked for: nothing of it may ever be seen. */
    void aborted(String id) {
        all.get(id).end = End.NEVER_COMMITTED;
    }

    long commits() {
        return commits;
    }

    /** A reader of committed records was given one. */
    void read(TopicPartition partition, long offset, Values value) {
        Transaction transaction = all.get(value.producer());
        if (transaction != null && transaction.end == End.NEVER_COMMITTED) {
            ledger.violated("P4", partition + "@" + offset + " is of a transaction whose commit nobody has asked for, and was read as committed: " + value);
        }
    }

    /**
     * A group's offset was asked for that each transaction of a producer sets to its own number.
     *
     * @param producer who began these transactions
     * @param number   0 for none
     */
    void offsetSeen(String producer, long number) {
        Transaction transaction = all.get(id(producer, number));
        if (number > 0 && (transaction == null || transaction.end == End.NEVER_COMMITTED)) {
            ledger.violated("P6", "the offset of a transaction is there, and nobody has asked for its commit: " + id(producer, number));
        } else if (transaction != null) {
            transaction.offsetSeen = true;
        }
        long newest = newestCommitted.getOrDefault(producer, 0L);
        if (number < newest) {
            ledger.violated("P6", "the offset of " + id(producer, number) + " is there, and " + id(producer, newest) + " was committed after it");
        }
    }

    static String id(String producer, long number) {
        return producer + "-" + number;
    }

    /** @param values that a reader of committed records was given, of each partition, from its beginning to its end */
    void judge(Map<TopicPartition, Set<String>> values) {
        all.forEach((id, transaction) -> {
            long there = transaction.records.stream()
                    .filter(record -> values.getOrDefault(record.partition(), Set.of()).contains(record.value())).count();
            boolean whole = there == transaction.records.size();
            switch (transaction.end) {
                case COMMITTED -> check(whole, id, "was committed, and " + there + " are there", transaction);
                case NEVER_COMMITTED -> check(there == 0, id, "was not committed, and " + there + " are there", transaction);
                case UNDECIDED -> check(whole || there == 0 && !transaction.offsetSeen, id,
                        "is torn: " + there + " are there, and its offset was " + (transaction.offsetSeen ? "" : "not ") + "seen", transaction);
            }
        });
    }

    private void check(boolean kept, String id, String what, Transaction transaction) {
        if (!kept) {
            ledger.violated("P6", "transaction " + id + " of " + transaction.records.size() + " records " + what + ": " + transaction.records);
        }
    }
}
