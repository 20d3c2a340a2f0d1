package dev.vitrine.engine.simulate;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/** Which member of the group believes that a partition is its own. A member that the coordinator has not answered for too long believes nothing any more. */
final class Owners {

    private record Owner(String member, LongSupplier believesUntil) {}

    private final Map<TopicPartition, Owner> owners = new TreeMap<>(Comparators.PARTITIONS);
    private final Ledger ledger;
    private final LongSupplier millis;

    Owners(Ledger ledger, LongSupplier millis) {
        this.ledger = ledger;
        this.millis = millis;
    }

    /** @param believesUntil when the member must count on being out, if nothing more is heard */
    void take(TopicPartition partition, String member, LongSupplier believesUntil) {
        Owner before = owners.put(partition, new Owner(member, believesUntil));
        if (before != null && !before.member().equals(member) && before.believesUntil().getAsLong() > millis.getAsLong()) {
            ledger.violated("P7", partition + " was given to " + member + ", and " + before.member() + " still has it");
        }
    }

    void giveUp(TopicPartition partition, String member) {
        Owner owner = owners.get(partition);
        if (owner != null && owner.member().equals(member)) {
            owners.remove(partition);
        }
    }
}
