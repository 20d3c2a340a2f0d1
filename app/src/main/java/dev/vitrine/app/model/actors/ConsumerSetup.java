package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * A consumer.
 *
 * @param name   {@code client.id}
 * @param group  {@code group.id}
 * @param topics what it subscribes to
 */
public record ConsumerSetup(String name, String group, List<String> topics, Reading reading, Membership membership) implements Setup {

    public static final int MOST_PROCESS_MILLIS = 60_000;
    public static final int MOST_POLL_RECORDS = 10_000;

    public ConsumerSetup {
        topics = List.copyOf(topics);
    }

    /**
     * How it reads.
     *
     * @param processMillis  what a record costs it
     * @param maxPollRecords {@code max.poll.records}
     * @param committedOnly  {@code isolation.level=read_committed}
     */
    public record Reading(int processMillis, int maxPollRecords, CommitMode commit, boolean committedOnly) {}

    /**
     * How it belongs to its group.
     *
     * @param assignor       of the same protocol
     * @param instanceId     {@code group.instance.id}; empty for a dynamic member
     * @param sessionSeconds {@code session.timeout.ms}; the new protocol's is the broker's affair
     * @param pollSeconds    {@code max.poll.interval.ms}
     */
    public record Membership(GroupProtocol protocol, Assignor assignor, String instanceId, int sessionSeconds, int pollSeconds) {

        /** A crash is noticed within ten seconds instead of Kafka's 45: a person is watching. */
        public static final Membership DEFAULT = new Membership(GroupProtocol.CLASSIC, Assignor.COOPERATIVE_STICKY, "", 10, 60);
    }

    public static ConsumerSetup plain(String name, String group, String topic) {
        return new ConsumerSetup(name, group, List.of(topic), new Reading(5, 500, CommitMode.AUTO, false), Membership.DEFAULT);
    }

    @Override
    public ConsumerSetup named(String other) {
        return new ConsumerSetup(other, group, topics, reading, membership);
    }

    public ConsumerSetup reading(Reading other) {
        return new ConsumerSetup(name, group, topics, other, membership);
    }

    public ConsumerSetup belonging(Membership other) {
        return new ConsumerSetup(name, group, topics, reading, other);
    }

    /** How long a record takes is the program's own affair; all else was told to the client when it was made. */
    @Override
    public boolean takesOver(Setup next) {
        return next instanceof ConsumerSetup other
                && equals(other.reading(new Reading(reading.processMillis, other.reading.maxPollRecords, other.reading.commit, other.reading.committedOnly)));
    }

    @Override
    public String about() {
        List<String> about = new ArrayList<>();
        about.add(membership.protocol() == GroupProtocol.CLASSIC ? membership.assignor().label() : membership.protocol().label() + " protocol");
        about.add("poll " + Figures.exact(reading.maxPollRecords));
        if (reading.processMillis > 0) {
            about.add(reading.processMillis + " ms each");
        }
        if (!membership.instanceId().isEmpty()) {
            about.add("static");
        }
        return String.join(" · ", about);
    }
}
