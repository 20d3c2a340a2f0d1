package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberRejoined;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Somebody wants to be in the next generation of a group. The answer waits until that generation begins.
 *
 * <p>v4 (KIP-394): who comes without a member id is given one and must come again with it, so that a client which never got its answer does
 * not linger as a member. v5 (KIP-345): static members, known by {@code group.instance.id}. v8 (KIP-800): the client says why. v9 (KIP-814):
 * a leader that came back under a new id is told to skip the assignment.
 */
record JoinGroup(JoinGroupRequestData request, Caller caller, ReplyTo<JoinGroupResponseData> reply) implements Operation {

    private static final short MEMBER_ID_REQUIRED_SINCE = 4;
    private static final int REASON_LENGTH = 255;

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Errors refusal = check(shard.config());
        if (refusal != Errors.NONE) {
            refuse(request.memberId(), refusal, turn);
            return;
        }
        Optional<ConsumerGroup> consumers = shard.consumer(request.groupId());
        boolean stranger = request.memberId().isEmpty();
        if (consumers.filter(group -> group.size() > 0).isPresent()) {
            new JoinConsumerGroup(request, caller, reply).apply(shard, consumers.get(), turn);
            return;
        }
        if (stranger) {
            consumers.ifPresent(empty -> shard.dissolve(empty, turn));
        }
        Optional<ClassicGroup> known = shard.classic(request.groupId());
        if (known.isEmpty() && !stranger) {
            refuse(request.memberId(), Errors.UNKNOWN_MEMBER_ID, turn);
            return;
        }
        ClassicGroup group = known.orElseGet(() -> shard.createClassic(request.groupId(), turn.now()));
        join(shard, group, stranger, turn);
        if (known.isEmpty() && !turn.hasWritten(group.id())) {
            turn.write(new GroupRecord.Metadata(group.id(), Optional.of(GroupMetadata.created(turn.now()))));
        }
    }

    private Errors check(GroupConfig config) {
        if (request.groupId().isEmpty()) {
            return Errors.INVALID_GROUP_ID;
        }
        boolean fits = request.sessionTimeoutMs() >= config.minSessionTimeoutMs()
                && request.sessionTimeoutMs() <= config.maxSessionTimeoutMs();
        return fits ? Errors.NONE : Errors.INVALID_SESSION_TIMEOUT;
    }

    private void join(GroupShard shard, ClassicGroup group, boolean stranger, Turn turn) {
        List<Protocol> offered = Protocol.of(request.protocols());
        if (!hasRoom(group, shard.config().maxSize())) {
            turnAway(shard, group, turn);
        } else if (!group.supports(request.protocolType(), offered)) {
            refuse(request.memberId(), Errors.INCONSISTENT_GROUP_PROTOCOL, turn);
        } else if (stranger) {
            joinAsStranger(shard, group, turn);
        } else if (group.pendingJoins().contains(request.memberId())) {
            joinPending(shard, group, turn);
        } else {
            rejoin(shard, group, offered, turn);
        }
    }

    /**
     * While a rebalance is being prepared those count who have joined already: the group may have shrunk or the limit been lowered, and then
     * the last ones to rejoin are out.
     */
    private boolean hasRoom(ClassicGroup group, int maxSize) {
        Optional<Member> member = group.members().find(request.memberId());
        return switch (group.state()) {
            case PREPARING_REBALANCE -> member.filter(Member::awaitsJoin).isPresent() || group.members().awaitingJoin() < maxSize;
            case COMPLETING_REBALANCE, STABLE -> member.isPresent() || group.members().size() < maxSize;
            default -> true;
        };
    }

    private void turnAway(GroupShard shard, ClassicGroup group, Turn turn) {
        group.members().find(request.memberId()).ifPresent(member -> shard.rebalance().drop(group, member, LeaveCause.NOT_REJOINED, turn));
        group.remove(request.memberId());
        refuse("", Errors.GROUP_MAX_SIZE_REACHED, turn);
    }

    private void joinAsStranger(GroupShard shard, ClassicGroup group, Turn turn) {
        Optional<String> instanceId = Optional.ofNullable(request.groupInstanceId());
        String memberId = shard.newMemberId(instanceId.orElse(caller.clientId()));
        Optional<Member> lastIncarnation =
                instanceId.flatMap(group.members()::idOfInstance).flatMap(group.members()::find);
        if (lastIncarnation.isPresent()) {
            new StaticReturn(request, caller, reply).apply(shard, group, lastIncarnation.get(), memberId, turn);
        } else if (instanceId.isEmpty() && caller.apiVersion() >= MEMBER_ID_REQUIRED_SINCE) {
            group.pendingJoins().add(memberId);
            shard.rebalance().expectHeartbeat(group, memberId, request.sessionTimeoutMs(), turn);
            refuse(memberId, Errors.MEMBER_ID_REQUIRED, turn);
        } else {
            enter(shard, group, memberId, turn);
        }
    }

    private void joinPending(GroupShard shard, ClassicGroup group, Turn turn) {
        if (request.groupInstanceId() != null) {
            // A static member is never sent away to come back with an id: this client mixes two identities.
            refuse("", Errors.UNKNOWN_SERVER_ERROR, turn);
        } else {
            enter(shard, group, request.memberId(), turn);
        }
    }

    private void enter(GroupShard shard, ClassicGroup group, String memberId, Turn turn) {
        Member member = Member.joining(memberId, request, caller);
        member.park(reply);
        shard.rebalance().join(group, member, request.protocolType(), said(request.reason()), turn);
        shard.rebalance().prepareOrGoOn(group, "member " + memberId + " joins: " + reason(request), turn);
    }

    private void rejoin(GroupShard shard, ClassicGroup group, List<Protocol> offered, Turn turn) {
        Errors unknown = group.members().check(request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        if (unknown != Errors.NONE) {
            turn.answer(reply, JoinReplies.error(request.memberId(), unknown).setProtocolName(null));
            return;
        }
        Member member = group.members().find(request.memberId()).orElseThrow();
        boolean unchanged = member.protocols().equals(offered);
        boolean leads = group.members().isLeader(member.id());
        String who = (leads ? "leader " : "member ") + member.id();
        switch (group.state()) {
            case PREPARING_REBALANCE -> again(shard, group, member, who + " joins again", turn);
            case COMPLETING_REBALANCE -> {
                if (unchanged) {
                    turn.answer(reply, JoinReplies.joined(group, member.id()));
                } else {
                    again(shard, group, member, who + " changed what it asks for", turn);
                }
            }
            case STABLE -> {
                if (leads || !unchanged) {
                    again(shard, group, member, who + (unchanged ? " joins again" : " changed what it asks for"), turn);
                } else {
                    turn.answer(reply, JoinReplies.followed(group, member.id()));
                }
            }
            default -> refuse(request.memberId(), Errors.UNKNOWN_MEMBER_ID, turn);
        }
    }

    private void again(GroupShard shard, ClassicGroup group, Member member, String what, Turn turn) {
        // A second join while the first is parked: the client gave up on that one, and must not be told two things.
        shard.rebalance().answerJoin(member, JoinReplies.error(member.id(), Errors.REBALANCE_IN_PROGRESS), turn);
        List<Protocol> before = member.protocols();
        member.offer(request);
        tellAgain(group, member, before, turn);
        member.park(reply);
        shard.rebalance().prepareOrGoOn(group, what + ": " + reason(request), turn);
    }

    /** Consumers say in the same bytes what they ask for and what they hold. */
    private void tellAgain(ClassicGroup group, Member member, List<Protocol> before, Turn turn) {
        OpaqueBytes says = member.protocols().get(0).metadata();
        boolean changed = group.isConsumers()
                ? !ConsumerBytes.topics(says).map(Set::copyOf).equals(ConsumerBytes.topics(before.get(0).metadata()).map(Set::copyOf))
                : !member.protocols().equals(before);
        List<TopicPartition> owned = group.isConsumers() ? ConsumerBytes.owned(says) : List.of();
        turn.publish(new MemberRejoined(group.id(), member.id(), changed, owned, said(request.reason())));
    }

    private void refuse(String memberId, Errors error, Turn turn) {
        turn.answer(reply, JoinReplies.error(memberId, error));
    }

    /** What the client says, as it says it, but no more of it than clients of today send. */
    static String reason(JoinGroupRequestData request) {
        String reason = said(request.reason());
        return reason.isEmpty() ? "no reason given" : reason;
    }

    /** The same; empty where it says nothing. */
    static String said(String reason) {
        if (reason == null) {
            return "";
        }
        return reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason;
    }
}
