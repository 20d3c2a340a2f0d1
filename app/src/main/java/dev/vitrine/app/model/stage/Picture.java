package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Who is on the stage, and what is said of them; not where they stand. Immutable.
 *
 * @param brokers      by id; none where there is only one: it needs no mention
 * @param hiddenTopics internal topics left out
 */
public record Picture(List<Producer> producers, List<Topic> topics, List<Group> groups, List<Broker> brokers, int hiddenTopics) {

    public static final Picture EMPTY = new Picture(List.of(), List.of(), List.of(), List.of(), 0);

    public Picture {
        brokers = List.copyOf(brokers);
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

    /**
     * One partition. Where its ends are right now is the {@link EndMeter}'s to tell.
     *
     * @param replicas in the order of the assignment; none where there is only one broker
     */
    public record Lane(TopicPartition id, List<Mark> marks, List<Replica> replicas) {

        public Lane {
            marks = List.copyOf(marks);
            replicas = List.copyOf(replicas);
        }

        /** Whether nobody leads it: nobody can write to it, or read from it. */
        public boolean leaderless() {
            return !replicas.isEmpty() && replicas.stream().noneMatch(replica -> replica.part() == Copy.Part.LEADER);
        }

        /** Where its copies lie, in a sentence; empty where there is only one broker. */
        public String holders() {
            return replicas.isEmpty() ? "" : "Partition " + id.partition() + ": " + (leaderless() ? "nobody leads, " : "")
                    + replicas.stream().map(Replica::words).collect(Collectors.joining(", ")) + ".";
        }
    }

    /**
     * A copy of a partition, within a broker.
     *
     * @param place of the broker among all brokers, from 0
     * @param fill  how much it holds of the newest records, 0 to 1; 1 for all that are in sync
     */
    public record Replica(int broker, int place, Copy.Part part, double fill) {

        public String words() {
            return "broker " + broker + switch (part) {
                case LEADER -> " leads";
                case IN_SYNC -> " is in sync";
                case BEHIND -> " is out of sync";
                case LOST -> " is not running";
            };
        }
    }

    /**
     * One of several brokers.
     *
     * @param controls whether it is the controller
     * @param leads    how many partitions of all
     * @param holds    how many it has a replica of
     */
    public record Broker(int id, BrokerState state, boolean controls, int leads, int holds) {

        /** As style sheets and people call it. */
        public String stateWord() {
            return state.name().toLowerCase(Locale.ROOT);
        }

        public String words() {
            return "Broker " + id + ", " + stateWord() + (controls ? ", the controller" : "") + ". Leads " + leads + " of " + Figures.count(holds, "partition") + ".";
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
