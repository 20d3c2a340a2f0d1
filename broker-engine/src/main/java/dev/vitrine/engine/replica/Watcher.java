package dev.vitrine.engine.replica;

/** Told of what happens at a partition: a fetch that waits, or a follower's session that lasts from fetch to fetch. */
public interface Watcher {

    /** What it may see: nothing else concerns it. */
    Isolation isolation();

    /** So much more can be seen. @param bytes roughly */
    void arrived(int bytes);

    /** Something else has changed that should be looked at. */
    void changed();
}
