package dev.vitrine.app.model.explain;

import java.util.List;

/** A question and what is to be said to it, the weightiest first. */
public record Answer(String question, List<Finding> findings) {

    public Answer {
        findings = List.copyOf(findings);
    }
}
