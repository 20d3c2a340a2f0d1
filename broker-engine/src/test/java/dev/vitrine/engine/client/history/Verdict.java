package dev.vitrine.engine.client.history;

import dev.vitrine.engine.client.history.History.Outcome;
import dev.vitrine.engine.client.history.History.Polled;
import dev.vitrine.engine.client.history.History.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A history held against what must never happen.
 *
 * <ul>
 *   <li>lost: acknowledged, but whoever reads all from the beginning to the end does not find it
 *   <li>doubled: found at two offsets
 *   <li>inconsistent: two values at one offset, for whomever
 *   <li>aborted read: part of an aborted transaction, but read
 *   <li>reordered: sent later by the same producer to the same partition, but acknowledged with a smaller offset
 *   <li>backwards, skipped: a consumer that goes on reading is given an offset that it was past already, or is not given one that is there
 * </ul>
 */
final class Verdict {

    private record Place(int partition, long offset) {}

    private final List<String> breaches = new ArrayList<>();
    private final Map<Place, String> known = new HashMap<>();
    private final List<Sent> sent;
    private final long read;

    /** @param last the consumer that read all from the beginning to the end when all was calm again */
    Verdict(History history, String last) {
        this.sent = history.sent();
        this.read = history.polled().values().stream().mapToLong(List::size).sum();
        acknowledged().forEach(one -> note(place(one), one.value()));
        history.polled().forEach((consumer, polls) -> polls.forEach(poll -> note(new Place(poll.partition(), poll.offset()), poll.value())));
        List<Polled> all = history.polled().getOrDefault(last, List.of());
        lost(all);
        doubled(all);
        abortedReads(history);
        reordered();
        history.polled().forEach(this::follow);
    }

    private List<Sent> acknowledged() {
        return sent.stream().filter(one -> one.outcome() instanceof Outcome.Acknowledged).toList();
    }

    private static Place place(Sent one) {
        Outcome.Acknowledged at = (Outcome.Acknowledged) one.outcome();
        return new Place(at.partition(), at.offset());
    }

    private void note(Place place, String value) {
        String other = known.putIfAbsent(place, value);
        if (other != null && !other.equals(value)) {
            breaches.add("inconsistent: at " + place + " " + other + " and " + value);
        }
    }

    private void lost(List<Polled> all) {
        Set<String> found = all.stream().map(Polled::value).collect(Collectors.toSet());
        acknowledged().stream().filter(one -> !found.contains(one.value())).forEach(one -> breaches.add("lost: " + one));
    }

    private void doubled(List<Polled> all) {
        Map<String, Long> at = new HashMap<>();
        all.forEach(poll -> {
            Long before = at.put(poll.value(), poll.offset());
            if (before != null && before != poll.offset()) {
                breaches.add("doubled: " + poll + ", and at " + before);
            }
        });
    }

    private void abortedReads(History history) {
        Set<String> aborted = sent.stream().filter(one -> one.outcome() instanceof Outcome.Aborted).map(Sent::value).collect(Collectors.toSet());
        history.polled().forEach((consumer, polls) -> polls.stream().filter(poll -> aborted.contains(poll.value()))
                .forEach(poll -> breaches.add("aborted read: " + poll + " by " + consumer)));
    }

    private void reordered() {
        Map<String, List<Sent>> byProducer = acknowledged().stream()
                .collect(Collectors.groupingBy(one -> one.producer() + " in " + place(one).partition()));
        byProducer.forEach((producer, all) -> {
            long before = -1;
            for (Sent one : all.stream().sorted(Comparator.comparingInt(Sent::number)).toList()) {
                if (place(one).offset() <= before) {
                    breaches.add("reordered: " + one + " after offset " + before);
                }
                before = place(one).offset();
            }
        });
    }

    /** All that anybody knows of a partition. */
    private NavigableMap<Long, String> there(int partition) {
        NavigableMap<Long, String> there = new TreeMap<>();
        known.forEach((place, value) -> {
            if (place.partition() == partition) {
                there.put(place.offset(), value);
            }
        });
        return there;
    }

    private void follow(String consumer, List<Polled> polls) {
        Map<Integer, List<Polled>> byPartition = polls.stream().collect(Collectors.groupingBy(Polled::partition));
        byPartition.forEach((partition, own) -> {
            NavigableMap<Long, String> there = there(partition);
            long before = -1;
            for (Polled poll : own) {
                if (poll.offset() <= before) {
                    breaches.add("backwards: " + consumer + " got " + poll + " after offset " + before);
                } else if (before >= 0) {
                    there.subMap(before, false, poll.offset(), false)
                            .forEach((offset, value) -> breaches.add("skipped: " + consumer + " was not given " + value + " at " + offset));
                }
                before = Math.max(before, poll.offset());
            }
        });
    }

    List<String> breaches() {
        return breaches;
    }

    /** One line for a person. */
    String summary() {
        long aborted = sent.stream().filter(one -> one.outcome() instanceof Outcome.Aborted).count();
        long unknown = sent.stream().filter(one -> one.outcome() instanceof Outcome.Unknown).count();
        Map<String, Long> kinds = breaches.stream().collect(Collectors.groupingBy(breach -> breach.substring(0, breach.indexOf(':')), TreeMap::new, Collectors.counting()));
        return sent.size() + " sent: " + acknowledged().size() + " acknowledged, " + aborted + " aborted, " + unknown + " never answered; " + read
                + " read; breaches: " + (kinds.isEmpty() ? "none" : kinds);
    }
}
