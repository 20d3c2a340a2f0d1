package dev.vitrine.engine;

import dev.vitrine.engine.ListenAddress.HostPort;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.net.Sockets;
import dev.vitrine.engine.net.RequestHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Binds a broker's listeners before anything else is touched, so that a port in use changes nothing. */
final class Listeners {

    private static final String LOCALHOST = "localhost";
    private static final int TRIES_FOR_A_PORT_ON_BOTH = 20;

    private final Sockets sockets;
    private final RequestHandler handler;
    private final List<ListenAddress> bound = new ArrayList<>();

    Listeners(Sockets sockets, RequestHandler handler) {
        this.sockets = sockets;
        this.handler = handler;
    }

    /**
     * @return what clients of each listener are told, in the order given
     * @throws StartRefused where one can't be had
     */
    List<Endpoint> bind(List<ListenAddress> addresses) {
        Set<String> names = new HashSet<>();
        List<Endpoint> endpoints = new ArrayList<>();
        for (ListenAddress address : addresses) {
            if (!names.add(address.name())) {
                throw new StartRefused(new StartRefused.BadOption("--listen", "two listeners are named " + address.name()));
            }
            endpoints.add(bind(address));
        }
        return endpoints;
    }

    /** The same addresses with the ports that they got. */
    List<ListenAddress> bound() {
        return List.copyOf(bound);
    }

    private Endpoint bind(ListenAddress address) {
        int port = address.host().equals(LOCALHOST) ? bindLocalhost(address) : bind(address, resolve(address.host()), address.port());
        bound.add(new ListenAddress(address.name(), address.host(), port, address.advertised()));
        HostPort told = address.advertised().orElse(new HostPort(ownName(address.host()), port));
        return new Endpoint(address.name(), told.host(), told.port() == 0 ? port : told.port());
    }

    /** {@code localhost} means 127.0.0.1 to one client and ::1 to another: both reach us, at the same port. */
    private int bindLocalhost(ListenAddress address) {
        InetAddress four = resolve("127.0.0.1");
        for (int attempt = 1; ; attempt++) {
            int port = bind(address, four, address.port());
            try {
                bind(address, resolve("::1"), port);
                return port;
            } catch (StartRefused refused) {
                if (refused.reason() instanceof StartRefused.AddressUnusable) {
                    return port; // a machine without IPv6
                }
                if (address.port() != 0 || attempt == TRIES_FOR_A_PORT_ON_BOTH) {
                    throw refused;
                }
            }
        }
    }

    private int bind(ListenAddress address, InetAddress host, int port) {
        try {
            return sockets.bind(address.name(), new InetSocketAddress(host, port), handler).getPort();
        } catch (Exception failure) { // Netty sneaks its checked exceptions through
            throw new StartRefused(reason(host, port, failure));
        }
    }

    private static StartRefused.Reason reason(InetAddress host, int port, Exception failure) {
        String why = String.valueOf(failure.getMessage());
        return why.contains("Address already in use")
                ? new StartRefused.PortInUse(host.getHostAddress(), port)
                : new StartRefused.AddressUnusable(text(host) + ":" + port, why);
    }

    private static String text(InetAddress host) {
        return host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
    }

    private static InetAddress resolve(String host) {
        try {
            return host.isEmpty() ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new StartRefused(new StartRefused.AddressUnusable(host, "no such host"));
        }
    }

    /** A wildcard is no address that a client could connect to: it is told this machine's name. */
    private static String ownName(String host) {
        if (!resolve(host).isAnyLocalAddress()) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return LOCALHOST;
        }
    }
}
