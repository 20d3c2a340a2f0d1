package dev.vitrine.app.model.keys;

import dev.vitrine.app.model.Names;
import dev.vitrine.engine.observe.ClientSoftware;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who writes to a topic now, with which library, and so with which partitioner, unless it was set otherwise. */
public final class Writers {

    private Writers() {}

    /**
     * A program.
     *
     * @param software    as sent, or "looks like …"
     * @param partitioner the library's default; empty where the library isn't one we know
     * @param sure        false where the library was inferred and has had two defaults
     */
    public record Writer(String client, String software, Optional<Partitioner> partitioner, boolean sure) {}

    public static List<Writer> of(ClusterSnapshot snapshot, String topic) {
        Map<String, Writer> writers = new LinkedHashMap<>();
        snapshot.connections().stream().sorted(Comparator.comparing(ConnectionView::clientId)).filter(connection -> writes(connection, topic))
                .forEach(connection -> writers.putIfAbsent(connection.clientId(), writer(connection)));
        return new ArrayList<>(writers.values());
    }

    private static boolean writes(ConnectionView connection, String topic) {
        return connection.flows().stream().anyMatch(flow -> flow.direction() == Direction.PRODUCE && flow.partition().topic().equals(topic));
    }

    private static Writer writer(ConnectionView connection) {
        Optional<Partitioner> known = connection.software().flatMap(Writers::defaultOf);
        boolean sure = known.filter(Partitioner.KAFKAJS::equals).isEmpty();
        return new Writer(Names.client(connection.clientId()), Names.software(connection.software()).orElse("software not told"), known, sure);
    }

    private static Optional<Partitioner> defaultOf(ClientSoftware software) {
        String name = software.name().toLowerCase(Locale.ROOT);
        if (name.contains("kafkajs")) {
            return Optional.of(Partitioner.KAFKAJS);
        }
        if (name.contains("rdkafka") || name.contains("confluent-kafka")) {
            return Optional.of(Partitioner.LIBRDKAFKA);
        }
        return name.contains("java") ? Optional.of(Partitioner.JAVA) : Optional.empty();
    }

    /** What is wrong with these writing to one topic, in a sentence; empty where they agree as far as can be told. */
    public static Optional<String> disagreement(List<Writer> writers) {
        List<Partitioner.Family> families = writers.stream().flatMap(writer -> writer.partitioner().stream()).map(Partitioner::family).distinct().toList();
        if (families.size() < 2) {
            return Optional.empty();
        }
        Writer first = writers.stream().filter(writer -> writer.partitioner().isPresent()).findFirst().orElseThrow();
        Writer other = writers.stream().filter(writer -> writer.partitioner().isPresent()
                && writer.partitioner().get().family() != first.partitioner().orElseThrow().family()).findFirst().orElseThrow();
        return Optional.of(first.client() + " (" + first.software() + ") and " + other.client() + " (" + other.software()
                + ") write to this topic and lead the same key to different partitions: its records are no longer in order, and a join by key misses some. "
                + "Set librdkafka's partitioner to murmur2_random.");
    }
}
