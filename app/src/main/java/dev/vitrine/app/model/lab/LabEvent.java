package dev.vitrine.app.model.lab;

import dev.vitrine.app.model.Figures;
import java.util.Set;

/** What happens to a group. */
public sealed interface LabEvent {

    /** The group afterwards. */
    LabGroup after(LabGroup before);

    /** In a sentence. */
    String words();

    record Joins(String member, Set<String> topics) implements LabEvent {
        @Override
        public LabGroup after(LabGroup before) {
            return before.with(member, topics);
        }

        @Override
        public String words() {
            return member + " joins";
        }
    }

    record Leaves(String member) implements LabEvent {
        @Override
        public LabGroup after(LabGroup before) {
            return before.without(member);
        }

        @Override
        public String words() {
            return member + " leaves";
        }
    }

    /** To an assignor no other than leaving; it comes to know of it later. */
    record Crashes(String member) implements LabEvent {
        @Override
        public LabGroup after(LabGroup before) {
            return before.without(member);
        }

        @Override
        public String words() {
            return member + " crashes, its session times out";
        }
    }

    record Grows(String topic, int partitions) implements LabEvent {
        @Override
        public LabGroup after(LabGroup before) {
            return before.growing(topic, partitions);
        }

        @Override
        public String words() {
            return topic + " grows to " + Figures.count(partitions, "partition");
        }
    }

    record Subscribes(String member, Set<String> topics) implements LabEvent {
        @Override
        public LabGroup after(LabGroup before) {
            return before.with(member, topics);
        }

        @Override
        public String words() {
            return member + " subscribes to " + (topics.isEmpty() ? "nothing" : String.join(", ", topics));
        }
    }
}
