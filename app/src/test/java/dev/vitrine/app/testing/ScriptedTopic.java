package dev.vitrine.app.testing;

import dev.vitrine.engine.observe.Observation.EndVisitor;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A topic's counters. */
final class ScriptedTopic {

    private final String name;
    private final Map<String, String> configs = new LinkedHashMap<>();
    private final long[] ends;
    private final long[] bytes;

    ScriptedTopic(String name, int partitions, String... configs) {
        this.name = name;
        this.ends = new long[partitions];
        this.bytes = new long[partitions];
        for (int i = 0; i + 1 < configs.length; i += 2) {
            this.configs.put(configs[i], configs[i + 1]);
        }
    }

    void append(int partition, long records, long more) {
        ends[partition] += records;
        bytes[partition] += more;
    }

    long end(int partition) {
        return ends[partition];
    }

    void ends(EndVisitor visitor) {
        for (int i = 0; i < ends.length; i++) {
            visitor.end(name, i, 0, ends[i], ends[i], ends[i]);
        }
    }

    TopicView view() {
        return new TopicView(name, name + "-id", name.startsWith("__"), configs, IntStream.range(0, ends.length).mapToObj(this::partition).toList());
    }

    private PartitionView partition(int i) {
        return new PartitionView(i, 1, 0, List.of(1), List.of(1), 0, ends[i], ends[i], ends[i], bytes[i], 1, ends[i], bytes[i], 0, 0, List.of());
    }
}
