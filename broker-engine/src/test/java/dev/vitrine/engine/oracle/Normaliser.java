package dev.vitrine.engine.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Takes from an answer what two brokers can't have alike: generated ids, the time, their ports. Whether there is an id at all, and which of the
 * special values, stays.
 */
final class Normaliser {

    private static final Pattern GENERATED = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern BASE64_ID = Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])");
    private static final Set<String> MEASURED = Set.of("throttle_time_ms", "usable_bytes", "total_bytes");
    private static final Set<String> GENERATED_NUMBERS = Set.of("producer_id", "session_id", "finalized_features_epoch");
    private static final Set<String> PLACES = Set.of("log_dir", "cluster_id");
    private static final long EARLIEST_NOW = 1_750_000_000_000L;
    private static final long LATEST_NOW = 4_000_000_000_000L;

    /** Lists whose order Kafka defines, or that clients' programs compare as a whole: API and path. Others come from hash maps, and are put in the order of what names their elements. */
    private static final Set<String> ORDERED = Set.of("Fetch responses[].partitions[].records",
            "DescribeTopicPartitions topics", "DescribeTopicPartitions topics[].partitions",
            "DescribeConfigs results[].configs[].synonyms",
            "DescribeClientQuotas entries[].values");

    /** What names an element, the first of these that it has. */
    private static final List<String> NAMES = List.of("name", "topic", "topic_name", "resource_name", "group_id", "transactional_id", "key",
            "partition_index", "partition", "index", "topic_id", "member_id", "api_key");

    private final Brokers.Peer peer;
    private final ApiKeys api;

    Normaliser(Brokers.Peer peer, ApiKeys api) {
        this.peer = peer;
        this.api = api;
    }

    Object normalise(Object answer) {
        return normalise("", answer);
    }

    private Object normalise(String path, Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> fields -> {
                Map<String, Object> all = new LinkedHashMap<>();
                fields.forEach((name, field) -> all.put((String) name, normalise(path.isEmpty() ? (String) name : path + "." + name, field)));
                yield all;
            }
            case List<?> elements -> list(path, elements);
            default -> leaf(path.substring(path.lastIndexOf('.') + 1).replace("[]", ""), value);
        };
    }

    private List<Object> list(String path, List<?> elements) {
        List<Object> all = new ArrayList<>();
        elements.forEach(element -> all.add(normalise(path + "[]", element)));
        if (!ORDERED.contains(api.name + " " + path)) {
            all.sort(Comparator.comparing(Normaliser::nameOf).thenComparing(element -> String.valueOf(withoutWording(element))));
        }
        return all;
    }

    /** Texts for people are told apart from answers, so they must not decide on an order either. */
    private static Object withoutWording(Object element) {
        if (!(element instanceof Map<?, ?> fields)) {
            return element;
        }
        Map<Object, Object> told = new LinkedHashMap<>(fields);
        told.keySet().removeIf(name -> Difference.isWording(name.toString()));
        return told;
    }

    private static String nameOf(Object element) {
        if (element instanceof Map<?, ?> fields) {
            return NAMES.stream().filter(name -> fields.get(name) != null).findFirst()
                    .map(name -> fields.get(name) instanceof Number n ? "%020d".formatted(n.longValue()) : String.valueOf(fields.get(name)))
                    .orElse("");
        }
        return element instanceof Number n ? "%020d".formatted(n.longValue()) : String.valueOf(element);
    }

    /** Members that scripts name themselves have names that begin alike. */
    private static boolean isRandom(String memberId) {
        return BASE64_ID.matcher(memberId).matches() && !memberId.startsWith("AAAAAAAA");
    }

    private Object leaf(String name, Object value) {
        return switch (value) {
            case Uuid id -> id.equals(Uuid.ZERO_UUID) ? id : "some id";
            case Number id when name.equals("subscription_id") && id.intValue() != 0 -> "some number";
            case Number measured when MEASURED.contains(name) -> "measured";
            case Number id when GENERATED_NUMBERS.contains(name) -> id.longValue() >= (name.equals("session_id") ? 1 : 0) ? "some number" : id;
            case Number port when name.equals("port") && port.intValue() == peer.port() -> "its own";
            case Long time when time > EARLIEST_NOW && time < LATEST_NOW -> "now";
            case String place when PLACES.contains(name) -> "a place";
            case String text when name.endsWith("message") -> BASE64_ID.matcher(text).replaceAll("<id>")
                    .replace("localhost:" + peer.port(), "localhost:<port>");
            case String member when name.endsWith("member_id") && isRandom(member) -> "<id>";
            case String text -> GENERATED.matcher(text).replaceAll("<id>");
            default -> value;
        };
    }
}
