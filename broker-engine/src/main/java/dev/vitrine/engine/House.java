package dev.vitrine.engine;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.net.RequestHandler;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What all brokers of an engine share.
 *
 * @param door where requests of all brokers' connections come in
 */
record House(Crew crew, Network network, InProcessLinks links, Disk disk, Clock clock, RandomGenerator random, Events events, RequestHandler door) {

    private static final String NETWORK_THREADS = "num.network.threads";

    /** Takes in how many threads a broker is to have. */
    void staff(int broker, BrokerSettings settings) {
        crew.staff(broker, settings);
        network.staff(broker, eventLoops(settings));
    }

    /** The largest number of its listeners: they share the event loops, too. */
    private static OptionalInt eventLoops(BrokerSettings settings) {
        return IntStream.concat(settings.givenInt(NETWORK_THREADS).stream(),
                settings.ofListeners(NETWORK_THREADS).values().stream().mapToInt(Integer::intValue)).max();
    }

    /** A broker that has gone asks for none. */
    void leaves(int broker) {
        crew.leaves(broker);
        network.staff(broker, OptionalInt.empty());
    }
}
