package dev.vitrine.app.model.cluster;

import java.util.Optional;

/**
 * Something that a person wants done to a broker, said elsewhere (in the palette, say) than on the screen that does it and asks first where clients would
 * notice: it waits here until that screen is there. For the toolkit's thread.
 */
public final class Errands {

    private Act waiting;

    /** The last wins: nobody waits for two. */
    public void bring(Act act) {
        waiting = act;
    }

    /** What there is to do, once. */
    public Optional<Act> take() {
        Act act = waiting;
        waiting = null;
        return Optional.ofNullable(act);
    }
}
