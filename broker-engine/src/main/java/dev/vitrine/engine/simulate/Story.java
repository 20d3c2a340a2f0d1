package dev.vitrine.engine.simulate;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Told what happens, for who wants to understand a run. Where nobody listens, no words are made. */
public interface Story {

    /** Nobody listens. */
    Story UNTOLD = what -> { };

    void tell(Supplier<String> what);

    /** Line by line. */
    static Story to(Consumer<String> listener) {
        return what -> listener.accept(what.get());
    }

    default boolean isTold() {
        return this != UNTOLD;
    }
}
