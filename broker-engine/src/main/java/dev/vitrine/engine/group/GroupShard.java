package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CoordinatorShard;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.group.assign.Assignors;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.group.PendingOffsets.Place;
import dev.vitrine.engine.observe.Event.GroupDeleted;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The groups of one partition of {@code __consumer_offsets}, with their offsets. Pure: what happens to it are {@link Operation}s, which
 * change what is durable through the records they return, and what is in flight (members on their way in, parked requests) directly.
 */
public final class GroupShard implements CoordinatorShard<GroupShard, GroupRecord> {

    private final GroupConfig config;
    private final Supplier<UUID> ids;
    private final Rebalance rebalance;
    private final ConsumerGroups consumers = new ConsumerGroups(this);
    private final Migration migration = new Migration(this);
    private final Regexes regexes = new Regexes(this);
    private final Assignors assignors;
    private final Supplier<ClusterImage> images;
    private final int broker;
    private final TopicsSeen topicsSeen;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Offsets offsets = new Offsets();
    private final PendingOffsets pending = new PendingOffsets();
    private final CommitNews news = new CommitNews();
    private boolean live;

    /**
     * @param ids    where the random part of member ids comes from
     * @param images the cluster as it is at the moment
     * @param broker the id of this one
     */
    public GroupShard(GroupConfig config, Supplier<UUID> ids, Supplier<ClusterImage> images, int broker) {
        this.config = config;
        this.ids = ids;
        this.images = images;
        this.broker = broker;
        this.assignors = Assignors.of(config.consumers().assignors());
        this.rebalance = new Rebalance(config);
        this.topicsSeen = new TopicsSeen(group -> groups.get(group.id()) == group);
    }

    @Override
    public void replay(GroupRecord record) {
        switch (record) {
            case GroupRecord.Metadata metadata -> replay(metadata);
            case GroupRecord.Offset offset -> replay(offset);
            case ConsumerGroupRecord consumer -> replay(consumer);
        }
    }

    /** Who only ever committed from outside may become a consumer group; one that was made classic in this turn takes no more of these. */
    private void replay(ConsumerGroupRecord record) {
        Group group = groups.get(record.group());
        boolean ends = record instanceof ConsumerGroupRecord.Epoch epoch && epoch.value().isEmpty();
        if (ends) {
            topicsSeen.forget(record.group());
            if (group instanceof ConsumerGroup) {
                groups.remove(record.group());
            }
        } else if (group instanceof ConsumerGroup consumer) {
            consumer.replay(record);
        } else if (!isTombstone(record) && classic(record.group()).filter(classic -> !classic.isSimple()).isEmpty()) {
            ConsumerGroup made = new ConsumerGroup(record.group());
            groups.put(record.group(), made);
            made.replay(record);
        }
    }

    private static boolean isTombstone(ConsumerGroupRecord record) {
        return switch (record) {
            case ConsumerGroupRecord.Epoch epoch -> epoch.value().isEmpty();
            case ConsumerGroupRecord.PartitionMetadata old -> !old.present();
            case ConsumerGroupRecord.Member member -> member.value().isEmpty();
            case ConsumerGroupRecord.TargetEpoch epoch -> epoch.value().isEmpty();
            case ConsumerGroupRecord.Target target -> target.value().isEmpty();
            case ConsumerGroupRecord.Current current -> current.value().isEmpty();
            case ConsumerGroupRecord.Regex regex -> regex.value().isEmpty();
        };
    }

    private void replay(GroupRecord.Metadata record) {
        if (record.value().isEmpty()) {
            classic(record.group()).ifPresent(gone -> groups.remove(gone.id()));
            return;
        }
        GroupMetadata metadata = record.value().get();
        ClassicGroup group = classic(record.group()).orElseGet(() -> createClassic(record.group(), metadata.stateSinceMillis().orElse(-1)));
        if (live) {
            group.replay(metadata);
        } else {
            group.restore(metadata);
        }
    }

    /** Who commits without ever having joined makes a group all the same: a simple one. */
    private void replay(GroupRecord.Offset record) {
        Place place = new Place(record.group(), record.partition());
        record.value().ifPresentOrElse(
                offset -> {
                    ensureGroup(record.group(), offset);
                    offsets.put(record.group(), record.partition(), offset);
                    pending.supersede(place);
                },
                () -> {
                    offsets.remove(record.group(), record.partition());
                    pending.forget(place);
                });
    }

