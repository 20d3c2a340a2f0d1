package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Something that happened to the structure of the cluster. Records flowing are not events: they are counted. */
public sealed interface Event {

    record BrokerStarted(int broker, List<String> addresses) implements Event {}

    record BrokerStopped(int broker) implements Event {}

    /** One more broker from now on. */
    record BrokerAdded(int broker, List<String> addresses) implements Event {}

    /** A broker was ended without a word to anybody. */
    record BrokerKilled(int broker) implements Event {}

    /** A broker stands still. */
    record BrokerFrozen(int broker) implements Event {}

    /** A broker that stood still goes on. */
    record BrokerThawed(int broker) implements Event {}

    /** The controller counts on this broker no more: what it led gets other leaders. */
    record BrokerFenced(int broker, String why) implements Event {}

    /** The controller counts on this broker: it may lead. */
    record BrokerUnfenced(int broker) implements Event {}

    /** A broker leads the metadata quorum: it is the active controller. @param epoch Raft's term */
    record QuorumLeaderElected(int broker, int epoch) implements Event {}

    /**
     * A voter of the metadata quorum was asked for its vote.
     *
     * @param epoch   that the candidate stands in
     * @param preVote whether it was only asked what it would say (KIP-996)
     */
    record VoteCast(int voter, int candidate, int epoch, boolean preVote, boolean granted) implements Event {}

    /**
     * A partition has another leader.
     *
     * @param leader  broker id; −1 where nobody may lead
     * @param epoch   of the leader: what an older one writes is refused
     * @param unclean whether it may lack something that was acknowledged: what the others had more is given up
     */
    record LeaderElected(TopicPartition partition, int leader, int epoch, boolean unclean, String why) implements Event {

        /** One that has all that was acknowledged; or nobody. */
        public LeaderElected(TopicPartition partition, int leader, int epoch, String why) {
            this(partition, leader, epoch, false, why);
        }
    }

    /** Other replicas than before count for acks=all. @param inSync all of them now */
    record InSyncChanged(TopicPartition partition, List<Integer> inSync, List<Integer> removed, List<Integer> added) implements Event {}

    /** A follower threw away what its leader doesn't have: it was never committed. @param from where its log ended; {@code to}: where it ends now */
    record FollowerTruncated(TopicPartition partition, int broker, long from, long to) implements Event {}

    /** A partition moves to other brokers. */
    record ReassignmentStarted(TopicPartition partition, List<Integer> from, List<Integer> to) implements Event {}

    /** A partition has moved, or stays where it was. */
    record ReassignmentCompleted(TopicPartition partition, List<Integer> replicas) implements Event {}

    /** What one broker says to another gets there otherwise than before; as in {@link LinkView}. */
    record LinkChanged(int from, int to, LinkState state, long delayMillis, double loss) implements Event {}

    record TopicCreated(String topic, String id, int partitions, boolean automatic) implements Event {}

    record TopicDeleted(String topic, String id) implements Event {}

    record PartitionsAdded(String topic, int from, int to) implements Event {}

    /** @param values the new value per key; empty where it went back to the default */
    record ConfigChanged(String resource, Map<String, Optional<String>> values) implements Event {}

    record ConnectionOpened(long connection, int broker, String listener, String remoteAddress) implements Event {}

    /** The client's first request told who it is, or what it said changed. */
    record ConnectionIdentified(long connection, String clientId, Optional<ClientSoftware> software) implements Event {}

    /** @param flows what went through it; of a client of very many partitions, the last 64 it was busy with: a program may come and go between two snapshots */
    record ConnectionClosed(long connection, String clientId, String why, List<FlowView> flows) implements Event {

        public ConnectionClosed {
            flows = List.copyOf(flows);
        }
    }

    record GroupStateChanged(String group, GroupState from, GroupState to, int generation, String why) implements Event {}

    /**
     * Somebody is a member from now on.
     *
     * @param clientHost as in {@link MemberView#clientHost}; empty where it is not known
     * @param reason     what its client says of it (KIP-800); empty where it says nothing
     */
    record MemberJoined(String group, String memberId, String clientId, String clientHost, Optional<String> instanceId, String reason)
            implements Event {

        public MemberJoined(String group, String memberId, String clientId, Optional<String> instanceId) {
            this(group, memberId, clientId, "", instanceId, "");
        }
    }

    /**
     * A member of a classic group joins again. It calls for another generation where none is being prepared; otherwise it is one of those that
     * the others wait for.
     *
     * @param changed whether it asks for other topics than before; for other types of protocol, whether it says something else
     * @param owned   what it still holds: what it held before and doesn't name here, it has given up. All, where it doesn't tell, is nothing
     * @param reason  what its client says of it (KIP-800); empty where it says nothing
     */
    record MemberRejoined(String group, String memberId, boolean changed, List<TopicPartition> owned, String reason) implements Event {}

    /** A member of a consumer group (KIP-848) subscribed to something else: the group has another epoch. @param topics what it asks for now */
    record SubscriptionChanged(String group, String memberId, int epoch, List<String> topics) implements Event {}

    /** The topics that a consumer group (KIP-848) reads have other partitions than before: the group has another epoch. */
    record GroupTopicsChanged(String group, int epoch) implements Event {}

