package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.AssignmentEpoch;
import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.ResolvedRegex;
import dev.vitrine.engine.group.assign.Subscriptions;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * A group whose work the coordinator shares out (KIP-848). Each change of what members ask for, or of the topics, makes a new group epoch; for
 * each epoch there is a target, and each member walks to it by itself, one heartbeat after another ({@link Reconciliation}): nobody stops for
 * anybody.
 *
 * <pre>
 *   ┌───────┐  a member joins   ┌───────────┐  the target of the    ┌─────────────┐
 *   │ Empty │ ────────────────► │ Assigning │ ────────────────────► │ Reconciling │ ◄─┐
 *   └───────┘                   └───────────┘  epoch is there       └─────────────┘   │ the target is there,
 *     ▲  │                        ▲       ▲                           │  all members  │ and not all have come
 *     │  │                        │       │ someone joins, leaves,    ▼  are there    │ to it
 *     │  │                        │       │ asks for other topics,  ┌────────┐        │
 *     │  │                        │       └──────────────────────── │ Stable │ ───────┘
 *     │  ▼                        │         topics change           └────────┘
 *     │ deleted, or becomes       └── the same, before all are there
 *     │ classic with the next classic member
 *     └── the last member leaves, from any state
 * </pre>
 *
 * The state follows from the epochs. All of this is durable, and changes by {@link #replay} alone.
 */
final class ConsumerGroup implements Group {

    /** Of a group before its first record, and of its target, which is empty: there is no need to compute one. The first that is written is the next. */
    private static final int FIRST_EPOCH = 1;

    private final String id;
    private final ConsumerMembers members;
    private final Map<String, Assignment> target = new HashMap<>();
    private final Map<String, ResolvedRegex> regexes = new HashMap<>();
    private GroupEpoch epoch = new GroupEpoch(FIRST_EPOCH, 0);
    private AssignmentEpoch targetEpoch = new AssignmentEpoch(FIRST_EPOCH, 0);
    private boolean keepsPartitionMetadata;
    private Optional<Subscriptions> subscriptions = Optional.empty();
    /** The patterns as they were when a member last changed. */
    private Map<String, ResolvedRegex> regexesThen = Map.of();
    private Optional<HeldPartitions> held = Optional.empty();
    /** There are many pictures, and from one to the next few groups change. */
    private Optional<ConsumerGroupViews.Members> seen = Optional.empty();

    ConsumerGroup(String id) {
        this(id, new ConsumerMembers());
    }

    private ConsumerGroup(String id, ConsumerMembers members) {
        this.id = id;
        this.members = members;
    }

    /** The same group with what is about to be written. */
    ConsumerGroup with(List<? extends GroupRecord> records) {
        ConsumerGroup next = new ConsumerGroup(id, members.copy());
        next.target.putAll(target);
        next.regexes.putAll(regexes);
        next.regexesThen = regexesThen;
        next.epoch = epoch;
        next.targetEpoch = targetEpoch;
        next.keepsPartitionMetadata = keepsPartitionMetadata;
        for (GroupRecord record : records) {
            if (record instanceof ConsumerGroupRecord consumer && record.group().equals(id)) {
                next.replay(consumer);
            }
        }
        return next;
    }

    void replay(ConsumerGroupRecord record) {
        subscriptions = Optional.empty();
        held = Optional.empty();
        seen = Optional.empty();
        switch (record) {
            case ConsumerGroupRecord.Epoch next -> next.value().ifPresent(value -> epoch = value);
            case ConsumerGroupRecord.PartitionMetadata old -> keepsPartitionMetadata = old.present();
            case ConsumerGroupRecord.TargetEpoch next -> targetEpoch = next.value().orElse(new AssignmentEpoch(-1, 0));
            case ConsumerGroupRecord.Target next -> put(target, next.member(), next.value());
            case ConsumerGroupRecord.Regex next -> put(regexes, next.regex(), next.value());
            case ConsumerGroupRecord.Member next -> next.value().ifPresentOrElse(
                    subscription -> put(member(next.member()).with(subscription)), () -> remove(next.member()));
            case ConsumerGroupRecord.Current next -> {
                if (next.value().isPresent() || find(next.member()).isPresent()) {
                    put(member(next.member()).with(next.value().orElse(Ownership.GONE)));
                }
            }
        }
    }

    private static <V> void put(Map<String, V> map, String key, Optional<V> value) {
        value.ifPresentOrElse(present -> map.put(key, present), () -> map.remove(key));
    }

    private ConsumerMember member(String memberId) {
        return find(memberId).orElseGet(() -> ConsumerMember.fresh(memberId));
    }

    private void put(ConsumerMember member) {
        regexesThen = Map.copyOf(regexes);
        members.put(member);
    }

    private void remove(String memberId) {
        regexesThen = Map.copyOf(regexes);
        members.remove(memberId);
    }

    Optional<ConsumerMember> find(String memberId) {
        return members.find(memberId);
    }

    /** The static member of that {@code group.instance.id}. */
    Optional<ConsumerMember> ofInstance(Optional<String> instanceId) {
        return members.ofInstance(instanceId);
    }

    /** Not to be kept. */
    Collection<ConsumerMember> members() {
        return members.all();
    }

    int size() {
        return members.size();
    }

    int epoch() {
        return epoch.epoch();
    }

    /** Of the topics' metadata that the epoch was made for. */
    long metadataHash() {
        return epoch.metadataHash();
    }

    AssignmentEpoch targetEpoch() {
        return targetEpoch;
    }

    Assignment target(String memberId) {
        return target.getOrDefault(memberId, Assignment.EMPTY);
    }

    /** What is known of the member's target; empty where nothing was ever computed for it. */
    Optional<Assignment> knownTarget(String memberId) {
        return Optional.ofNullable(target.get(memberId));
    }

    Map<String, Assignment> targets() {
        return Collections.unmodifiableMap(target);
    }

    Map<String, ResolvedRegex> regexes() {
        return Collections.unmodifiableMap(regexes);
    }

    /** How many members ask for this pattern. */
    long subscribers(String regex) {
        return members.all().stream().filter(member -> member.subscription().regex().equals(regex)).count();
    }

    boolean keepsPartitionMetadata() {
        return keepsPartitionMetadata;
    }

    Subscriptions subscriptions() {
        if (subscriptions.isEmpty()) {
            subscriptions = Optional.of(Subscriptions.of(members.all().stream().map(m -> m.subscription().asked()).toList(), regexes));
        }
        return subscriptions.get();
    }

    /** Whether all members asked for the same when one of them last changed: what patterns have come to mean since does not count, as in Kafka. */
    boolean wasHomogeneous() {
        return Subscriptions.alike(members.all().stream().map(m -> m.subscription().asked()).toList(), regexesThen);
    }

    /** Which partitions somebody still has, or has not given up yet. */
    HeldPartitions held() {
        if (held.isEmpty()) {
            held = Optional.of(HeldPartitions.by(members.all()));
        }
        return held.get();
    }

    long classicMembers() {
        return members.classic();
    }

    /** Whether classic members could agree with one that offers these, as in a classic group. */
    boolean supports(String protocolType, List<Protocol> offered) {
        return members.supports(protocolType, offered);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "consumer";
    }

    @Override
    public GroupState state() {
        if (members.size() == 0) {
            return GroupState.EMPTY;
        }
        if (epoch.epoch() > targetEpoch.epoch()) {
            return GroupState.ASSIGNING;
        }
        boolean reconciled = members.all().stream().allMatch(member -> member.ownership().isReconciledTo(targetEpoch.epoch()));
        return reconciled ? GroupState.STABLE : GroupState.RECONCILING;
    }

    @Override
    public Optional<String> protocolType() {
        return Optional.of(ClassicGroup.CONSUMER);
    }

    @Override
    public Errors checkCommit(OffsetCommitter committer) {
        return new ConsumerCommitCheck(this, committer).beforePartitions();
    }

    @Override
    public Errors checkCommit(OffsetCommitter committer, Uuid topic, int partition) {
        return new ConsumerCommitCheck(this, committer).ofPartition(topic, partition);
    }

    @Override
    public Errors checkFetch(Optional<String> memberId, int memberEpoch) {
        if (memberId.isEmpty() && memberEpoch < 0) {
            return Errors.NONE;
        }
        Optional<ConsumerMember> member = memberId.flatMap(this::find);
        if (member.isEmpty()) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return member.get().epoch() == memberEpoch ? Errors.NONE : ConsumerCommitCheck.stale(member.get());
    }

    @Override
    public Errors checkOffsetDelete() {
        return Errors.NONE;
    }

    @Override
    public Errors checkDelete() {
        return members.size() == 0 ? Errors.NONE : Errors.NON_EMPTY_GROUP;
    }

    @Override
    public boolean subscribesTo(String topic) {
        return subscriptions().topics().contains(topic);
    }

    @Override
    public Optional<ToLongFunction<OffsetAndMetadata>> retentionStart() {
        return Optional.of(OffsetAndMetadata::committedAtMillis);
    }

    @Override
    public List<GroupRecord> tombstones() {
        List<GroupRecord> records = new ArrayList<>();
        members.all().forEach(member -> records.add(new ConsumerGroupRecord.Current(id, member.id(), Optional.empty())));
        members.all().forEach(member -> records.add(new ConsumerGroupRecord.Target(id, member.id(), Optional.empty())));
        records.add(new ConsumerGroupRecord.TargetEpoch(id, Optional.empty()));
        members.all().forEach(member -> records.add(new ConsumerGroupRecord.Member(id, member.id(), Optional.empty())));
        regexes.keySet().forEach(regex -> records.add(new ConsumerGroupRecord.Regex(id, regex, Optional.empty())));
        records.add(new ConsumerGroupRecord.PartitionMetadata(id, false));
        records.add(new ConsumerGroupRecord.Epoch(id, Optional.empty()));
        return records;
    }

    @Override
    public GroupView view(ViewGroups by, List<CommittedOffset> offsets) {
        ConsumerGroupViews views = new ConsumerGroupViews(this, by.image());
        if (seen.isEmpty() || seen.get().image() != by.image()) {
            seen = Optional.of(views.members(by));
        }
        return views.view(by, seen.get(), offsets);
    }
}
