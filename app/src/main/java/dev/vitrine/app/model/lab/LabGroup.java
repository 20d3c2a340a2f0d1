package dev.vitrine.app.model.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Who is in the group and what there is to read. Immutable.
 *
 * @param members by name, in the order they came, with what they subscribe to
 * @param topics  how many partitions each has
 */
public record LabGroup(Map<String, Set<String>> members, SortedMap<String, Integer> topics) {

    public static final int MOST_MEMBERS = 8;
    public static final int MOST_PARTITIONS = 24;

    public LabGroup {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        members.forEach((name, subscribed) -> copy.put(name, Collections.unmodifiableSet(new TreeSet<>(subscribed))));
        members = Collections.unmodifiableMap(copy);
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
    }

    /** Two topics of six and four partitions, nobody there yet. */
    public static LabGroup beginning() {
        return new LabGroup(Map.of(), new TreeMap<>(Map.of("orders", 6, "clicks", 4)));
    }

    /** All partitions, topic by topic. */
    public List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach((topic, count) -> IntStream.range(0, count).forEach(i -> all.add(new TopicPartition(topic, i))));
        return all;
    }

    LabGroup with(String member, Set<String> subscribed) {
        Map<String, Set<String>> changed = new LinkedHashMap<>(members);
        changed.put(member, subscribed);
        return new LabGroup(changed, topics);
    }

    LabGroup without(String member) {
        Map<String, Set<String>> changed = new LinkedHashMap<>(members);
        changed.remove(member);
        return new LabGroup(changed, topics);
    }

    LabGroup growing(String topic, int partitions) {
        SortedMap<String, Integer> changed = new TreeMap<>(topics);
        changed.put(topic, partitions);
        return new LabGroup(members, changed);
    }
}