    /**
     * A member is out.
     *
     * @param clientHost as in {@link MemberView#clientHost}; empty where it is not known
     * @param reason     what its client says of it (KIP-800); empty where it says nothing
     * @param timeoutMs  how long was waited for it in vain; 0 where that is not why
     */
    record MemberLeft(String group, String memberId, String clientId, String clientHost, LeaveCause cause, String reason, long timeoutMs)
            implements Event {

        public MemberLeft(String group, String memberId, String clientId, LeaveCause cause) {
            this(group, memberId, clientId, "", cause, "", 0);
        }
    }

    /** The group goes on by another protocol. @param from and to: Kafka's names, as in {@link GroupView#type} */
    record GroupProtocolChanged(String group, String from, String to, String why) implements Event {}

    /**
     * A member of a consumer group (KIP-848) came a step nearer to its target: partitions were given to it, or it was told to give some up, or it
     * has given them up. Between {@code released} by one and {@code given} to another they are nobody's.
     *
     * @param epoch    the member's, after this step
     * @param given    partitions that are its own from now on
     * @param revoking partitions that it was told to give up and still may have
     * @param released partitions that it has given up in this step
     */
    record MemberReconciled(String group, String memberId, int epoch, List<TopicPartition> given, List<TopicPartition> revoking,
            List<TopicPartition> released) implements Event {}

    /** @param assignment per member id; empty lists for members left idle */
    record AssignmentComputed(String group, int generation, String protocol, Map<String, List<TopicPartition>> assignment) implements Event {}

    /** A member of a classic group has its share of the assignment: it may read from now on. */
    record AssignmentFetched(String group, String memberId, int generation) implements Event {}

    /** @param memberId empty where someone outside the group committed */
    record OffsetsCommitted(String group, String memberId, String clientId, Map<TopicPartition, Long> offsets) implements Event {}

    record OffsetsExpired(String group, List<TopicPartition> partitions) implements Event {}

    record OffsetsDeleted(String group, List<TopicPartition> partitions) implements Event {}

    record GroupDeleted(String group, String why) implements Event {}

    /** A producer took a transactional id: whoever had it before is out. */
    record TransactionalProducerStarted(String transactionalId, long producerId, short producerEpoch) implements Event {}

    /** @param partitions the first of the transaction */
    record TransactionBegun(String transactionalId, long producerId, short producerEpoch, List<TopicPartition> partitions) implements Event {}

    record TransactionPartitionsAdded(String transactionalId, List<TopicPartition> partitions) implements Event {}

    /**
     * The end of a transaction is decided for good; its partitions are told now.
     *
     * @param partitions how many
     * @param why        empty where the producer asked for it
     */
    record TransactionPreparing(String transactionalId, boolean commit, int partitions, String why) implements Event {}

    /**
     * Every partition knows the end of the transaction.
     *
     * @param producerEpoch with which the next one is written
     * @param untoldCommits how many others of this id were committed since the last that was told of: a busy producer's are counted only
     */
    record TransactionCompleted(
            String transactionalId, long producerId, short producerEpoch, boolean commit, long untoldCommits, long untoldAborts)
            implements Event {}

    /** A producer with an open transaction is out: what it still sends is refused. @param producerEpoch that it had */
    record ProducerFenced(String transactionalId, long producerId, short producerEpoch, String why) implements Event {}

    /** A transaction was open for longer than its producer asked for. @param producerEpoch that it had: it is out */
    record TransactionTimedOut(String transactionalId, long producerId, short producerEpoch, int timeoutMs) implements Event {}

    /** A transactional id that nobody used was let go. */
    record TransactionalIdExpired(String transactionalId) implements Event {}

    /**
     * A marker was written that ends a producer's transaction in a partition.
     *
     * @param offset of the marker
     * @param untold how many other transactions ended there since the one told of before: a busy producer's are not all told of
     */
    record TransactionEnded(TopicPartition partition, long producerId, short producerEpoch, boolean committed, long offset, long untold)
            implements Event {}

    record SegmentRolled(TopicPartition partition, long baseOffset) implements Event {}

    record SegmentsDeleted(TopicPartition partition, long newLogStart, int segments, String why) implements Event {}

    record RecordsDeleted(TopicPartition partition, long newLogStart) implements Event {}

    /**
     * Of records with the same key only the newest is left, as far as the log was looked through.
     *
     * @param upTo        offset to which it was
     * @param bytesBefore size of the segments that were written anew; {@code bytesAfter} of those in their place
     */
    record LogCompacted(TopicPartition partition, long upTo, long bytesBefore, long bytesAfter, long recordsRemoved) implements Event {}

    /** After an unclean stop: what recovery kept and what it cut off. */
    record LogRecovered(TopicPartition partition, long endOffset, long bytesCut) implements Event {}

    /** The view of coordinator state was made anew from the log. */
    record ViewRebuilt(String what, String why) implements Event {}

    /** The disk refused. */
    record StorageFailed(String what, String why) implements Event {}

    /**
     * Why a member is not in its group any more. NOT_REJOINED: a rebalance ended without it. REBALANCE_TIMEOUT: it joined and never fetched its
     * assignment. FENCED: a static member's next incarnation took its place.
     */
    enum LeaveCause { LEFT, SESSION_TIMEOUT, REBALANCE_TIMEOUT, FENCED, REMOVED_BY_ADMIN, NOT_REJOINED }
}
