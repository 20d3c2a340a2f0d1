package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that can be told of one setting of one resource.
 *
 * @param value         null where there is none, and where nobody may see it
 * @param readOnly      true where it can't change while the broker runs
 * @param sensitive     true where the value is kept secret
 * @param synonyms      where the value may come from, the strongest first; the first that is there is the value in force
 * @param type          empty for a setting that Kafka doesn't know
 * @param documentation null for a setting that Kafka doesn't know
 */
public record DescribedConfig(
        String name,
        String value,
        boolean readOnly,
        ConfigSource source,
        boolean sensitive,
        List<Synonym> synonyms,
        Optional<ConfigDef.Type> type,
        String documentation) {

    public DescribedConfig {
        synonyms = List.copyOf(synonyms);
    }

    /** A name under which the setting may be given, with the value that it has there. */
    public record Synonym(String name, String value, ConfigSource source) {}

    /** Kafka's number for the type (KIP-569). */
    public byte typeId() {
        return (byte) (int) type.map(known -> switch (known) {
            case BOOLEAN -> 1;
            case STRING -> 2;
            case INT -> 3;
            case SHORT -> 4;
            case LONG -> 5;
            case DOUBLE -> 6;
            case LIST -> 7;
            case CLASS -> 8;
            case PASSWORD -> 9;
        }).orElse(0);
    }
}
