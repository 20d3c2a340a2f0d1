package dev.vitrine.app.model;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.ListenAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line: the options of {@code serve}, and the app's own.
 *
 * @param brokers   how many; broker <i>k</i> adds k − 1 to each port
 * @param listeners empty for the default, {@code localhost:9092}
 * @param data      empty for the per-user folder
 * @param theme     empty for the one of last time
 * @param open      a session to replay instead of starting a broker
 */
public record LaunchOptions(int brokers, List<ListenAddress> listeners, Optional<Path> data, boolean ephemeral, Map<String, String> settings, Optional<Theme> theme,
        Optional<Path> open) {

    public static final String USAGE = """
            Vitrine: a Kafka you can see.

              --brokers N                                          so many brokers; broker k adds k-1 to each port (default 1)
              --listen [NAME://]HOST:PORT[@ADVERTISED_HOST:PORT]   where the broker listens (default localhost:9092; may be given several times)
              --data DIR                                           keep the data here (default: the per-user data folder)
              --ephemeral                                          keep the data only while the app runs
              --set KEY=VALUE                                      one of Kafka's broker settings (may be given several times)
              --theme light|dark
              --open FILE.vitrine                                  replay a saved session, without a broker; the file alone does the same
              --help""";

    /** How the names of saved sessions end: a double click on one gives its name alone. */
    private static final String SESSION = ".vitrine";
    private static final ListenAddress DEFAULT = ListenAddress.of("localhost", 9092);

    /** A person is watching: what Kafka looks after every few minutes, retention and compaction, is looked after every few seconds. */
    private static final Map<String, String> WATCHED = Map.of(
            "log.retention.check.interval.ms", "5000", "log.cleaner.backoff.ms", "3000", "log.initial.task.delay.ms", "3000");

    public LaunchOptions {
        listeners = List.copyOf(listeners);
        settings = Map.copyOf(settings);
    }

    public static LaunchOptions defaults() {
        return new LaunchOptions(1, List.of(), Optional.empty(), false, Map.of(), Optional.empty(), Optional.empty());
    }

    /** The address that a client would use. */
    public ListenAddress address() {
        return listeners.isEmpty() ? DEFAULT : listeners.getFirst();
    }

    /** The same, on another port where {@code busy} was asked for. */
    public LaunchOptions withPort(int busy, int free) {
        List<ListenAddress> moved = (listeners.isEmpty() ? List.of(DEFAULT) : listeners).stream()
                .map(address -> address.port() == busy ? new ListenAddress(address.name(), address.host(), free, address.advertised()) : address).toList();
        return new LaunchOptions(brokers, moved, data, ephemeral, settings, theme, open);
    }

    /** The same, keeping nothing. */
    public LaunchOptions withoutKeeping() {
        return new LaunchOptions(brokers, listeners, Optional.empty(), true, settings, theme, open);
    }

    /** Tells an engine. */
    public void configure(EngineConfig config) {
        config.brokers(brokers);
        listeners.forEach(config::listen);
        data.ifPresent(config::data);
        if (ephemeral) {
            config.ephemeral();
        }
        WATCHED.forEach(config::set);
        settings.forEach(config::set);
    }

    /** @throws IllegalArgumentException with one line for a person */
    public static LaunchOptions parse(List<String> arguments) {
        Parser parser = new Parser(arguments);
        while (parser.next < arguments.size()) {
            parser.option(arguments.get(parser.next++));
        }
        if (parser.ephemeral && parser.data != null) {
            throw new IllegalArgumentException("--data and --ephemeral exclude each other");
        }
        return new LaunchOptions(parser.brokers, parser.listeners, Optional.ofNullable(parser.data), parser.ephemeral, parser.settings, Optional.ofNullable(parser.theme), Optional.ofNullable(parser.open));
    }

    private static final class Parser {

        private final List<String> arguments;
        private final List<ListenAddress> listeners = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private int brokers = 1;
        private Path data;
        private boolean ephemeral;
        private Theme theme;
        private Path open;
        private int next;

        Parser(List<String> arguments) {
            this.arguments = arguments;
        }

        void option(String option) {
            switch (option) {
                case "--brokers" -> brokers = brokers(value(option));
                case "--listen" -> listeners.add(listener(value(option)));
                case "--data" -> data = Path.of(value(option));
                case "--ephemeral" -> ephemeral = true;
                case "--set" -> setting(value(option));
                case "--theme" -> theme = theme(value(option));
                case "--open" -> open = Path.of(value(option));
                case String file when file.endsWith(SESSION) && !file.startsWith("--") -> open = Path.of(file);
                default -> throw new IllegalArgumentException("unknown option '" + option + "' (--help lists them)");
            }
        }

        private String value(String option) {
            if (next == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return arguments.get(next++);
        }

        private static int brokers(String text) {
            if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1) {
                throw new IllegalArgumentException("--brokers '" + text + "' is not a number of brokers");
            }
            return Integer.parseInt(text);
        }

        private static ListenAddress listener(String text) {
            try {
                return ListenAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--listen " + e.getMessage(), e);
            }
        }

        private void setting(String text) {
            int at = text.indexOf('=');
            if (at <= 0) {
                throw new IllegalArgumentException("--set '" + text + "' is not KEY=VALUE");
            }
            settings.put(text.substring(0, at), text.substring(at + 1));
        }

        private static Theme theme(String text) {
            for (Theme theme : Theme.values()) {
                if (theme.id().equals(text)) {
                    return theme;
                }
            }
            throw new IllegalArgumentException("--theme '" + text + "' is neither light nor dark");
        }
    }
}
