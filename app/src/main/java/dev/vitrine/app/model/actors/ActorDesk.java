package dev.vitrine.app.model.actors;

import java.util.List;
import java.util.Optional;

/**
 * Where actors are hired, told what to do, and let go. All calls return at once; what takes time happens on the actors' own threads. Safe for use
 * from any thread.
 */
public interface ActorDesk {

    /** So many at once: each is a real client with threads and buffers of its own. */
    int MOST = 32;

    /** All of them, in the order they came. */
    List<ActorView> views();

    default Optional<ActorView> view(long id) {
        return views().stream().filter(view -> view.id() == id).findFirst();
    }

    /** Who bears this client id. */
    default Optional<ActorView> named(String clientId) {
        return views().stream().filter(view -> view.name().equals(clientId)).findFirst();
    }

    /**
     * Hires one; where its name is taken it gets a number behind it.
     *
     * @return empty where there are {@link #MOST} already
     */
    Optional<ActorView> add(Setup setup, boolean start);

    void start(long id);

    /** Goes politely: sends what it has, commits what it has dealt with, says goodbye. */
    void leave(long id);

    /** Connections close without a word; nothing is committed, nobody is told. */
    void crash(long id);

    /** As a process that is stopped from outside: nothing is sent or read, connections stay. {@link #wake} lets it go on. */
    void freeze(long id);

    /** Consumers: hangs in its own work. Its heart goes on beating until {@code max.poll.interval.ms} have passed. {@link #wake} lets it go on. */
    void stick(long id);

    void wake(long id);

    /** Another setup; where the running client can't take it over, it leaves and starts anew. */
    void change(long id, Setup setup);

    /** Lets it go for good, politely. @return what brings it back */
    Runnable remove(long id);
}
