package dev.vitrine.engine.oracle;

import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A sequence of requests that is put to both brokers.
 *
 * @param name    what it is about, unique among the scripts of its API and version
 * @param api     the API that it is about, and in which version
 * @param fast    whether it is part of what runs with all tests
 * @param needs   APIs without which it has no meaning; it is put only where the engine serves them all
 * @param body    what it asks
 */
record Script(String name, ApiKeys api, short version, boolean fast, Set<ApiKeys> needs, Body body) {

    /** What a script asks. Runs once per broker. */
    @FunctionalInterface
    public interface Body {
        void run(Talk talk);
    }

    /** In the names it makes up: unique, and legal for topics. */
    String scope() {
        return (api.name + "-v" + version + "-" + name).replaceAll("[^a-zA-Z0-9]+", "-");
    }

    String title() {
        return api.name + " v" + version + ": " + name;
    }
}
