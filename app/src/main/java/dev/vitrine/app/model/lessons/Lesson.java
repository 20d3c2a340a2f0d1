package dev.vitrine.app.model.lessons;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

    /** How many brokers it needs. */
    public int brokers() {
        return prepare.stream().filter(Deed.Brokers.class::isInstance).mapToInt(deed -> ((Deed.Brokers) deed).atLeast()).max().orElse(1);
    }

    /** The topics that its deeds are about. */
    Set<String> topics() {
        return named(deed -> deed.topic().stream());
    }

    /** The groups of its actors. */
    Set<String> groups() {
        return named(deed -> deed instanceof Deed.Consume consume ? Stream.of(consume.group()) : Stream.empty());
    }

    /** The actors that it calls. */
    Set<String> actors() {
        return named(deed -> switch (deed) {
            case Deed.Produce produce -> Stream.of(produce.name());
            case Deed.Consume consume -> Stream.of(consume.name());
            default -> Stream.empty();
        });
    }

    /** Whether a topic or group is there for lessons alone, as its name says: nothing else is ever deleted by them. */
    static boolean ours(String name) {
        return name.startsWith("lesson-");
    }

    private Set<String> named(Function<Deed, Stream<String>> names) {
        return deeds().flatMap(names).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Deed> deeds() {
        return Stream.concat(prepare.stream(), steps.stream().flatMap(step -> step.solution().stream()));
    }
}
