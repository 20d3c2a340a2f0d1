package dev.vitrine.app.model.actors;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** What an actor has done since it was started. */
public sealed interface ActorFigures {

    /** Records a second, over the last seconds. */
    double perSecond();

    /**
     * A producer's.
     *
     * @param sent      given to {@code send}
     * @param acked     answered well; with acks 0 there is no answer, and what was written to the socket counts
     * @param p50Nanos  median time from send to answer, over the last few hundred; −1 where there was none
     * @param p99Nanos  99th percentile of the same
     * @param committed transactions
     * @param aborted   transactions
     */
    record Produced(double perSecond, long sent, long acked, long failed, long p50Nanos, long p99Nanos, long committed, long aborted) implements ActorFigures {

        public static final Produced NOTHING = new Produced(0, 0, 0, 0, -1, -1, 0, 0);

        /** On their way: neither answered nor refused yet. */
        public long waiting() {
            return Math.max(0, sent - acked - failed);
        }
    }

    /**
     * A consumer's.
     *
     * @param polled    returned by {@code poll}
     * @param processed of these, dealt with
     * @param again     of these, records that this actor had dealt with before: read twice
     * @param commits   positions told to the group; automatic ones are the client's own and not counted
     * @param failures  commits that were refused
     */
    record Consumed(double perSecond, long polled, long processed, long again, long commits, long failures, List<TopicPartition> owned) implements ActorFigures {

        public static final Consumed NOTHING = new Consumed(0, 0, 0, 0, 0, 0, List.of());

        public Consumed {
            owned = List.copyOf(owned);
        }
    }
}
