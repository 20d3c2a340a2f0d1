package dev.vitrine.app.model;

import dev.vitrine.engine.observe.ClientSoftware;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What things are called in front of a person. */
public final class Names {

    /** Brokers and clients make member ids of the client id, a dash and a UUID. */
    private static final Pattern GENERATED = Pattern.compile("(.+)-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Pattern GENERATED_WITHIN = Pattern.compile("(?<=[^\\s-])-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");

    private Names() {}

    /** A sentence without the UUIDs that member ids end with. */
    public static String withoutGenerated(String sentence) {
        return GENERATED_WITHIN.matcher(sentence).replaceAll("");
    }

    /** A member by its client id; where it has none, by what is telling in its member id. */
    public static String member(String memberId, String clientId) {
        if (!clientId.isEmpty()) {
            return clientId;
        }
        Matcher generated = GENERATED.matcher(memberId);
        return generated.matches() ? generated.group(1) : memberId;
    }

    public static String client(String clientId) {
        return clientId.isEmpty() ? "a client without a name" : clientId;
    }

    /** {@code apache-kafka-java 4.3.1}; "looks like kafkajs" where it was concluded; nothing where nothing is known. */
    public static Optional<String> software(Optional<ClientSoftware> software) {
        return software.filter(known -> !known.name().isEmpty())
                .map(known -> known.inferred() ? "looks like " + known.name() : (known.name() + " " + known.version()).strip());
    }

    /** {@code broker 2}, or {@code brokers 1, 2}. */
    public static String brokers(List<Integer> ids) {
        return ids.isEmpty() ? "no broker" : (ids.size() == 1 ? "broker " : "brokers ") + ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** {@code family-topic 0 1 2 · orders 4}: partitions, topic by topic. */
    public static String partitions(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().sorted()
                .map(topic -> topic + " " + indexes(partitions, topic))
                .collect(Collectors.joining(" · "));
    }

    private static String indexes(List<TopicPartition> partitions, String topic) {
        return partitions.stream().filter(p -> p.topic().equals(topic)).map(TopicPartition::partition).sorted()
                .map(String::valueOf).collect(Collectors.joining(" "));
    }
}
