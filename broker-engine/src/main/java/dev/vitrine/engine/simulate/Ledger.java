package dev.vitrine.engine.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * What clients were promised, and what they saw: each new line is held against those before it. Kept by client's own words alone, as Jepsen does it, so that
 * no mistake of a broker can hide behind another one.
 */
final class Ledger {

    private final LongSupplier millis;
    private final Predicate<String> careless;
    private final Map<TopicPartition, NavigableMap<Long, String>> seen = new TreeMap<>(Comparators.PARTITIONS);
    private final Map<TopicPartition, Map<String, Long>> acknowledged = new TreeMap<>(Comparators.PARTITIONS);
    private final Map<TopicPartition, Set<String>> refused = new TreeMap<>(Comparators.PARTITIONS);
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> permitted = new ArrayList<>();
    private long reads;
    private long acknowledgements;

    Ledger(LongSupplier millis) {
        this(millis, topic -> false);
    }

    /** @param careless topics where somebody may lead who has not everything: what is lost there was never promised */
    Ledger(LongSupplier millis, Predicate<String> careless) {
        this.millis = millis;
        this.careless = careless;
    }

    void violated(String promise, String what) {
        violations.add(new Violation(promise, millis.getAsLong(), what));
    }

    /** Acknowledged, or read, and gone or something else. */
    private void lost(TopicPartition partition, String promise, String what) {
        (careless.test(partition.topic()) ? permitted : violations).add(new Violation(promise, millis.getAsLong(), what));
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Losses where the topic's settings allow them: no promise is broken. */
    List<Violation> permittedLosses() {
        return List.copyOf(permitted);
    }

    long acknowledgements() {
        return acknowledgements;
    }

    long reads() {
        return reads;
    }

    /** A broker said that the record is safe. @param offset −1 where it did not say where */
    void acknowledged(TopicPartition partition, String value, long offset) {
        acknowledgements++;
        acknowledged.computeIfAbsent(partition, p -> new HashMap<>()).put(value, offset);
        String there = offset < 0 ? null : seen(partition).get(offset);
        if (there != null && !there.equals(value)) {
            lost(partition, "P3", value + " was acknowledged at " + partition + "@" + offset + ", where " + there + " had been read");
        }
    }

    /** A broker said that it did not take the record. */
    void refused(TopicPartition partition, String value) {
        refused.computeIfAbsent(partition, p -> new TreeSet<>()).add(value);
    }

    /** A consumer was given a record. */
    void read(TopicPartition partition, long offset, String value) {
        reads++;
        String before = seen(partition).putIfAbsent(offset, value);
        if (before != null && !before.equals(value)) {
            lost(partition, "P3", partition + "@" + offset + " was " + before + " and is " + value);
        }
    }

    private NavigableMap<Long, String> seen(TopicPartition partition) {
        return seen.computeIfAbsent(partition, p -> new TreeMap<>());
    }

    /** A group's offset was acknowledged. */
    void committed(TopicPartition partition, long offset) {
        acknowledgements++;
        committed.merge(partition, offset, Math::max);
    }

    /** A group's offset was asked for, when {@code atLeast} had been acknowledged already. @param offset −1 for none */
    void fetchedCommit(TopicPartition partition, long atLeast, long offset) {
        reads++;
        if (offset < atLeast) {
            violated("P8", "the commit of " + atLeast + " for " + partition + " was acknowledged, and the group is at " + offset);
        }
    }

    /** What has been acknowledged for a partition so far; −1 for nothing. */
    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, -1L);
    }

    /** A reader was given {@code given} of what there was before {@code next}, and {@code there} is all that there is. */
    void followed(String reader, TopicPartition partition, NavigableMap<Long, String> given, long next, NavigableMap<Long, String> there) {
        there.headMap(next, false).forEach((offset, value) -> {
            if (!given.containsKey(offset)) {
                violated("P4", reader + " went past " + partition + "@" + offset + " without being given " + value);
            }
        });
    }

    /** All faults are over: this is what a partition holds, for good. */
    void finalContent(TopicPartition partition, NavigableMap<Long, String> content) {
        seen(partition).forEach((offset, value) -> {
            if (!value.equals(content.get(offset))) {
                lost(partition, "P4", partition + "@" + offset + " was read as " + value + " and is " + content.get(offset) + " in the end");
            }
        });
        Map<String, List<Long>> places = new TreeMap<>();
        content.forEach((offset, value) -> places.computeIfAbsent(value, v -> new ArrayList<>()).add(offset));
        places.forEach((value, at) -> {
            if (at.size() > 1) {
                violated("P5", value + " was sent once, and is in " + partition + " at " + at);
            }
        });
        refused.getOrDefault(partition, Set.of()).stream().filter(places::containsKey)
                .forEach(value -> violated("P2", value + " was refused for want of replicas, and is in " + partition + " at " + places.get(value)));
        acknowledged.getOrDefault(partition, Map.of()).forEach((value, offset) -> {
            List<Long> at = places.getOrDefault(value, List.of());
            if (at.isEmpty()) {
                lost(partition, "P1", value + " was acknowledged at " + partition + "@" + offset + " and is lost");
            } else if (offset >= 0 && !at.contains(offset)) {
                lost(partition, "P3", value + " was acknowledged at " + partition + "@" + offset + " and is at " + at);
            }
        });
    }
}
