package dev.vitrine.engine.oracle;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.protocol.ApiKeys;

/** What Apache Kafka 4.3.1 advertises on its broker listener. {@code OracleTest} asks a real one whether this is so. */
public final class KafkaVersions {

    /** Key, oldest and latest version. */
    private static final String ADVERTISED = "0:0-13 1:4-18 2:1-11 3:0-13 8:2-10 9:1-10 10:0-6 11:0-9 12:0-4 13:0-5 14:0-5 15:0-6 16:0-5 17:0-1 "
            + "18:0-4 19:2-7 20:1-6 21:0-2 22:0-5 23:2-4 24:0-5 25:0-4 26:0-5 27:1-2 28:0-5 29:1-3 30:1-3 31:1-3 32:1-4 33:0-2 34:1-2 35:1-5 "
            + "36:0-2 37:0-3 38:1-3 39:1-2 40:1-2 41:1-3 42:0-2 43:0-2 44:0-1 45:0-1 46:0-0 47:0-0 48:0-1 49:0-1 50:0-0 51:0-0 55:0-2 57:0-2 "
            + "60:0-2 61:0-0 64:0-0 65:0-0 66:0-2 68:0-1 69:0-1 74:0-1 75:0-0 76:1-1 77:1-1 78:1-2 79:1-2 80:0-1 81:0-0 83:0-0 84:0-0 85:0-1 "
            + "86:0-0 87:0-1 88:0-0 89:0-0 90:0-1 91:0-0 92:0-0";

    /** @param oldest the oldest that is advertised @param latest the latest */
    public record Range(short oldest, short latest) {

        @Override
        public String toString() {
            return oldest + "-" + latest;
        }
    }

    /** What it answers, and advertises only with a metrics reporter that takes clients' telemetry. */
    private static final Map<ApiKeys, Range> UNADVERTISED = Map.of(
            ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS, new Range((short) 0, (short) 0),
            ApiKeys.PUSH_TELEMETRY, new Range((short) 0, (short) 0));

    private KafkaVersions() {}

    /** Every API that is answered, whether or not it is advertised. */
    public static Map<ApiKeys, Range> all() {
        Map<ApiKeys, Range> all = new EnumMap<>(advertised());
        all.putAll(UNADVERTISED);
        return all;
    }

    static boolean isUnadvertised(ApiKeys api) {
        return UNADVERTISED.containsKey(api);
    }

    public static Map<ApiKeys, Range> advertised() {
        Map<ApiKeys, Range> ranges = new EnumMap<>(ApiKeys.class);
        for (String entry : ADVERTISED.split(" ")) {
            String[] parts = entry.split("[:-]");
            ranges.put(ApiKeys.forId(Integer.parseInt(parts[0])), new Range(Short.parseShort(parts[1]), Short.parseShort(parts[2])));
        }
        return ranges;
    }

    /** The versions of an API that are answered: Produce is advertised from 0 on for old clients' sake, but 0 to 2 are not served. */
    public static List<Integer> answered(ApiKeys api) {
        Range range = all().get(api);
        int oldest = api == ApiKeys.PRODUCE ? 3 : range.oldest();
        return IntStream.rangeClosed(oldest, range.latest()).boxed().toList();
    }
}
