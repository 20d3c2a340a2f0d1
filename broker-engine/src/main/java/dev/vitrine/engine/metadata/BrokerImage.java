package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.DirectoryId;
import org.apache.kafka.common.Uuid;

/**
 * A registered broker.
 *
 * @param standing what it may do now
 */
public record BrokerImage(int id, Optional<String> rack, List<Endpoint> endpoints, Registration registration, Standing standing) {

    public BrokerImage {
        endpoints = List.copyOf(endpoints);
    }

    /** One that serves, and of whose registration nothing is to be told. */
    public BrokerImage(int id, Optional<String> rack, List<Endpoint> endpoints) {
        this(id, rack, endpoints, Registration.UNKNOWN, Standing.SERVING);
    }

    /** What clients of one listener are told. */
    public record Endpoint(String listener, String host, int port) {}

    /**
     * One life of a broker, from start to stop.
     *
     * @param epoch       where in the metadata log it registered, about: greater with each life
     * @param incarnation chosen by the broker when it starts
     * @param folders     ids of those in which it keeps its logs: brokers of this engine have one each
     */
    public record Registration(long epoch, Uuid incarnation, List<Uuid> folders) {

        public static final Registration UNKNOWN = new Registration(-1, Uuid.ZERO_UUID, List.of());

        public Registration {
            folders = List.copyOf(folders);
        }
    }

    /**
     * @param fenced       leads nothing, is in sync with nothing, and no client is told of it
     * @param shuttingDown gives up what it leads, and gets nothing new
     */
    public record Standing(boolean fenced, boolean shuttingDown) {

        public static final Standing SERVING = new Standing(false, false);
    }

    public long epoch() {
        return registration.epoch();
    }

    public boolean fenced() {
        return standing.fenced();
    }

    public boolean shuttingDown() {
        return standing.shuttingDown();
    }

    /** Whether it may lead partitions and be in sync with others. */
    public boolean active() {
        return !fenced() && !shuttingDown();
    }

    /** The folder of its replicas, where there is but one to choose from (KIP-858). */
    public Uuid folder() {
        return registration.folders().size() == 1 ? registration.folders().getFirst() : DirectoryId.UNASSIGNED;
    }

    public BrokerImage with(Standing next) {
        return new BrokerImage(id, rack, endpoints, registration, next);
    }

    public Optional<Endpoint> endpoint(String listener) {
        return endpoints.stream().filter(endpoint -> endpoint.listener().equals(listener)).findFirst();
    }
}
