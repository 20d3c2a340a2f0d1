package dev.vitrine.app.model.topics;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/**
 * A topic about to be made.
 *
 * @param replication copies of each partition; −1 leaves it to the broker
 * @param configs     only what shall differ from the broker's defaults, under Kafka's names
 */
public record TopicDraft(String name, int partitions, short replication, Map<String, String> configs) {

    public static final int MOST_PARTITIONS = 10_000;

    public TopicDraft {
        configs = Map.copyOf(configs);
    }

    /** What is wrong with the name by Kafka's rules, or beside the names there are; empty where it can be had. */
    public static Optional<String> nameProblem(String name, Set<String> taken) {
        if (name.isEmpty()) {
            return Optional.of("A topic needs a name.");
        }
        if (taken.contains(name)) {
            return Optional.of("There is a topic of this name.");
        }
        try {
            Topic.validate(name);
        } catch (InvalidTopicException e) {
            return Optional.of(plain(name));
        }
        return taken.stream().filter(other -> Topic.hasCollision(name, other)).findFirst()
                .map(other -> "Too like “" + other + "”: in metrics . and _ become the same.");
    }

    private static String plain(String name) {
        if (name.equals(".") || name.equals("..")) {
            return "“.” and “..” are no names.";
        }
        return name.length() > 249 ? "At most 249 characters; this has " + name.length() + "."
                : "Only letters a–z, digits, and . _ - are allowed.";
    }

    public static Optional<String> partitionsProblem(String typed) {
        try {
            int n = Integer.parseInt(typed.strip());
            return n >= 1 && n <= MOST_PARTITIONS ? Optional.empty() : Optional.of("From 1 to %,d.".formatted(MOST_PARTITIONS));
        } catch (NumberFormatException e) {
            return Optional.of("A number from 1 to %,d.".formatted(MOST_PARTITIONS));
        }
    }
}
