package dev.vitrine.engine.oracle;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Something that the two brokers did not do alike.
 *
 * @param script title of the script
 * @param step   which of its requests, from 1
 * @param path   which field, indices as {@code []}; empty for the outcome as a whole
 * @param kafka  what Apache Kafka said
 * @param engine what the engine said
 * @param asked  the request, for people
 */
record Difference(String script, int step, ApiKeys api, short version, String path, Object kafka, Object engine, String asked) {

    /** Texts for people are compared too, but their wording is no contract. */
    boolean isWording() {
        return isWording(path);
    }

    static boolean isWording(String path) {
        return path.endsWith("error_message") || path.endsWith("status_detail");
    }

    @Override
    public String toString() {
        return "%s, step %d (%s v%d) %s%n    kafka:  %s%n    engine: %s%n    asked:  %s".formatted(
                script, step, api.name, version, path.isEmpty() ? "outcome" : path, kafka, engine, shortened(asked));
    }

    private static String shortened(String text) {
        return text.length() <= 1500 ? text : text.substring(0, 1500) + "…";
    }
}
