package dev.vitrine.app.model.explain;

import java.util.function.Consumer;

/** One kind of reason for being behind. */
interface Suspect {

    /** Says what speaks for it, where anything does. Only asked of what is behind. */
    void examine(Case of, Consumer<Finding> says);
}
