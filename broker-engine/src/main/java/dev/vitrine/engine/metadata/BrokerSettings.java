package dev.vitrine.engine.metadata;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** What one broker was started with: Kafka's settings under Kafka's names, parsed and validated by Kafka's definitions. */
public final class BrokerSettings {

    private final Map<String, String> given;

    private BrokerSettings(Map<String, String> given) {
        this.given = given;
    }

    /**
     * @param given as in a {@code server.properties}
     * @throws ConfigException for a name that Kafka doesn't know, or values it refuses; the message is for a person
     */
    public static BrokerSettings of(Map<String, String> given) {
        given.forEach(BrokerSettings::check);
        BrokerSettings settings = unchecked(given);
        BrokerRules.conflict(settings).ifPresent(conflict -> {
            throw new ConfigException(conflict);
        });
        return settings;
    }

    /** Settings that have been judged elsewhere; those that Kafka doesn't know among them are of no effect. */
    static BrokerSettings unchecked(Map<String, String> given) {
        return new BrokerSettings(Collections.unmodifiableMap(new TreeMap<>(given)));
    }

    /** What holds on {@code broker} now: what it was started with, and over it what was set since, for it or for all brokers. */
    public static BrokerSettings inForce(ClusterImage image, int broker, BrokerSettings started) {
        return unchecked(new BrokerLayers(image, broker, started).given());
    }

    private static void check(String key, String value) {
        ConfigDef.ConfigKey definition = KafkaDefinitions.broker().configKeys().get(key);
        if (definition == null) {
            throw new ConfigException("Kafka has no broker setting named " + key);
        }
        parse(definition, value);
    }

    private static Object parse(ConfigDef.ConfigKey definition, String value) {
        Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
        if (definition.validator != null) {
            definition.validator.ensureValid(definition.name, parsed);
        }
        return parsed;
    }

    /** What was given, by name; the default holds for all others. */
    public Map<String, String> given() {
        return given;
    }

    /** The value as it was given; empty where the default holds. */
    public Optional<String> given(String key) {
        return Optional.ofNullable(given.get(key));
    }

    /** A number as it was given; empty where the default holds. */
    public OptionalInt givenInt(String key) {
        return given.containsKey(key) ? OptionalInt.of(intValue(key)) : OptionalInt.empty();
    }

    /** Numbers that were given for single listeners ({@code listener.name.<listener>.<key>}), by their whole names. */
    public Map<String, Integer> ofListeners(String key) {
        Map<String, Integer> values = new TreeMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith("listener.name.") && name.endsWith("." + key)) {
                values.put(name, Integer.valueOf(value.trim()));
            }
        });
        return values;
    }

    /**
     * The value of this very setting, in the type that Kafka defines: Integer, Long, Double, Boolean, Short, String, List or null. Settings
     * that come in several units ({@code log.retention.ms}, {@code .minutes}, {@code .hours}) each have a value of their own; which of them
     * is in force for a topic, {@link TopicSettings} says.
     */
    public Object value(String key) {
        ConfigDef.ConfigKey definition = KafkaDefinitions.broker().configKeys().get(key);
        String text = given.get(key);
        return text == null ? definition.defaultValue : parse(definition, text);
    }

    public int intValue(String key) {
        return ((Number) value(key)).intValue();
    }

    public long longValue(String key) {
        return ((Number) value(key)).longValue();
    }

    @SuppressWarnings("unchecked") // Kafka's type LIST is a list of strings
    public List<String> listValue(String key) {
        Object value = value(key);
        return value == null ? List.of() : (List<String>) value;
    }

    public boolean booleanValue(String key) {
        return (Boolean) value(key);
    }
}
