package dev.vitrine.engine.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What idempotent producers wrote is there once at most, and in the order in which it was written. */
final class InOrder {

    private final Ledger ledger;
    private final Set<String> idempotent;

    /** @param idempotent names of producers: nothing is promised to others */
    InOrder(Ledger ledger, Set<String> idempotent) {
        this.ledger = ledger;
        this.idempotent = idempotent;
    }

    void judge(List<Reader> all) {
        all.forEach(reader -> {
            Map<String, Long> last = new HashMap<>();
            reader.content().forEach((offset, text) -> {
                Values value = Values.parse(text);
                Long before = last.put(value.producer(), value.number());
                if (idempotent.contains(value.producer()) && before != null && value.number() <= before) {
                    ledger.violated("P5", reader.partition() + "@" + offset + " holds " + value + " behind number " + before + " of the same producer");
                }
            });
        });
    }
}
