package dev.vitrine.engine.oracle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares what two brokers did in one script, request by request and field by field. */
final class Comparison {

    private static final String ABSENT = "(absent)";

    private final Script script;
    private final Brokers brokers;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Script script, Brokers brokers) {
        this.script = script;
        this.brokers = brokers;
    }

    static List<Difference> of(Script script, Brokers brokers, List<Exchange> kafka, List<Exchange> engine) {
        Comparison comparison = new Comparison(script, brokers);
        for (int step = 0; step < Math.min(kafka.size(), engine.size()); step++) {
            comparison.exchange(step + 1, kafka.get(step), engine.get(step));
        }
        if (kafka.size() != engine.size()) {
            Exchange last = kafka.size() > engine.size() ? kafka.get(engine.size()) : engine.get(kafka.size());
            comparison.add(Math.min(kafka.size(), engine.size()) + 1, last, "", kafka.size() + " requests", engine.size() + " requests");
        }
        return comparison.differences;
    }

    private void exchange(int step, Exchange kafka, Exchange engine) {
        if (kafka.outcome() instanceof Outcome.Answered(var theirs) && engine.outcome() instanceof Outcome.Answered(var ours)) {
            fields(step, kafka, "", new Normaliser(brokers.kafka(), kafka.api()).normalise(theirs),
                    new Normaliser(brokers.engine(), kafka.api()).normalise(ours));
        } else if (!kafka.outcome().kind().equals(engine.outcome().kind())) {
            add(step, kafka, "", told(kafka), told(engine));
        }
    }

    private static String told(Exchange exchange) {
        return exchange.outcome() instanceof Outcome.Answered(var body) ? "answered " + body : exchange.outcome().kind();
    }

    private void fields(int step, Exchange asked, String path, Object kafka, Object engine) {
        if (kafka instanceof Map<?, ?> theirs && engine instanceof Map<?, ?> ours) {
            Set<Object> names = new LinkedHashSet<>(theirs.keySet());
            names.addAll(ours.keySet());
            for (Object name : names) {
                fields(step, asked, path.isEmpty() ? name.toString() : path + "." + name,
                        theirs.containsKey(name) ? theirs.get(name) : ABSENT, ours.containsKey(name) ? ours.get(name) : ABSENT);
            }
        } else if (kafka instanceof List<?> theirs && engine instanceof List<?> ours) {
            if (theirs.size() != ours.size()) {
                add(step, asked, path, theirs, ours);
            } else {
                for (int i = 0; i < theirs.size(); i++) {
                    fields(step, asked, path + "[]", theirs.get(i), ours.get(i));
                }
            }
        } else if (!Objects.equals(kafka, engine)) {
            add(step, asked, path, kafka, engine);
        }
    }

    private void add(int step, Exchange asked, String path, Object kafka, Object engine) {
        String request = (asked.what() + " " + asked.request()).strip();
        differences.add(new Difference(script.title(), step, asked.api(), asked.version(), path, kafka, engine, request));
    }
}