    private void ensureGroup(String id, OffsetAndMetadata committed) {
        if (!groups.containsKey(id)) {
            createClassic(id, committed.committedAtMillis());
        }
    }

    @Override
    public void replayInTransaction(long producerId, GroupRecord record) {
        if (!(record instanceof GroupRecord.Offset offset) || offset.value().isEmpty()) {
            throw new IllegalStateException("only offsets are committed in transactions: " + record);
        }
        ensureGroup(record.group(), offset.value().get());
        pending.put(producerId, new Place(record.group(), offset.partition()), offset.value().get());
    }

    @Override
    public void transactionEnded(long producerId, boolean committed) {
        if (committed) {
            pending.commit(producerId).forEach((place, offset) -> offsets.put(place.group(), place.partition(), offset));
        } else {
            pending.end(producerId);
        }
    }

    /** The members that were there must be heard from again, each within its session timeout. */
    @Override
    public Outcome<GroupShard, GroupRecord> loaded(long nowMillis) {
        live = true;
        Turn turn = new Turn(nowMillis);
        for (Group group : groups.values()) {
            switch (group) {
                case ClassicGroup classic -> resume(classic, turn);
                case ConsumerGroup consumer -> consumers.resume(consumer, turn);
            }
        }
        ExpireOffsets.again(config, turn);
        return turn.outcome();
    }

    private void resume(ClassicGroup group, Turn turn) {
        group.members().all().forEach(member -> rebalance.expectHeartbeat(group, member, turn));
        if (group.members().size() > config.maxSize()) {
            rebalance.prepare(
                    group, "it has " + group.members().size() + " members, and group.max.size is now " + config.maxSize(), turn);
        }
    }

    ClassicGroup createClassic(String id, long nowMillis) {
        ClassicGroup group = new ClassicGroup(id, nowMillis);
        groups.put(id, group);
        return group;
    }

    /** Takes leave of a group with all it has committed. */
    void delete(Group group, String why, Turn turn) {
        committedOrPending(group.id()).forEach(partition -> forget(group.id(), partition, turn));
        group.tombstones().forEach(turn::write);
        turn.publish(new GroupDeleted(group.id(), why));
    }

    /** All partitions of which the group has an offset, be it that of an open transaction. */
    Set<TopicPartition> committedOrPending(String group) {
        Set<TopicPartition> all = new LinkedHashSet<>();
        offsets.forEach(group, (partition, offset) -> all.add(partition));
        all.addAll(pending.of(group));
        return all;
    }

    void forget(String group, TopicPartition partition, Turn turn) {
        turn.write(new GroupRecord.Offset(group, partition, Optional.empty()));
    }

    Optional<Group> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    Optional<ClassicGroup> classic(String id) {
        return group(id).filter(ClassicGroup.class::isInstance).map(ClassicGroup.class::cast);
    }

    Optional<ConsumerGroup> consumer(String id) {
        return group(id).filter(ConsumerGroup.class::isInstance).map(ConsumerGroup.class::cast);
    }

    /** A group goes on as this one. */
    void adopt(ClassicGroup group) {
        groups.put(group.id(), group);
    }

    /** A consumer group without members gives way to a classic one. */
    void dissolve(ConsumerGroup group, Turn turn) {
        group.tombstones().forEach(turn::write);
        groups.remove(group.id());
    }

    /** Not to be changed, nor kept. */
    Collection<Group> groups() {
        return groups.values();
    }

    Offsets offsets() {
        return offsets;
    }

    PendingOffsets pending() {
        return pending;
    }

    CommitNews news() {
        return news;
    }

    GroupConfig config() {
        return config;
    }

    Rebalance rebalance() {
        return rebalance;
    }

    ConsumerGroups consumers() {
        return consumers;
    }

    Migration migration() {
        return migration;
    }

    Regexes regexes() {
        return regexes;
    }

    TopicsSeen topicsSeen() {
        return topicsSeen;
    }

    Assignors assignors() {
        return assignors;
    }

    /** The cluster as it is now. */
    ClusterImage image() {
        return images.get();
    }

    /** The group's own settings, and the broker's where it has none. */
    GroupSettings settings(String group) {
        return GroupSettings.of(image(), group, broker, config.consumers());
    }

    /** An id that nobody else has, as Kafka writes them. */
    String newId() {
        UUID id = ids.get();
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString();
    }

    /** As Kafka makes them: the client id or the instance id, and something that nobody else has. */
    String newMemberId(String prefix) {
        return prefix + "-" + ids.get();
    }
}
