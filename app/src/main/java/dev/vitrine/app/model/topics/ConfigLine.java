package dev.vitrine.app.model.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.words.Times;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;

/**
 * A setting.
 *
 * @param inherited what it has without a value of its own; empty where the broker doesn't tell
 * @param source    where the value comes from
 */
public record ConfigLine(
        String name, String value, Optional<String> inherited, ConfigSource source, ConfigEntry.ConfigType type,
        String documentation, boolean readOnly, boolean sensitive) {

    static ConfigLine of(ConfigEntry entry) {
        Optional<String> inherited = entry.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG ? Optional.ofNullable(entry.value())
                : entry.synonyms().stream().filter(s -> s.source() != ConfigSource.DYNAMIC_TOPIC_CONFIG).findFirst().map(ConfigLine::inOwnUnit);
        return new ConfigLine(entry.name(), entry.value() == null ? "" : entry.value(), inherited, entry.source(), entry.type(),
                entry.documentation() == null ? "" : entry.documentation().replaceAll("<[^>]+>", "").strip(), entry.isReadOnly(), entry.isSensitive());
    }

    /** A broker may say in hours what the topic says in milliseconds. */
    private static String inOwnUnit(ConfigEntry.ConfigSynonym synonym) {
        long unit = synonym.name().endsWith(".hours") ? 3_600_000 : synonym.name().endsWith(".minutes") ? 60_000 : 1;
        return unit == 1 || synonym.value() == null || synonym.value().startsWith("-") ? synonym.value() : String.valueOf(Long.parseLong(synonym.value()) * unit);
    }

    /** True where this topic has a value of its own. */
    public boolean changed() {
        return source == ConfigSource.DYNAMIC_TOPIC_CONFIG;
    }

    /** Where the value comes from, in words. */
    public String from() {
        return switch (source) {
            case DYNAMIC_TOPIC_CONFIG -> "this topic";
            case DYNAMIC_BROKER_CONFIG, STATIC_BROKER_CONFIG -> "broker";
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> "all brokers";
            case DEFAULT_CONFIG -> "Kafka’s default";
            default -> source.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
    }

    /** The value said in larger units, where that helps: {@code 7 days}, {@code 1.00 GiB}. */
    public String meaning() {
        return meaning(name, value);
    }

    /** What a value of this setting means in larger units; empty where there is nothing to say. */
    public static String meaning(String name, String value) {
        if (!value.matches("-?\\d{1,19}")) {
            return "";
        }
        try {
            long n = Long.parseLong(value);
            if (n == Long.MAX_VALUE || n < 0 && name.startsWith("retention")) {
                return "no limit";
            }
            return name.endsWith(".ms") && n >= 1000 ? Times.setting(n) : name.endsWith("bytes") && n >= 1024 ? Figures.bytes(n) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
