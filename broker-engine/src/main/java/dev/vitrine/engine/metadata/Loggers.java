package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The loggers of this process and how much each tells (KIP-412). They belong to the process: nothing of them is kept over a stop. */
public interface Loggers {

    /** Kafka's name of the logger that all others inherit from. */
    String ROOT = "root";

    /** Kafka's levels, the quietest first. */
    List<String> LEVELS = List.of("FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    /** Level by name of the logger, in the order of names; loggers come into being when they are first used. */
    Map<String, String> levels();

    /** @param level one of {@link #LEVELS}; empty to inherit it again */
    void set(String logger, Optional<String> level);

    /** As DescribeConfigs tells it. */
    default List<DescribedConfig> describe() {
        return levels().entrySet().stream()
                .map(logger -> new DescribedConfig(
                        logger.getKey(), logger.getValue(), false, ConfigSource.BROKER_LOGGER, false, List.of(), Optional.empty(), ""))
                .toList();
    }

    /** Those that this process logs with; none that can be told of or changed where that is not Logback (an embedding program's own choice). */
    static Loggers ofProcess() {
        return LoggerFactory.getILoggerFactory() instanceof ch.qos.logback.classic.LoggerContext context
                ? new LogbackLoggers(context)
                : new Loggers() {
                    @Override
                    public Map<String, String> levels() {
                        return Map.of();
                    }

                    @Override
                    public void set(String logger, Optional<String> level) {}
                };
    }
}
