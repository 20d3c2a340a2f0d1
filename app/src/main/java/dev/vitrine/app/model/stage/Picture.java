package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Who is on the stage, and what is said of them; not where they stand. Immutable.
 *
 * @param hiddenTopics internal topics left out
 */
public record Picture(List<Producer> producers, List<Topic> topics, List<Group> groups, int hiddenTopics) {

    public static final Picture EMPTY = new Picture(List.of(), List.of(), List.of(), 0);

    public Picture {
        producers = List.copyOf(producers);
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    /** True where nobody has connected and nothing lies here yet. */
    public boolean isBare() {
        return producers.isEmpty() && topics.isEmpty() && groups.isEmpty();
    }

    /**
     * All connections of one client id that produce.
     *
     * @param name  what people call it
     * @param about software and acks, quietly
     * @param own   one of the app's own clients
     * @param actor one that a person put on the stage
     */
    public record Producer(String clientId, String name, String about, boolean own, boolean actor, List<Feed> feeds) {

        public Producer {
            feeds = List.copyOf(feeds);
        }
    }

    /** The flows of one producer into one partition, connection by connection. */
    public record Feed(TopicPartition into, List<FlowKey> flows) {

        public Feed {
            flows = List.copyOf(flows);
        }
    }

    /**
     * A topic with its lanes.
     *
     * @param partitions how many it has; more than there are lanes where some are left out
     * @param facts      retention, compaction: what was set for it, quietly
     */
    public record Topic(String name, boolean internal, int partitions, boolean collapsed, String facts, List<Lane> lanes) {

        public Topic {
            lanes = List.copyOf(lanes);
        }

        public int leftOut() {
            return collapsed ? 0 : partitions - lanes.size();
        }
    }

    /** One partition. Where its ends are right now is the {@link EndMeter}'s to tell. */
    public record Lane(TopicPartition id, List<Mark> marks) {

        public Lane {
            marks = List.copyOf(marks);
        }
    }

    /**
     * How far a group has committed.
     *
     * @param place  the group's place among all groups: its colour
     * @param active true where the group has members
     */
    public record Mark(String group, int place, long offset, boolean active) {}

    /**
     * A consumer group, or the readers that belong to none.
     *
     * @param place       among all groups: its colour; −1 for readers without a group
     * @param assignor    how partitions are given out, in Kafka's words; empty where nothing is given out
     * @param incremental partitions that stay with their member are not given up during a rebalance (cooperative sticky, KIP-848)
     * @param note        what a person should know about it right now
     */
    public record Group(String id, int place, GroupState state, int generation, long sinceMillis, String assignor, boolean incremental,
                        List<Member> members, int leftOut, Optional<String> note) {

        public Group {
            members = List.copyOf(members);
        }

        public boolean groupless() {
            return place < 0;
        }
    }

    /**
     * A member of a group, or one client that reads without any.
     *
     * @param shape        0 circle, 1 square, 2 triangle, 3 diamond, then again
     * @param about        quietly
     * @param owned        partitions that are its own
     * @param lag          records behind over all that it owns and has committed for; empty where it has committed nothing
     * @param uncommitted  owned partitions that the group has no commit for
     * @param flows        what it fetches
     */
    public record Member(String memberId, String name, int shape, String about, List<TopicPartition> owned, OptionalLong lag, int uncommitted, List<FlowKey> flows) {

        public Member {
            owned = List.copyOf(owned);
            flows = List.copyOf(flows);
        }

        public boolean idle() {
            return owned.isEmpty();
        }
    }
}
