package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.LinkView;

/**
 * Where the brokers of a cluster of one's own are added, stopped and hurt. Calls take as long as what they ask for takes: not for the toolkit's thread.
 * Safe for use from any thread.
 */
public interface BrokerDesk {

    /** One more broker, which joins the cluster. @return its id */
    int add();

    /** Ends in order: what it leads is handed over first. */
    void stop(int broker);

    /** Ends as a process that is killed: nothing is flushed, nobody is told. */
    void kill(int broker);

    /** Stands still as a process that is suspended: connections stay open, nothing is answered. */
    void freeze(int broker);

    void thaw(int broker);

    /** Starts one that was stopped or killed, with what lies in its folder. */
    void start(int broker);

    /** One direction of a link is so from now on. */
    void link(LinkView wanted);
}
