package dev.vitrine.engine.replica;

import java.util.Optional;

/** What a broker must know of the others to replicate, by the newest image. */
public interface Neighbours {

    /** The broker whose controller is the active one; −1 where none is known. */
    int controller();

    /** Incarnation of a broker; −1 where it is not known. */
    long epoch(int broker);

    /** False for a broker that is fenced, about to leave, or not there at all: it must not come in sync. */
    boolean mayBeInSync(int broker);

    /** False for a broker that is fenced, or not there at all. */
    boolean isAlive(int broker);

    /** Where a broker stands; empty where it doesn't say. */
    Optional<String> rack(int broker);
}
