package dev.vitrine.app.model.actors;

import java.util.Arrays;
import java.util.List;

/** Ways to hand out partitions. The first four run in the group's leader (classic), the last two in the broker (KIP-848). */
public enum Assignor {
    RANGE(GroupProtocol.CLASSIC, "range", "org.apache.kafka.clients.consumer.RangeAssignor",
            "Topic by topic, neighbours together: the first members get the odd ones of every topic."),
    ROUND_ROBIN(GroupProtocol.CLASSIC, "roundrobin", "org.apache.kafka.clients.consumer.RoundRobinAssignor",
            "All partitions of all topics dealt out like cards: even, and all different after each change."),
    STICKY(GroupProtocol.CLASSIC, "sticky", "org.apache.kafka.clients.consumer.StickyAssignor",
            "Even, and as little as possible changes hands; but all stop while it happens (eager)."),
    COOPERATIVE_STICKY(GroupProtocol.CLASSIC, "cooperative-sticky", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
            "As sticky; who keeps a partition goes on reading it, only what moves stops. Takes two rounds."),
    UNIFORM(GroupProtocol.CONSUMER, "uniform", "uniform", "The broker's: even, and as little as possible changes hands."),
    SERVER_RANGE(GroupProtocol.CONSUMER, "range", "range", "The broker's: neighbours together, the same partition numbers of all topics with one member.");

    private final GroupProtocol protocol;
    private final String label;
    private final String setting;
    private final String meaning;

    Assignor(GroupProtocol protocol, String label, String setting, String meaning) {
        this.protocol = protocol;
        this.label = label;
        this.setting = setting;
        this.meaning = meaning;
    }

    public GroupProtocol protocol() {
        return protocol;
    }

    /** Kafka's name of it. */
    public String label() {
        return label;
    }

    /** For {@code partition.assignment.strategy}, or {@code group.remote.assignor}. */
    public String setting() {
        return setting;
    }

    public String meaning() {
        return meaning;
    }

    /** Those of one protocol; none where the protocol hands nothing out. */
    public static List<Assignor> of(GroupProtocol protocol) {
        return Arrays.stream(values()).filter(assignor -> assignor.protocol == protocol).toList();
    }
}
