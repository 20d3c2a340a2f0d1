package dev.vitrine.engine.replica;

/** What a broker must know of the others to replicate, by the newest image. */
public interface Neighbours {

    /** The broker whose controller is the active one; −1 where none is known. */
    int controller();

    /** Incarnation of a broker; −1 where it is not known. */
    long epoch(int broker);

    /** False for a broker that is fenced, about to leave, or not there at all: it must not come in sync. */
    boolean mayBeInSync(int broker);

    /** True for a broker that is there, or may come back any moment. */
    boolean isAlive(int broker);
}
