package dev.vitrine.engine.oracle;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Takes from a message what a version has no word for, so that one script can fill in everything and ask in every version. Kafka's generated
 * messages refuse to be written otherwise.
 */
final class LegalFields {

    private LegalFields() {}

    /** Sets fields that the schema doesn't know back to their defaults, in place. */
    static void keep(Message message, Schema schema) {
        Map<String, Type> legal = typesOf(schema);
        Message defaults = fresh(message);
        for (Field field : message.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getName().startsWith("_") || !isData(field)) {
                continue;
            }
            try {
                field.setAccessible(true);
                Type type = legal.get(field.getName().toLowerCase(Locale.ROOT));
                if (type == null) {
                    field.set(message, field.get(defaults));
                } else {
                    descend(field.get(message), type);
                }
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** Elements of Kafka's keyed collections carry their neighbours' places beside their data. */
    private static boolean isData(Field field) {
        return !(field.getType() == int.class && (field.getName().equals("next") || field.getName().equals("prev")));
    }

    private static void descend(Object value, Type type) {
        if (value instanceof Message inner && type instanceof Schema schema) {
            keep(inner, schema);
        } else if (value instanceof Collection<?> elements && type.arrayElementType().orElse(null) instanceof Schema schema) {
            elements.forEach(element -> keep((Message) element, schema));
        }
    }

    private static Map<String, Type> typesOf(Schema schema) {
        Map<String, Type> types = new HashMap<>();
        for (BoundField field : schema.fields()) {
            if (field.def.type instanceof TaggedFields tagged) {
                tagged.fields().values().forEach(each -> types.put(plain(each.name), each.type));
            } else {
                types.put(plain(field.def.name), field.def.type);
            }
        }
        return types;
    }

    private static String plain(String schemaName) {
        return schemaName.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Message fresh(Message message) {
        try {
            return message.getClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
