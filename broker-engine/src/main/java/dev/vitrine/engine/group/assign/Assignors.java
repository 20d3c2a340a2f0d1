package dev.vitrine.engine.group.assign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.coordinator.group.api.assignor.ConsumerGroupPartitionAssignor;
import org.apache.kafka.coordinator.group.assignor.RangeAssignor;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;

/** The assignors of {@code group.consumer.assignors}; the first one is for members that name none. */
public final class Assignors {

    private final Map<String, Assignor> byName = new LinkedHashMap<>();

    private Assignors(List<Assignor> assignors) {
        assignors.forEach(assignor -> byName.put(assignor.name(), assignor));
    }

    /** @param names {@code uniform}, {@code range}, or the class of another one on the class path */
    public static Assignors of(List<String> names) {
        List<Assignor> assignors = new ArrayList<>();
        names.forEach(name -> assignors.add(new KafkaAssignor(make(name.trim()))));
        return new Assignors(assignors);
    }

    private static ConsumerGroupPartitionAssignor make(String name) {
        return switch (name) {
            case UniformAssignor.NAME -> new UniformAssignor();
            case RangeAssignor.NAME -> new RangeAssignor();
            default -> byClass(name);
        };
    }

    private static ConsumerGroupPartitionAssignor byClass(String name) {
        try {
            return Class.forName(name).asSubclass(ConsumerGroupPartitionAssignor.class).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException none) {
            throw new IllegalArgumentException(
                    "group.consumer.assignors: " + name + " is neither uniform nor range nor the class of a server-side assignor", none);
        }
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public String byDefault() {
        return byName.keySet().iterator().next();
    }

    public Assignor get(String name) {
        return byName.get(name);
    }

    /** The one that most members name; empty where none names any. */
    public static Optional<String> preferred(Iterable<Optional<String>> wishes) {
        return most(votes(wishes));
    }

    /**
     * The one that most members name when one of them has changed its mind. Of equals it is the one that Kafka takes, which goes by the order of a
     * hash map: hence a copy that is changed, as there.
     *
     * @param wishes of all, before the change
     */
    public static Optional<String> preferred(Iterable<Optional<String>> wishes, Optional<String> before, Optional<String> after) {
        Map<String, Integer> votes = new HashMap<>(votes(wishes));
        before.ifPresent(name -> votes.computeIfPresent(name, (wished, count) -> count == 1 ? null : Integer.valueOf(count - 1)));
        after.ifPresent(name -> votes.merge(name, 1, Integer::sum));
        return most(votes);
    }

    private static Map<String, Integer> votes(Iterable<Optional<String>> wishes) {
        Map<String, Integer> votes = new HashMap<>();
        wishes.forEach(wish -> wish.ifPresent(name -> votes.merge(name, 1, Integer::sum)));
        return votes;
    }

    private static Optional<String> most(Map<String, Integer> votes) {
        return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
