package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.Loggers;
import dev.vitrine.engine.metadata.Refusal;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.protocol.Errors;

/** Changes what this broker's loggers tell: done here and at once, the controller has no part in it. */
final class LoggerChanges {

    private static final String VALID_LEVELS = "DEBUG, ERROR, FATAL, INFO, TRACE, WARN";

    private final Loggers loggers;
    private final int broker;

    LoggerChanges(Loggers loggers, int broker) {
        this.loggers = loggers;
        this.broker = broker;
    }

    /** All that is asked for is done, or nothing. */
    Optional<Refusal> alter(AlterConfigsResource asked, boolean validateOnly) {
        Optional<Refusal> refusal = brokerRefusal(asked.resourceName());
        Map<String, String> levels = loggers.levels();
        for (AlterableConfig config : asked.configs()) {
            refusal = refusal.or(() -> refusal(config, levels));
        }
        if (refusal.isEmpty() && !validateOnly) {
            asked.configs().forEach(config -> loggers.set(config.name(), level(config)));
        }
        return refusal;
    }

    private static Optional<String> level(AlterableConfig config) {
        return config.configOperation() == OpType.SET.id() ? Optional.of(config.value()) : Optional.empty();
    }

    private Optional<Refusal> brokerRefusal(String name) {
        try {
            return Integer.parseInt(name) == broker
                    ? Optional.empty()
                    : refuse(Errors.INVALID_REQUEST, "Unexpected node id. Expected " + broker + ", but received " + name);
        } catch (NumberFormatException notANumber) {
            return refuse(Errors.INVALID_REQUEST, "Node id must be an integer, but it is: " + name);
        }
    }

    private static Optional<Refusal> refusal(AlterableConfig config, Map<String, String> levels) {
        OpType operation = OpType.forId(config.configOperation());
        if (operation == null) { // Kafka fails over it
            return refuse(Errors.UNKNOWN_SERVER_ERROR, Errors.UNKNOWN_SERVER_ERROR.message());
        }
        if (operation != OpType.SET && operation != OpType.DELETE) {
            return refuse(Errors.INVALID_REQUEST, operation
                    + " operation is not allowed for the BROKER_LOGGER resource");
        }
        if (!levels.containsKey(config.name())) {
            return refuse(Errors.INVALID_CONFIG, "Logger " + config.name() + " does not exist!");
        }
        if (operation == OpType.DELETE) {
            return config.name().equals(Loggers.ROOT)
                    ? refuse(Errors.INVALID_REQUEST, "Removing the log level of the root logger is not allowed") : Optional.empty();
        }
        return Loggers.LEVELS.contains(config.value()) ? Optional.empty() : refuse(Errors.INVALID_CONFIG,
                "Cannot set the log level of " + config.name() + " to " + config.value()
                        + " as it is not a supported log level. Valid log levels are " + VALID_LEVELS);
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
