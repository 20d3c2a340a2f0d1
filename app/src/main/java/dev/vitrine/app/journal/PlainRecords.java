package dev.vitrine.app.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Records as JSON and back, by their components' names. What an older file doesn't have yet is empty, nought, the first choice or absent; what a newer one
 * has beyond is passed over. One of several kinds (a sealed interface) carries its name as {@code is}. For one thread: equal texts are one object.
 */
final class PlainRecords {

    private static final String KIND = "is";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<Class<?>, Constructor<?>> constructors = new HashMap<>();

    /** Something whose kind this version of the app doesn't know. */
    static final class UnknownKind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownKind(String kind) {
            super("unknown: " + kind);
        }
    }

    JsonNode write(Object value) {
        return switch (value) {
            case null -> json.nullNode();
            case String text -> json.textNode(text);
            case Boolean truth -> json.booleanNode(truth);
            case Short number -> json.numberNode(number);
            case Integer number -> json.numberNode(number);
            case Long number -> json.numberNode(number);
            case Double number -> json.numberNode(number);
            case Enum<?> choice -> json.textNode(choice.name());
            case Optional<?> maybe -> write(maybe.orElse(null));
            case OptionalInt maybe -> maybe.isPresent() ? json.numberNode(maybe.getAsInt()) : json.nullNode();
            case OptionalLong maybe -> maybe.isPresent() ? json.numberNode(maybe.getAsLong()) : json.nullNode();
            case TopicPartition partition -> json.arrayNode().add(partition.topic()).add(partition.partition());
            case List<?> list -> {
                ArrayNode all = json.arrayNode();
                list.forEach(each -> all.add(write(each)));
                yield all;
            }
            case Map<?, ?> map -> {
                ArrayNode all = json.arrayNode();
                map.forEach((key, of) -> all.add(json.arrayNode().add(write(key)).add(write(of))));
                yield all;
            }
            case Record part -> record(part);
            default -> throw new IllegalArgumentException("not to be written: " + value.getClass());
        };
    }

    private ObjectNode record(Record value) {
        ObjectNode object = json.objectNode();
        for (Class<?> of : value.getClass().getInterfaces()) {
            if (of.isSealed()) {
                object.put(KIND, value.getClass().getSimpleName());
            }
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                object.set(component.getName(), write(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
        return object;
    }

    /** @throws UnknownKind where it is of a kind that isn't known; @throws IllegalArgumentException where it is nothing of this type */
    <T> T read(JsonNode node, Class<T> type) {
        return type.cast(value(node, type));
    }

    private Object value(JsonNode node, Type type) {
        boolean absent = node == null || node.isNull();
        if (type instanceof ParameterizedType generic) {
            return container(absent ? null : node, generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return absent ? "" : texts.computeIfAbsent(node.asText(), text -> text);
        } else if (plain == OptionalInt.class) {
            return absent ? OptionalInt.empty() : OptionalInt.of((int) number(node));
        } else if (plain == OptionalLong.class) {
            return absent ? OptionalLong.empty() : OptionalLong.of(number(node));
        } else if (plain == boolean.class || plain == Boolean.class) {
            return !absent && node.asBoolean();
        } else if (plain.isPrimitive() || Number.class.isAssignableFrom(plain)) {
            return numeric(absent ? null : node, plain);
        }
        if (absent && plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (absent) {
            throw new IllegalArgumentException("no " + plain.getSimpleName());
        }
        return structured(node, plain);
    }

    private Object structured(JsonNode node, Class<?> type) {
        if (type == TopicPartition.class) {
            return new TopicPartition((String) value(node.get(0), String.class), (int) number(node.get(1)));
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(node.asText())) {
                    return constant;
                }
            }
            throw new UnknownKind(node.asText());
        }
        if (type.isSealed()) {
            String kind = node.path(KIND).asText();
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (permitted.getSimpleName().equals(kind)) {
                    return build(node, permitted);
                }
            }
            throw new UnknownKind(kind);
        }
        if (type.isRecord()) {
            return build(node, type);
        }
        throw new IllegalArgumentException("not to be read: " + type);
    }

    private Object container(JsonNode node, ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] of = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return Optional.ofNullable(node == null ? null : value(node, of[0]));
        } else if (raw == List.class) {
            List<Object> all = new ArrayList<>();
            if (node != null) {
                node.forEach(each -> all.add(value(each, of[0])));
            }
            return all;
        } else if (raw == Map.class) {
            Map<Object, Object> all = new LinkedHashMap<>();
            if (node != null) {
                node.forEach(pair -> all.put(value(pair.get(0), of[0]), value(pair.get(1), of[1])));
            }
            return all;
        }
        throw new IllegalArgumentException("not to be read: " + type);
    }

    private static Object numeric(JsonNode node, Class<?> type) {
        if (type == double.class || type == Double.class) {
            return node == null ? 0.0 : node.asDouble();
        }
        long number = node == null ? 0 : number(node);
        if (type == int.class || type == Integer.class) {
            return (int) number;
        }
        return type == short.class || type == Short.class ? (Object) (short) number : (Object) number;
    }

    private static long number(JsonNode node) {
        if (node == null || !node.isNumber()) {
            throw new IllegalArgumentException("not a number: " + node);
        }
        return node.asLong();
    }

    private Object build(JsonNode node, Class<?> type) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + node.getNodeType());
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(node.get(components[i].getName()), components[i].getGenericType());
        }
        try {
            return constructors.computeIfAbsent(type, PlainRecords::canonical).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] types = java.util.Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }
}
