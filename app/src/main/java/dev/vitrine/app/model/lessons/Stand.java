package dev.vitrine.app.model.lessons;

import java.util.Optional;

/**
 * Where somebody stands in a course.
 *
 * @param lesson  empty while none is taken
 * @param step    from 0
 * @param phase   see {@link Course}
 * @param soFar   what the judge says, in a few words
 * @param hinted  whether the hint was asked for
 * @param showing whether the solution is being carried out
 * @param problem why something could not be done; empty where nothing went wrong
 */
public record Stand(Optional<Lesson> lesson, int step, Phase phase, String soFar, boolean hinted, boolean showing, String problem) {

    public enum Phase { NOTHING, PREPARING, DOING, DONE, FREE }

    static final Stand NOTHING = new Stand(Optional.empty(), 0, Phase.NOTHING, "", false, false, "");

    /** The step at hand. */
    public Optional<Step> at() {
        return lesson.filter(taken -> step < taken.steps().size()).map(taken -> taken.steps().get(step));
    }

    boolean isLast() {
        return lesson.filter(taken -> step == taken.steps().size() - 1).isPresent();
    }

    Stand with(Phase next) {
        return new Stand(lesson, step, next, soFar, hinted, showing, problem);
    }

    /** The same, with other words of the judge. */
    public Stand saying(String words) {
        return new Stand(lesson, step, phase, words, hinted, showing, problem);
    }

    Stand withHint() {
        return new Stand(lesson, step, phase, soFar, true, showing, problem);
    }

    Stand showing(boolean now) {
        return new Stand(lesson, step, phase, soFar, hinted, now, "");
    }

    Stand troubled(String why) {
        return new Stand(lesson, step, phase, soFar, hinted, false, why);
    }

    Stand atStep(int next) {
        return new Stand(lesson, next, Phase.DOING, "", false, false, "");
    }
}
