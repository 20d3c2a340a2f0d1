package dev.vitrine.engine;

import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.observe.BrokerState;
import java.util.List;

/**
 * The brokers of a running engine, and all that can be done to them. Each call returns when it is done, which may take seconds: not for a screen's thread.
 *
 * @see dev.vitrine.engine.observe.Observation what came of it
 */
public final class Brokers {

    private final HostedBrokers hosted;

    Brokers(HostedBrokers hosted) {
        this.hosted = hosted;
    }

    /** All that there are, running or not. */
    public List<Integer> ids() {
        return hosted.all().stream().map(HostedBroker::id).toList();
    }

    /** What was done to it last: RUNNING, STOPPED, KILLED or FROZEN. @throws IllegalArgumentException where there is no such broker; so all others do */
    public BrokerState state(int broker) {
        return hosted.state(broker);
    }

    /** {@code host:port} of its first listener. It keeps it over stop and start. */
    public String address(int broker) {
        return hosted.address(broker);
    }

    /** Starts one more, on the next ports. @return its id @throws StartRefused where it can't */
    public int add() {
        return hosted.add();
    }

    /** Starts one that was stopped or killed, with the data that it left. Nothing where it runs. @throws StartRefused where it can't */
    public void start(int broker) {
        hosted.start(broker);
    }

    /** Stops it as one stops a broker that is to come back: what it leads is handed over first. */
    public void stop(int broker) {
        hosted.stop(broker);
    }

    /** As kill −9 of a process of its own: its connections are reset, nobody is told, its folder stays as it was at that instant. */
    public void kill(int broker) {
        hosted.kill(broker);
    }

    /** As SIGSTOP: it stands still, its connections stay open, nothing is answered. */
    public void freeze(int broker) {
        hosted.freeze(broker);
    }

    /** As SIGCONT: it goes on where it stood, and finds out what has happened meanwhile. */
    public void thaw(int broker) {
        hosted.thaw(broker);
    }

    /** Nothing that one says gets to the other any more, in this direction: questions don't, nor do answers. */
    public void cut(int from, int to) {
        hosted.link(from, to, LinkFault.CUT);
    }

    /** What one says to the other comes so much later. */
    public void delay(int from, int to, long millis) {
        hosted.link(from, to, LinkFault.delay(millis));
    }

    /** So large a share of what one says to the other gets lost. @param share 0 to 1 */
    public void lose(int from, int to, double share) {
        hosted.link(from, to, LinkFault.loss(share));
    }

    /** The direction is in order again. */
    public void heal(int from, int to) {
        hosted.link(from, to, LinkFault.NONE);
    }

    /** Cuts a broker off from all others, in both directions. Clients still reach it. */
    public void isolate(int broker) {
        ids().forEach(other -> {
            cut(broker, other);
            cut(other, broker);
        });
    }

    /** All links are in order again. */
    public void healAll() {
        hosted.links().forEach(link -> heal(link.from(), link.to()));
    }
}
