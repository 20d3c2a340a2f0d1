package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.Event.GroupStateChanged;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.LinkedHashSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.protocol.Errors;

/**
 * A group whose members share out the work among themselves: they join, one of them (the leader) computes the assignment, all fetch it.
 *
 * <pre>
 *   ┌───────┐     somebody joins      ┌────────────────────┐
 *   │ Empty │ ──────────────────────► │ PreparingRebalance │ ◄──────────────────┐
 *   └───────┘ ◄────────────────────── └────────────────────┘                    │
 *       │           nobody is left      │                ▲                      │
 *       │                               │ all joined, or │ someone joins,       │ someone joins, leaves
 *       │                               │ time is up     │ leaves, fails, or    │ or fails, or the leader
 *       │                               ▼                │ does not sync        │ joins again
 *       │                             ┌─────────────────────┐                   │
 *       │                             │ CompletingRebalance │                   │
 *       │                             └─────────────────────┘                   │
 *       │                               │ the leader's assignment is in the log │
 *       │                               ▼                                       │
 *       │                             ┌────────┐                                │
 *       ▼                             │ Stable │ ───────────────────────────────┘
 *   deleted, or nothing is left       └────────┘
 *   to keep: Dead (not kept: to clients, a group that is not there)
 * </pre>
 *
 * {@link Rebalance} moves it. Its durable part, {@link #stored}, changes by {@link #restore} and {@link #replay} alone.
 */
final class ClassicGroup implements Group {

    static final String CONSUMER = "consumer";

    private final String id;
    private final Members members = new Members();
    private final Set<String> pendingJoins = new LinkedHashSet<>();
    private final Set<String> pendingSyncs = new LinkedHashSet<>();
    private GroupState state = GroupState.EMPTY;
    private GroupState previousState = GroupState.EMPTY;
    private OptionalLong stateSince;
    private int generation;
    private Optional<String> protocolType = Optional.empty();
    private Optional<String> protocol = Optional.empty();
    private Optional<Set<String>> subscribedTopics = Optional.empty();
    private OptionalLong stableSince = OptionalLong.empty();
    private boolean joinedDuringInitialDelay;
    private Optional<GroupMetadata> stored = Optional.empty();

    ClassicGroup(String id, long createdAtMillis) {
        this.id = id;
        this.stateSince = OptionalLong.of(createdAtMillis);
    }

    /** A group that goes on from another protocol: all are members, and have what they should. */
    static ClassicGroup stable(String id, int generation, List<Member> members, long nowMillis) {
        ClassicGroup group = new ClassicGroup(id, nowMillis);
        group.generation = generation;
        group.protocolType = Optional.of(CONSUMER);
        members.forEach(group.members::add);
        group.protocol = group.members.chooseProtocol();
        group.state = GroupState.STABLE;
        group.previousState = GroupState.STABLE;
        group.subscribedTopics = ConsumerBytes.subscribedTopics(group.protocolType, group.protocol, group.members);
        return group;
    }

    /** While the log is being read, the record is all there is. */
    void restore(GroupMetadata metadata) {
        stored = Optional.of(metadata);
        members.clear();
        generation = metadata.generation();
        protocolType = Optional.of(metadata.protocolType()).filter(type -> !type.isEmpty());
        protocol = metadata.protocol();
        metadata.members().forEach(member -> members.add(Member.restored(member, protocol.orElse(""))));
        metadata.leader().filter(members::has).ifPresent(members::lead);
        state = members.isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
        previousState = state;
        stateSince = metadata.stateSinceMillis();
        subscribedTopics = ConsumerBytes.subscribedTopics(protocolType, protocol, members);
    }

    /** A living group knows more than its record. What it waits for is that the leader's assignment is kept: then it is stable. */
    void replay(GroupMetadata metadata) {
        stored = Optional.of(metadata);
        if (state == GroupState.COMPLETING_REBALANCE && generation == metadata.generation() && !metadata.members().isEmpty()) {
            metadata.members().forEach(kept -> members.find(kept.id()).ifPresent(member -> member.assign(kept.assignment())));
            enter(GroupState.STABLE, stableSince);
        }
    }

    Optional<GroupMetadata> stored() {
        return stored;
    }

    /** What to keep in the log of the group as it is now, with the assignments given. */
    GroupRecord.Metadata record(Function<Member, OpaqueBytes> assignment) {
        List<GroupMetadata.StoredMember> kept =
                members.all().stream().map(member -> member.stored(protocol.orElse(""), assignment.apply(member))).toList();
        return new GroupRecord.Metadata(
                id,
                Optional.of(new GroupMetadata(
                        protocolType.orElse(""), generation, protocol, members.leader(), stateSince, kept)));
    }

    /** It is stable as of now, as soon as the record that says so is kept. That one still tells, as in Kafka, since when its members had all joined. */
    void becomesStable(long nowMillis) {
        stableSince = OptionalLong.of(nowMillis);
    }

