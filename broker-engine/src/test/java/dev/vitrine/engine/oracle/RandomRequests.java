package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.types.ArrayOf;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * Requests made up from nothing but an API's schema and a seed: well-formed, seldom sensible. Values are drawn from what tends to matter (names
 * that exist and that can't, the numbers at the edges), so that some of it gets past the first check.
 */
final class RandomRequests {

    private static final int MOST_ELEMENTS = 3;
    private static final int[] NUMBERS = {0, 0, 0, 1, 1, -1, -1, 2, 3, -2, 7};
    private static final long[] HUGE = {Byte.MIN_VALUE, Short.MAX_VALUE, Short.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final List<String> TEXTS = List.of("", "a", "a b", "..", "no/such", "ä", "consumer", "range", "1", "-1", "retention.ms", "5000",
            Fixture.MISSING, "n".repeat(300));
    /** Or none at all: what is done in time must not depend on how busy the machine is. */
    private static final int LONG_ENOUGH = 10_000;
    /** How long a broker waits for something is kept short. */
    private static final List<String> WAITS = List.of("timeout", "wait", "_ms");

    private final List<String> names;
    private final List<Uuid> ids;
    private Random random;

    private RandomRequests(List<String> names, List<Uuid> ids) {
        this.names = names;
        this.ids = ids;
    }

    /** Requests in which these names occur often. */
    static RandomRequests about(Talk talk, String name, String other) {
        return new RandomRequests(List.of(name, other), List.of(Uuid.ZERO_UUID, Fixture.MISSING_ID, talk.topicId(name), talk.topicId(name)));
    }

    /** The body of a request. The same seed gives both brokers the same, but for the ids of their topics. */
    ByteBuffer body(ApiKeys api, int version, long seed) {
        Schema schema = api.messageType.requestSchemas()[version];
        random = new Random(seed * 1_000_003 + api.id * 101L + version);
        Struct request = struct(schema);
        ByteBuffer body = ByteBuffer.allocate(request.sizeOf());
        request.writeTo(body);
        return body.flip();
    }

    private Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (BoundField field : schema.fields()) {
            struct.set(field, value(field.def));
        }
        return struct;
    }

    private Object value(Field field) {
        Type type = field.type;
        if (type instanceof TaggedFields tagged) {
            return tagged(tagged);
        }
        if (type.isNullable() && random.nextInt(6) == 0) {
            return null;
        }
        return switch (type) {
            case Schema inner -> struct(inner);
            case ArrayOf array -> elements(field, array);
            case CompactArrayOf array -> elements(field, array);
            default -> scalar(field.name, type);
        };
    }

    private Map<Integer, Object> tagged(TaggedFields tagged) {
        Map<Integer, Object> sent = new TreeMap<>();
        tagged.fields().forEach((tag, field) -> {
            if (random.nextInt(3) == 0) {
                Object value = value(field);
                if (value != null) {
                    sent.put(tag, value);
                }
            }
        });
        return sent;
    }

    private Object[] elements(Field field, Type array) {
        Type element = array.arrayElementType().orElseThrow();
        Object[] elements = new Object[random.nextInt(MOST_ELEMENTS)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element instanceof Schema inner ? struct(inner) : value(new Field(field.name, element));
        }
        return elements;
    }

    private Object scalar(String name, Type type) {
        String kind = type.toString().replace("COMPACT_", "").replace("NULLABLE_", "");
        return switch (kind) {
            case "BOOLEAN" -> random.nextBoolean();
            case "INT8" -> (byte) number(name);
            case "INT16" -> (short) number(name);
            case "UINT16" -> (int) number(name) & 0xffff;
            case "INT32" -> (int) number(name);
            case "UINT32" -> number(name) & 0xffff_ffffL;
            case "INT64" -> number(name);
            case "FLOAT64" -> (double) number(name);
            case "UUID" -> uuid();
            case "STRING" -> text();
            case "BYTES" -> ByteBuffer.wrap(bytes());
            case "RECORDS" -> random.nextBoolean() ? Batches.plain(1 + random.nextInt(3)) : MemoryRecords.readableRecords(ByteBuffer.wrap(bytes()));
            default -> throw new AssertionError("a type that has no words here: " + kind);
        };
    }

    private long number(String name) {
        if (WAITS.stream().anyMatch(name::contains)) {
            int wait = random.nextInt(50);
            return name.equals("timeout_ms") && wait > 0 ? LONG_ENOUGH + wait : wait;
        }
        return random.nextInt(5) == 0 ? HUGE[random.nextInt(HUGE.length)] : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private Uuid uuid() {
        return ids.get(random.nextInt(ids.size()));
    }

    private String text() {
        return random.nextBoolean() ? names.get(random.nextInt(names.size())) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }
}
