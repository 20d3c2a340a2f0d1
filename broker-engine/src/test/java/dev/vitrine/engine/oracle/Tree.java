package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Struct;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** An answer as maps, lists and plain values, by the field names of its schema. A tagged field that was not sent is absent. */
final class Tree {

    private Tree() {}

    static Map<String, Object> of(Struct struct) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (BoundField field : struct.schema().fields()) {
            Object value = struct.get(field);
            if (field.def.type instanceof TaggedFields tagged) {
                addTagged(fields, tagged, (Map<?, ?>) value);
            } else {
                fields.put(field.def.name, value(value));
            }
        }
        return fields;
    }

    private static void addTagged(Map<String, Object> fields, TaggedFields schema, Map<?, ?> sent) {
        sent.forEach((tag, value) -> {
            var known = schema.fields().get(tag);
            fields.put(known == null ? "tag " + tag : known.name, value(value));
        });
    }

    private static Object value(Object value) {
        return switch (value) {
            case null -> null;
            case Struct struct -> of(struct);
            case Object[] elements -> {
                List<Object> list = new ArrayList<>();
                for (Object element : elements) {
                    list.add(value(element));
                }
                yield list;
            }
            case RawTaggedField raw -> HexFormat.of().formatHex(raw.data());
            case ByteBuffer bytes -> hex(bytes);
            case MemoryRecords records -> Batches.describe(records);
            case BaseRecords records -> "records of " + records.sizeInBytes() + " bytes";
            default -> value;
        };
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
