package dev.vitrine.app.model.lessons;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lesson.
 *
 * @param id      the name of its file
 * @param idea    what it is about, in a sentence
 * @param awaits  what the engine doesn't have yet and the lesson needs; empty where it can be taken
 * @param prepare what is set up before the first step
 * @param after   what to try in free play
 */
public record Lesson(String id, String title, String idea, String awaits, List<Deed> prepare, List<Step> steps, String after) {

    public Lesson {
        awaits = awaits == null ? "" : awaits;
        prepare = prepare == null ? List.of() : List.copyOf(prepare);
        steps = steps == null ? List.of() : List.copyOf(steps);
        after = after == null ? "" : after;
    }

    public boolean canBeTaken() {
        return awaits.isEmpty();
    }

    /** The topics that it makes or asks for: no other is ever touched. */
    public Set<String> topics() {
        return deeds().flatMap(deed -> deed.topic().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The groups of its own actors. */
    public Set<String> groups() {
        return deeds().flatMap(deed -> deed instanceof Deed.Consume consume ? Stream.of(consume.group()) : Stream.empty()).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Deed> deeds() {
        return Stream.concat(prepare.stream(), steps.stream().flatMap(step -> step.solution().stream()));
    }
}
