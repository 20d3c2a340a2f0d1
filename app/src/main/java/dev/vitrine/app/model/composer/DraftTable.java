package dev.vitrine.app.model.composer;

import java.util.Optional;

/** Where one screen lays a draft for the composer to take. For the toolkit's thread. */
public final class DraftTable {

    private Draft waiting;

    public void lay(Draft draft) {
        waiting = draft;
    }

    /** Takes the draft away; empty where none waits. */
    public Optional<Draft> take() {
        Optional<Draft> taken = Optional.ofNullable(waiting);
        waiting = null;
        return taken;
    }
}
