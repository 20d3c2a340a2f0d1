package dev.vitrine.app.model.lessons;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.PartitionView;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Seen at a topic. What is counted is counted from when the step began. */
public sealed interface OfTopic extends Condition {

    /** @param configs settings that it has; @param partitions at least, 1 where nothing is said */
    record There(String name, Integer partitions, Map<String, String> configs) implements OfTopic {

        public There {
            partitions = partitions == null ? 1 : partitions;
            configs = configs == null ? Map.of() : Map.copyOf(configs);
        }

        @Override
        public Verdict judge(Sight sight) {
            return sight.topic(name).map(topic -> {
                if (topic.partitions().size() < partitions) {
                    return Verdict.of(topic.partitions().size(), partitions, "partitions");
                }
                boolean set = configs.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(topic.configs().get(wanted.getKey())));
                return Verdict.of(set, set ? name + " is there" : "settings are still as they were");
            }).orElse(Verdict.of(false, "no topic " + name + " yet"));
        }
    }

    /** Records written. */
    record Records(String topic, int atLeast) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            return Verdict.of(sight.grownInAll(topic, PartitionView::recordsIn), atLeast, "records");
        }
    }

    /** Records that came from another program than one of the lesson's own, which goes on writing. */
    record Others(String topic, String than, int atLeast) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            return Verdict.of(sight.traffic(topic, Direction.PRODUCE).filter(went -> !went.clientId().equals(than)).mapToLong(went -> went.flow().records()).sum(), atLeast,
                    "records from you");
        }
    }

    /** So many records written, all of them into one partition. */
    record OnePartition(String topic, int records) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            Map<Integer, Long> grown = sight.grown(topic, PartitionView::recordsIn);
            Optional<Map.Entry<Integer, Long>> most = grown.entrySet().stream().max(Map.Entry.comparingByValue());
            return most.filter(entry -> entry.getValue() > 0).map(entry -> Verdict.of(entry.getValue() >= records,
                    Math.min(entry.getValue(), records) + " of " + records + " in partition " + entry.getKey())).orElse(Verdict.of(false, "nothing yet"));
        }
    }

    /** Records written into so many different partitions. */
    record Spread(String topic, int partitions) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            return Verdict.of(sight.grown(topic, PartitionView::recordsIn).values().stream().filter(grown -> grown > 0).count(), partitions, "partitions written to");
        }
    }

    /** Records that asked for such an answer. */
    record Acks(String topic, dev.vitrine.app.model.composer.Acks acks, int records) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            int wire = switch (acks) {
                case NONE -> 0;
                case LEADER -> 1;
                case ALL -> -1;
            };
            return Verdict.of(sight.traffic(topic, Direction.PRODUCE).map(Sight.Went::flow).filter(flow -> flow.acks() == wire).mapToLong(FlowView::records).sum(), records,
                    "records with acks " + acks.setting());
        }
    }

    /** What a record takes up in the log on average, of so many at least. One of both limits. */
    record Size(String topic, int records, Integer atMost, Integer atLeast) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            long came = sight.grownInAll(topic, PartitionView::recordsIn);
            if (came < records) {
                return Verdict.of(came, records, "records");
            }
            long each = sight.grownInAll(topic, PartitionView::bytesIn) / came;
            return Verdict.of((atMost == null || each <= atMost) && (atLeast == null || each >= atLeast), each + " bytes a record in the log");
        }
    }

    /** An open transaction holds back what careful readers may see. */
    record HeldBack(String topic) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            long held = sight.topic(topic).map(there -> there.partitions().stream().mapToLong(p -> p.highWatermark() - p.lastStableOffset()).sum()).orElse(0L);
            return Verdict.of(held > 0, held > 0 ? held + " records held back" : "no transaction is open");
        }
    }

    /** The beginning of the log moved on: by retention, or by hand. @param byHand where it has to be the one or the other */
    record Trimmed(String topic, Boolean byHand) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            boolean retained = sight.events(Event.SegmentsDeleted.class).anyMatch(event -> event.partition().topic().equals(topic));
            boolean deleted = sight.events(Event.RecordsDeleted.class).anyMatch(event -> event.partition().topic().equals(topic));
            boolean met = byHand == null ? retained || deleted : byHand ? deleted : retained;
            return Verdict.of(met, met ? "the log begins later now" : "the log still begins where it began");
        }
    }

    /** The cleaner has been there and took something out. */
    record Compacted(String topic) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            long removed = sight.events(Event.LogCompacted.class).filter(event -> event.partition().topic().equals(topic)).mapToLong(Event.LogCompacted::recordsRemoved).sum();
            return Verdict.of(removed > 0, removed > 0 ? removed + " old records are gone" : "the cleaner has not been there yet");
        }
    }

    /** Transactions ended so. */
    record Ended(String topic, boolean committed, int atLeast) implements OfTopic {

        @Override
        public Verdict judge(Sight sight) {
            long ended = sight.events(Event.TransactionEnded.class).filter(event -> of(event.partition()) && event.committed() == committed).count();
            return Verdict.of(ended, atLeast, committed ? "commits" : "aborts");
        }

        private boolean of(TopicPartition partition) {
            return partition.topic().equals(topic);
        }
    }
}
