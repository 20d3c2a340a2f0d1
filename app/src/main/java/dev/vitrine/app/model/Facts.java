package dev.vitrine.app.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is to be said of one thing.
 *
 * @param partition whose chip stands beside the title
 */
public record Facts(String title, OptionalInt partition, List<Fact> lines) {

    public Facts {
        lines = List.copyOf(lines);
    }

    public static Facts of(String title, List<Fact> lines) {
        return new Facts(title, OptionalInt.empty(), lines);
    }
}
