package dev.vitrine.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --listen}: {@code [NAME://]HOST:PORT[@ADVERTISED_HOST:PORT]}.
 *
 * @param name       the listener's name; PLAINTEXT where none is given
 * @param port       0 for any free port
 * @param advertised what clients are told to connect to, where it is not the address itself
 */
public record ListenAddress(String name, String host, int port, Optional<HostPort> advertised) {

    public static final String DEFAULT_NAME = "PLAINTEXT";

    private static final int MOST = 65535;

    private static final Pattern SYNTAX = Pattern.compile("(?:(?<name>[A-Za-z0-9_]+)://)?(?<bind>[^@]+)(?:@(?<advertised>.+))?");

    /** Names are told apart whatever their case, as in Kafka. */
    public ListenAddress {
        name = name.toUpperCase(Locale.ROOT);
    }

    public static ListenAddress of(String host, int port) {
        return new ListenAddress(DEFAULT_NAME, host, port, Optional.empty());
    }

    /**
     * The same for another broker: broker <i>k</i> adds k − 1 to each port.
     *
     * @throws IllegalArgumentException with a sentence for a person, where there is no such port
     */
    public ListenAddress forBroker(int broker) {
        return new ListenAddress(name, host, port(port, broker), advertised.map(told -> new HostPort(told.host(), port(told.port(), broker))));
    }

    private static int port(int first, int broker) {
        if (first == 0) {
            return 0;
        }
        if (first + broker - 1 > MOST) {
            throw new IllegalArgumentException("port " + first + " leaves none for broker " + broker);
        }
        return first + broker - 1;
    }

    /** Whether both can't be had at the same time. */
    boolean meets(ListenAddress other) {
        return port != 0 && port == other.port && (host.equals(other.host) || isWildcard() || other.isWildcard());
    }

    private boolean isWildcard() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** @throws IllegalArgumentException with a sentence for a person */
    public static ListenAddress parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not [NAME://]HOST:PORT[@ADVERTISED_HOST:PORT]");
        }
        HostPort bind = HostPort.parse(matcher.group("bind"));
        String name = Optional.ofNullable(matcher.group("name")).orElse(DEFAULT_NAME);
        Optional<HostPort> advertised = Optional.ofNullable(matcher.group("advertised")).map(HostPort::parse);
        return new ListenAddress(name, bind.host(), bind.port(), advertised);
    }

    /** A host, IPv6 without brackets, and a port from 0 to 65535. */
    public record HostPort(String host, int port) {

        private static final Pattern SYNTAX = Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.%a-z]+)]|(?<host>[^:\\[\\]]*)):(?<port>\\d{1,5})");

        /** @throws IllegalArgumentException with a sentence for a person */
        public static HostPort parse(String text) {
            Matcher matcher = SYNTAX.matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > MOST) {
                throw new IllegalArgumentException("'" + text + "' is not HOST:PORT with a port from 0 to 65535");
            }
            String host = matcher.group("six") != null ? matcher.group("six") : matcher.group("host");
            return new HostPort(host, Integer.parseInt(matcher.group("port")));
        }
    }
}
