package dev.vitrine.engine.simulate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A member of a consumer group (KIP-848): says that it is there, takes and gives up partitions as it is told, and moves the group's offsets on by one in
 * those that it has.
 *
 * <pre>
 *   OUT ── heartbeat with epoch 0 ──► IN ── every interval ──► IN
 *    ▲                                │ fenced, or not answered for too long: gives everything up
 *    └────────────────────────────────┘
 * </pre>
 */
final class Member extends Client {

    private static final int GROUPS = 0;
    private static final short HEARTBEAT = 1;
    private static final short COMMIT = 9;
    private static final short FETCH = 9;
    /**
     * How long it may take to give a partition up. The coordinator counts from when it decides that, which is before it can answer: at the earliest when it was
     * asked. Who hears nothing for so long may have been told to, and be out by now: it believes nothing any more.
     */
    private static final int REBALANCE_MS = 10_000;
    private static final Set<Errors> FENCED = EnumSet.of(Errors.FENCED_MEMBER_EPOCH, Errors.UNKNOWN_MEMBER_ID, Errors.STALE_MEMBER_EPOCH);

    private final String group;
    private final String topic;
    private final Owners owners;
    private final String memberId;
    private final Set<Integer> owned = new TreeSet<>();
    private final Map<Integer, Long> positions = new TreeMap<>();
    private Uuid topicId = Uuid.ZERO_UUID;
    private int epoch;
    private long believesUntil;
    /** The first heartbeat that may have set the coordinator's clock: since then nothing was heard, or to give something up. */
    private Optional<Long> clockSince = Optional.empty();

    Member(String name, Place place, String group, String topic, Owners owners) {
        super(name, place);
        this.group = group;
        this.topic = topic;
        this.owners = owners;
        this.memberId = new Uuid(random().nextLong(), random().nextLong()).toString();
    }

    @Override
    void begin() {
        refresh(this::beat);
    }

    private void beat() {
        if (isOver()) {
            return;
        }
        if (epoch > 0 && millis() > believesUntil) {
            leave();
        }
        ConsumerGroupHeartbeatRequestData request = new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(memberId).setMemberEpoch(epoch)
                .setRebalanceTimeoutMs(REBALANCE_MS).setSubscribedTopicNames(List.of(topic)).setTopicPartitions(holding());
        coordinator(GROUPS, group, broker -> {
            long sentAt = millis();
            clockSince = clockSince.or(() -> Optional.of(sentAt));
            ask(broker, request, HEARTBEAT, ConsumerGroupHeartbeatResponseData.class, answer -> heard(answer, sentAt), () -> {
                coordinatorMoved(GROUPS, group);
                again(this::beat);
            });
        });
    }

    private List<ConsumerGroupHeartbeatRequestData.TopicPartitions> holding() {
        return owned.isEmpty() ? List.of()
                : List.of(new ConsumerGroupHeartbeatRequestData.TopicPartitions().setTopicId(topicId).setPartitions(new ArrayList<>(owned)));
    }

    private void heard(ConsumerGroupHeartbeatResponseData answer, long sentAt) {
        Errors error = Errors.forCode(answer.errorCode());
        if (error == Errors.NONE) {
            success();
            epoch = answer.memberEpoch();
            boolean givesUp = answer.assignment() != null && assigned(answer.assignment().topicPartitions());
            believesUntil = (givesUp ? clockSince.orElse(sentAt) : sentAt) + REBALANCE_MS;
            clockSince = givesUp ? clockSince : Optional.empty();
            owned.forEach(this::work);
            later(500 + random().nextInt(500), this::beat);
        } else {
            if (FENCED.contains(error)) {
                leave();
            } else {
                coordinatorMoved(GROUPS, group);
            }
            again(this::beat);
        }
    }

    private void leave() {
        owned.forEach(partition -> owners.giveUp(new TopicPartition(topic, partition), name()));
        owned.clear();
        positions.clear();
        clockSince = Optional.empty();
        epoch = 0;
    }

    /** @return whether something is to be given up */
    private boolean assigned(List<ConsumerGroupHeartbeatResponseData.TopicPartitions> target) {
        Set<Integer> wanted = target.stream().flatMap(of -> of.partitions().stream()).collect(Collectors.toCollection(TreeSet::new));
        target.stream().findFirst().ifPresent(of -> topicId = of.topicId());
        List<Integer> gone = owned.stream().filter(partition -> !wanted.contains(partition)).toList();
        gone.forEach(partition -> {
            owned.remove(partition);
            positions.remove(partition);
            owners.giveUp(new TopicPartition(topic, partition), name());
        });
        wanted.stream().filter(owned::add).forEach(partition -> owners.take(new TopicPartition(topic, partition), name(), () -> believesUntil));
        return !gone.isEmpty();
    }

    private void work(int partition) {
        Long position = positions.get(partition);
        if (position == null) {
            resume(partition);
        } else {
            commit(partition, position + 1);
        }
    }

    /** Begins where the group stands. */
    private void resume(int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        long atLeast = ledger().committed(of);
        OffsetFetchRequestData request = new OffsetFetchRequestData().setRequireStable(true).setGroups(List.of(new OffsetFetchRequestGroup()
                .setGroupId(group).setMemberId(memberId).setMemberEpoch(epoch)
                .setTopics(List.of(new OffsetFetchRequestTopics().setName(topic).setPartitionIndexes(List.of(partition))))));
        coordinator(GROUPS, group, broker -> ask(broker, request, FETCH, OffsetFetchResponseData.class, answer -> {
            OffsetFetchResponseData.OffsetFetchResponseGroup found = answer.groups().getFirst();
            if (found.errorCode() == Errors.NONE.code()) {
                OffsetFetchResponseData.OffsetFetchResponsePartitions there = found.topics().getFirst().partitions().getFirst();
                if (there.errorCode() == Errors.NONE.code()) {
                    ledger().fetchedCommit(of, atLeast, there.committedOffset());
                    positions.put(partition, there.committedOffset());
                }
            }
        }, () -> { }));
    }

    private void commit(int partition, long offset) {
        TopicPartition of = new TopicPartition(topic, partition);
        OffsetCommitRequestData request = new OffsetCommitRequestData().setGroupId(group).setMemberId(memberId).setGenerationIdOrMemberEpoch(epoch)
                .setTopics(List.of(new OffsetCommitRequestTopic().setName(topic).setPartitions(List.of(
                        new OffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(offset)))));
        coordinator(GROUPS, group, broker -> ask(broker, request, COMMIT, OffsetCommitResponseData.class, answer -> {
            if (answer.topics().getFirst().partitions().getFirst().errorCode() == Errors.NONE.code()) {
                ledger().committed(of, offset);
                positions.computeIfPresent(partition, (p, before) -> Math.max(before, offset));
            }
        }, () -> { }));
    }
}
