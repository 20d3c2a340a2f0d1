package dev.vitrine.engine.replica;

import org.apache.kafka.common.TopicIdPartition;

/**
 * A partition that a {@link Fetcher} copies, and where it stands. Used in the fetcher's mailbox.
 *
 * <pre>
 *            ┌────────────── something was answered, and is taken in ◀──────────────┐
 *            ▼                                                                      │
 *   READY ──named by a fetch──▶ ASKED (remembered by the leader's session: for as long as nothing happens)
 *            ▲                                                                      │
 *            └───── time is over ◀── RESTING ◀── no answer; refused; held back ◀────┘
 *                                                                                     any ──▶ ENDED
 * </pre>
 */
final class Copying {

    enum State { READY, ASKED, RESTING, ENDED }

    private final Copy copy;
    private State state = State.READY;
    private int refusals;

    Copying(Copy copy) {
        this.copy = copy;
    }

    /** @param offset from which on was asked */
    record Asked(Copying copying, long offset) {

        TopicIdPartition key() {
            return copying.key();
        }

        Copy copy() {
            return copying.copy;
        }
    }

    Copy copy() {
        return copy;
    }

    /** By its topic's id, as fetches name it: the same name may be another topic. */
    TopicIdPartition key() {
        return new TopicIdPartition(copy.partition().topicId(), copy.partition().name().partition(), null);
    }

    State state() {
        return state;
    }

    Asked ask() {
        state = State.ASKED;
        return new Asked(this, copy.partition().log().endOffset());
    }

    /** It may be asked for again. @return false where it is not copied any more */
    boolean ready() {
        if (state != State.ENDED) {
            state = State.READY;
        }
        return state == State.READY;
    }

    void end() {
        state = State.ENDED;
    }

    /** @return false where it is not copied any more */
    boolean rest() {
        if (state != State.ENDED) {
            state = State.RESTING;
        }
        return state == State.RESTING;
    }

    /** @return how often it was refused before, in a row */
    int refused() {
        return refusals++;
    }

    void answered() {
        refusals = 0;
    }
}
