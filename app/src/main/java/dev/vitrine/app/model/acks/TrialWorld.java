package dev.vitrine.app.model.acks;

import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.model.composer.Acks;
import java.util.List;

/** What the trial needs of the world. Calls block. */
public interface TrialWorld {

    /** Brokers that run and count for the controller. */
    List<Integer> running() throws Exception;

    /** −1 while there is none. */
    int controller() throws Exception;

    /** The leader of a topic's one partition; −1 while it has none. */
    int leader(String topic) throws Exception;

    BrokerDesk desk();

    /** A topic of one partition on these brokers, the first its leader, that takes acks=all only where two are in sync. One of that name is deleted first. */
    void create(String topic, List<Integer> replicas) throws Exception;

    /** A real producer begins to send numbered records. */
    Writer write(String topic, Acks acks, Ledger ledger) throws Exception;

    /** Reads a topic from its beginning to its end, and notes what is there. */
    void read(String topic, Ledger ledger) throws Exception;

    /** Lets some time go by. @throws InterruptedException where nobody wants to wait any more */
    void pause(long millis) throws InterruptedException;

    /** Wall clock, in milliseconds. */
    long now();

    /** A producer at work. */
    interface Writer extends AutoCloseable {

        /** Sends nothing new; what is on its way has still so long to be answered. */
        void stop(long millis);

        @Override
        void close();
    }
}