    /** Moves on, and tells observers why. */
    void moveTo(GroupState next, String why, Turn turn) {
        turn.publish(new GroupStateChanged(id, state, next, generation, why));
        enter(next, OptionalLong.of(turn.now()));
    }

    private void enter(GroupState next, OptionalLong since) {
        previousState = state;
        state = next;
        stateSince = since;
    }

    /** The members that are here now make the next generation; without any, the group is empty. */
    void startGeneration(String why, Turn turn) {
        generation++;
        protocol = members.isEmpty() ? Optional.empty() : members.chooseProtocol();
        subscribedTopics = ConsumerBytes.subscribedTopics(protocolType, protocol, members);
        pendingSyncs.clear();
        moveTo(members.isEmpty() ? GroupState.EMPTY : GroupState.COMPLETING_REBALANCE, why, turn);
    }

    void add(Member member, String itsProtocolType) {
        if (members.isEmpty()) {
            protocolType = Optional.of(itsProtocolType);
        }
        members.add(member);
        pendingJoins.remove(member.id());
        joinedDuringInitialDelay |= inInitialRebalance();
    }

    Optional<Member> remove(String memberId) {
        pendingJoins.remove(memberId);
        pendingSyncs.remove(memberId);
        return members.remove(memberId);
    }

    /** Whether a member that can do these would have something in common with the others. */
    boolean supports(String type, List<Protocol> offered) {
        if (state == GroupState.EMPTY) {
            return !type.isEmpty() && !offered.isEmpty();
        }
        return protocolType.filter(type::equals).isPresent() && members.canAgree(offered);
    }

    boolean inInitialRebalance() {
        return state == GroupState.PREPARING_REBALANCE && previousState == GroupState.EMPTY;
    }

    /** @return whether someone came since the last time this was asked */
    boolean takeJoinedDuringInitialDelay() {
        boolean joined = joinedDuringInitialDelay;
        joinedDuringInitialDelay = false;
        return joined;
    }

    boolean allJoined() {
        return pendingJoins.isEmpty() && members.awaitingJoin() == members.size();
    }

    /** How long the slowest member may take. */
    int rebalanceTimeoutMs() {
        return members.all().stream().mapToInt(Member::rebalanceTimeoutMs).max().orElse(0);
    }

    /** Only ever committed to from outside: nobody has joined it, or tries to. */
    boolean isSimple() {
        return protocolType.isEmpty() && members.isEmpty() && pendingJoins.isEmpty();
    }

    boolean isEmpty() {
        return state == GroupState.EMPTY;
    }

    Members members() {
        return members;
    }

    /** Ids that were given out to clients which must come back with them (KIP-394). */
    Set<String> pendingJoins() {
        return pendingJoins;
    }

    /** Members that have joined this generation and not asked for their assignment yet. */
    Set<String> pendingSyncs() {
        return pendingSyncs;
    }

    int generation() {
        return generation;
    }

    Optional<String> protocol() {
        return protocol;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "classic";
    }

    @Override
    public GroupState state() {
        return state;
    }

    @Override
    public Optional<String> protocolType() {
        return protocolType;
    }

    @Override
    public Errors checkCommit(OffsetCommitter committer) {
        return new ClassicCommitCheck(this, committer).result();
    }

    @Override
    public Errors checkOffsetDelete() {
        return state == GroupState.EMPTY || isConsumers() ? Errors.NONE : Errors.NON_EMPTY_GROUP;
    }

    @Override
    public Errors checkDelete() {
        return state == GroupState.EMPTY ? Errors.NONE : Errors.NON_EMPTY_GROUP;
    }

    @Override
    public boolean subscribesTo(String topic) {
        return subscribedTopics.map(topics -> topics.contains(topic)).orElse(isConsumers());
    }

    @Override
    public Optional<ToLongFunction<OffsetAndMetadata>> retentionStart() {
        if (protocolType.isEmpty()) {
            return Optional.of(OffsetAndMetadata::committedAtMillis);
        }
        if (state == GroupState.EMPTY) {
            return Optional.of(offset -> stateSince.orElse(offset.committedAtMillis()));
        }
        boolean knowsWhatItReads = isConsumers() && subscribedTopics.isPresent() && state == GroupState.STABLE;
        return knowsWhatItReads ? Optional.of(OffsetAndMetadata::committedAtMillis) : Optional.empty();
    }

    boolean isConsumers() {
        return protocolType.filter(CONSUMER::equals).isPresent();
    }

    @Override
    public List<GroupRecord> tombstones() {
        return List.of(new GroupRecord.Metadata(id, Optional.empty()));
    }

    @Override
    public GroupView view(ViewGroups by, List<CommittedOffset> offsets) {
        return new GroupView(
                id,
                type(),
                state,
                generation,
                protocolType.orElse(""),
                protocol,
                members.leader(),
                by.broker(),
                stateSince.orElse(-1),
                members.all().stream().map(member -> member.view(protocolType.orElse(""), protocol.orElse(""))).toList(),
                offsets);
    }
}
