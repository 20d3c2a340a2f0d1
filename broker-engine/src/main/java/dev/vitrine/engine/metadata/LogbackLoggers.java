package dev.vitrine.engine.metadata;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Logback's loggers. It has no level FATAL: nothing is ever logged at it, so a logger that tells nothing but that is one that tells nothing. */
final class LogbackLoggers implements Loggers {

    private static final String FATAL = "FATAL";

    private final LoggerContext context;

    LogbackLoggers(LoggerContext context) {
        this.context = context;
    }

    @Override
    public Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            String name = logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
            Level level = logger.getEffectiveLevel();
            levels.put(name, level == Level.OFF ? FATAL : level.toString());
        }
        return levels;
    }

    @Override
    public void set(String logger, Optional<String> level) {
        String name = logger.equals(ROOT) ? org.slf4j.Logger.ROOT_LOGGER_NAME : logger;
        context.getLogger(name).setLevel(level.map(wanted -> wanted.equals(FATAL) ? Level.OFF : Level.toLevel(wanted)).orElse(null));
    }
}
