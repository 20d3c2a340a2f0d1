package dev.vitrine.app.model.lessons;

import java.util.List;

/**
 * A step of a lesson. Words between backquotes are names and settings.
 *
 * @param say      what there is to know first, paragraph by paragraph
 * @param task     what to do
 * @param screen   where to do it: a screen's id; null where it does not matter
 * @param topic    to be selected there; null for none
 * @param until    when it counts as done
 * @param solution deeds that do it
 * @param learned  what was seen
 */
public record Step(List<String> say, String task, String screen, String topic, Condition until, String hint, List<Deed> solution, String learned) {

    public Step {
        say = say == null ? List.of() : List.copyOf(say);
        solution = solution == null ? List.of() : List.copyOf(solution);
    }
}
