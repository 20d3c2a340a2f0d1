package dev.vitrine.engine.metadata;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Where a broker listens by its settings {@code listeners} and {@code listener.security.protocol.map}, which may change while it runs (KIP-226):
 * listeners come and go by their names. In Kafka's words where they can't be so.
 */
public final class ListenerSettings {

    private static final String LISTENERS = "listeners";
    private static final String ADVERTISED = "advertised.listeners";
    private static final String PROTOCOLS = "listener.security.protocol.map";
    private static final Pattern ENDPOINT = Pattern.compile("(?<name>.*)://\\[?(?<host>[0-9a-zA-Z\\-%._:]*)]?:(?<port>-?\\d{1,9})");

    /** @param host empty for every address of the machine; IPv6 without brackets @param port 0 for any free one */
    public record Listener(String name, String host, int port, SecurityProtocol protocol) {}

    private final String text;
    private final List<String> endpoints;
    private final Map<String, SecurityProtocol> protocols;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    private ListenerSettings(BrokerSettings settings) {
        this.endpoints = settings.listValue(LISTENERS);
        this.text = "[" + String.join(", ", endpoints) + "]";
        this.protocols = protocols(String.valueOf(settings.value(PROTOCOLS)));
        endpoints.forEach(this::add);
    }

    /** By name, in their order. @throws ConfigException where they can't be read, or stand in each other's way */
    public static Map<String, Listener> of(BrokerSettings settings) {
        ListenerSettings read = new ListenerSettings(settings);
        read.checkApart();
        return read.listeners;
    }

    private void add(String endpoint) {
        Matcher parts = ENDPOINT.matcher(endpoint.trim());
        if (!parts.matches()) {
            throw unusable("Unable to parse " + endpoint + " to a broker endpoint");
        }
        String name = parts.group("name").toUpperCase(Locale.ROOT);
        SecurityProtocol protocol = protocols.get(name);
        if (protocol == null) {
            throw unusable("No security protocol defined for listener " + name);
        }
        if (listeners.put(name, new Listener(name, parts.group("host"), Integer.parseInt(parts.group("port")), protocol)) != null) {
            throw unusable("Each listener must have a different name, listeners: " + text);
        }
    }

    /** Two listeners may share a port where the one is bound to an IPv4 address and the other to one of IPv6. */
    private void checkApart() {
        Map<Integer, Set<Boolean>> families = new TreeMap<>();
        for (Listener listener : listeners.values()) {
            if (listener.port() != 0 && !families.computeIfAbsent(listener.port(), port -> new LinkedHashSet<>()).add(listener.host().contains(":"))) {
                throw unusable("Each listener must have a different port, listeners: " + text);
            }
        }
    }

    private ConfigException unusable(String why) {
        return new ConfigException("Error creating broker listeners from '" + text + "': " + why);
    }

    private static Map<String, SecurityProtocol> protocols(String text) {
        Map<String, SecurityProtocol> protocols = new TreeMap<>();
        for (String entry : text.split(",")) {
            int colon = entry.lastIndexOf(':');
            if (colon < 0 && !entry.isBlank()) {
                throw new ConfigException("Error parsing configuration property '" + PROTOCOLS + "': Range [0, -1) out of bounds for length "
                        + entry.length());
            }
            if (colon >= 0) {
                protocols.put(entry.substring(0, colon).trim().toUpperCase(Locale.ROOT), protocol(entry.substring(colon + 1).trim()));
            }
        }
        return protocols;
    }

    private static SecurityProtocol protocol(String name) {
        try {
            return SecurityProtocol.forName(name);
        } catch (IllegalArgumentException none) {
            throw new ConfigException("Invalid security protocol `" + name + "` defined in " + PROTOCOLS);
        }
    }

    /** Why a running broker can't change from one to the other. @throws ConfigException with the reason */
    static void check(BrokerSettings before, BrokerSettings after) {
        Map<String, Listener> wanted = of(after);
        Set<String> advertised = after.listValue(ADVERTISED).stream()
                .map(endpoint -> endpoint.substring(0, Math.max(0, endpoint.indexOf("://"))).trim().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!wanted.keySet().containsAll(advertised)) {
            throw new ConfigException("requirement failed: advertised.listeners listener names must be equal to or a subset of the ones defined in "
                    + "listeners. Found " + String.join(",", advertised) + ". The valid options based on the current configuration are "
                    + String.join(",", wanted.keySet()));
        }
        Map<String, Listener> now = of(before);
        wanted.values().forEach(listener -> {
            if (now.getOrDefault(listener.name(), listener).protocol() != listener.protocol()) {
                throw BrokerChanges.invalid("Security protocol cannot be updated for existing listener ListenerName(" + listener.name() + ")");
            }
            if (listener.protocol() != SecurityProtocol.PLAINTEXT) { // what was meant to be secret must not go out in the open
                throw BrokerChanges.invalid("Listener " + listener.name() + " can't be opened: it is of security protocol " + listener.protocol()
                        + ", and this broker speaks " + SecurityProtocol.PLAINTEXT + " only");
            }
        });
    }
}
