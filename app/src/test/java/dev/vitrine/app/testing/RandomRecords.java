package dev.vitrine.app.testing;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** Makes records with anything in them: long and empty lists, strange letters, the ends of the ranges of numbers. */
public final class RandomRecords {

    private static final String[] TEXTS = {"", "a", "family-topic", "日本\n\t\"'\\", "\u0000\u001f", "x".repeat(300), "🚀 é", "null", "-1"};
    private static final int DEEPEST = 7;

    private final Random random;
    private int depth;

    public RandomRecords(Random random) {
        this.random = random;
    }

    /** @param type a record, or anything that one is made of */
    public Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return TEXTS[random.nextInt(TEXTS.length)];
        } else if (plain == TopicPartition.class) {
            return new TopicPartition("t" + random.nextInt(3), random.nextInt(100));
        } else if (plain == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
        } else if (plain == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        } else if (plain.isRecord()) {
            return record(plain);
        }
        return primitive(plain);
    }

    private Object primitive(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == int.class || type == Integer.class) {
            return random.nextInt(4) == 0 ? Integer.MIN_VALUE : random.nextInt();
        } else if (type == short.class || type == Short.class) {
            return (short) random.nextInt();
        } else if (type == long.class || type == Long.class) {
            return random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong();
        } else if (type == double.class || type == Double.class) {
            return random.nextDouble();
        }
        throw new IllegalArgumentException("nothing random of " + type);
    }

    private Object container(Class<?> type, Type[] of) {
        int size = depth > DEEPEST ? 0 : random.nextInt(4);
        if (type == Optional.class) {
            return size == 0 ? Optional.empty() : Optional.of(of(of[0]));
        } else if (type == List.class) {
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                all.add(of(of[0]));
            }
            return all;
        }
        Map<Object, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            all.put(of(of[0]), of(of[1]));
        }
        return all;
    }

    private Object record(Class<?> type) {
        depth++;
        try {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = Arrays.stream(components).map(component -> of(component.getGenericType())).toArray();
            return type.getConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        } finally {
            depth--;
        }
    }
}
