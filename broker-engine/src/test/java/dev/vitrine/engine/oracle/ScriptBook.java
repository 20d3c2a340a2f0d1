package dev.vitrine.engine.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/** Collects scripts. */
public final class ScriptBook {

    /** A script that asks in a given version. */
    @FunctionalInterface
    public interface Versioned {
        void run(Talk talk, int version);
    }

    private final List<Script> scripts;
    private final Set<ApiKeys> needs;

    ScriptBook() {
        this(new ArrayList<>(), Set.of());
    }

    private ScriptBook(List<Script> scripts, Set<ApiKeys> needs) {
        this.scripts = scripts;
        this.needs = needs;
    }

    /** The same book, for scripts that make use of other APIs than the one they are about. */
    public ScriptBook needing(ApiKeys... apis) {
        return new ScriptBook(scripts, Set.of(apis));
    }

    /** One script per version that Kafka answers. The oldest and the latest run with all tests. */
    public void each(ApiKeys api, String name, Versioned body) {
        List<Integer> versions = KafkaVersions.answered(api);
        each(api, versions.getFirst(), name, body);
    }

    /** As {@link #each(ApiKeys, String, Versioned)}, from a version on. */
    public void each(ApiKeys api, int from, String name, Versioned body) {
        List<Integer> versions = KafkaVersions.answered(api).stream().filter(v -> v >= from).toList();
        for (int version : versions) {
            boolean fast = version == versions.getFirst() || version == versions.getLast();
            scripts.add(new Script(name, api, (short) version, fast, needs, talk -> body.run(talk, version)));
        }
    }

    /** A script in the latest version. */
    public void once(ApiKeys api, String name, Script.Body body) {
        scripts.add(new Script(name, api, KafkaVersions.all().get(api).latest(), true, needs, body));
    }

    void add(Script script) {
        scripts.add(script);
    }

    List<Script> scripts() {
        return List.copyOf(scripts);
    }
}
