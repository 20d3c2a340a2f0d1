package dev.vitrine.engine.metadata;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Logback's loggers. It has no level FATAL: that is ERROR here. */
final class LogbackLoggers implements Loggers {

    private final LoggerContext context;

    LogbackLoggers(LoggerContext context) {
        this.context = context;
    }

    @Override
    public Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            String name = logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
            levels.put(name, logger.getEffectiveLevel().toString());
        }
        return levels;
    }

    @Override
    public void set(String logger, Optional<String> level) {
        String name = logger.equals(ROOT) ? org.slf4j.Logger.ROOT_LOGGER_NAME : logger;
        context.getLogger(name).setLevel(level.map(wanted -> Level.toLevel(wanted, Level.ERROR)).orElse(null));
    }
}
