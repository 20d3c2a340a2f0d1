package dev.vitrine.engine.cli;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.ListenAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of {@code serve}; the app takes the same.
 *
 * @param brokers  how many; broker <i>k</i> adds k − 1 to each port
 * @param data     empty for the per-user folder
 * @param settings Kafka's broker settings, from {@code --set key=value}
 */
public record ServeOptions(int brokers, List<ListenAddress> listeners, Optional<Path> data, boolean ephemeral, Map<String, String> settings) {

    public static final String USAGE =
            "[--brokers N] [--listen [NAME://]HOST:PORT[@ADVERTISED_HOST:PORT]]... [--data DIR | --ephemeral] [--set key=value]..."
                    + " [--control HOST:PORT] [--schema-registry HOST:PORT]";

    /** An option that can't be understood, in one line for a person. */
    public static final class BadOption extends RuntimeException {

        private static final long serialVersionUID = 1;

        public BadOption(String message) {
            super(message);
        }
    }

    /** @throws BadOption naming the first one that can't be understood */
    public static ServeOptions parse(List<String> arguments) {
        Parser parser = new Parser(arguments);
        while (parser.hasNext()) {
            parser.option();
        }
        return parser.done();
    }

    /** Hands these options to an engine. */
    public void applyTo(EngineConfig config) {
        config.brokers(brokers);
        listeners.forEach(config::listen);
        data.ifPresent(config::data);
        if (ephemeral) {
            config.ephemeral();
        }
        settings.forEach(config::set);
    }

    private static final class Parser {

        private final List<String> arguments;
        private final List<ListenAddress> listeners = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private Optional<Path> data = Optional.empty();
        private int brokers = 1;
        private boolean ephemeral;
        private int next;

        Parser(List<String> arguments) {
            this.arguments = arguments;
        }

        boolean hasNext() {
            return next < arguments.size();
        }

        void option() {
            String option = arguments.get(next++);
            switch (option) {
                case "--listen" -> listeners.add(listener(value(option)));
                case "--data" -> data = Optional.of(path(value(option)));
                case "--ephemeral" -> ephemeral = true;
                case "--set" -> setting(value(option));
                case "--brokers" -> brokers = brokers(value(option));
                case "--control", "--schema-registry" -> throw new BadOption(option + " is not there yet in this version");
                default -> throw new BadOption("unknown option " + option + "; usage: " + USAGE);
            }
        }

        private String value(String option) {
            if (!hasNext()) {
                throw new BadOption(option + " needs a value");
            }
            return arguments.get(next++);
        }

        private static ListenAddress listener(String text) {
            try {
                return ListenAddress.parse(text);
            } catch (IllegalArgumentException bad) {
                throw new BadOption("--listen " + bad.getMessage());
            }
        }

        private static Path path(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException bad) {
                throw new BadOption("--data " + bad.getMessage());
            }
        }

        private void setting(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new BadOption("--set '" + text + "' is not key=value");
            }
            settings.put(text.substring(0, equals), text.substring(equals + 1));
        }

        private static int brokers(String text) {
            if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1) {
                throw new BadOption("--brokers '" + text + "' is not a number of brokers");
            }
            return Integer.parseInt(text);
        }

        ServeOptions done() {
            if (ephemeral && data.isPresent()) {
                throw new BadOption("--data and --ephemeral exclude each other");
            }
            return new ServeOptions(brokers, List.copyOf(listeners), data, ephemeral, Map.copyOf(settings));
        }
    }
}
