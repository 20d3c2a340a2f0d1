package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.group.GroupMetadata.StoredMember;
import dev.vitrine.engine.observe.MemberView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;

/** A member of a {@link ClassicGroup}, and the request of it that is parked. */
final class Member {

    private final String id;
    private final Optional<String> instanceId;
    private final String clientId;
    private final String clientHost;
    private int rebalanceTimeoutMs;
    private int sessionTimeoutMs;
    private List<Protocol> protocols;
    private OpaqueBytes assignment = OpaqueBytes.EMPTY;
    private boolean isNew;
    private Optional<ReplyTo<JoinGroupResponseData>> parkedJoin = Optional.empty();
    private Optional<ReplyTo<SyncGroupResponseData>> parkedSync = Optional.empty();

    private Member(String id, Optional<String> instanceId, String clientId, String clientHost) {
        this.id = id;
        this.instanceId = instanceId;
        this.clientId = clientId;
        this.clientHost = clientHost;
    }

    /** Someone who joins for the first time. */
    static Member joining(String id, JoinGroupRequestData request, Caller caller) {
        Member member = new Member(id, Optional.ofNullable(request.groupInstanceId()), caller.clientId(), caller.clientHost());
        member.offer(request);
        member.isNew = true;
        return member;
    }

    /** Someone whom the log knows; of the protocols it could do, only the chosen one is known. */
    static Member restored(StoredMember stored, String protocol) {
        Member member = new Member(stored.id(), stored.instanceId(), stored.clientId(), stored.clientHost());
        member.rebalanceTimeoutMs = stored.rebalanceTimeoutMs();
        member.sessionTimeoutMs = stored.sessionTimeoutMs();
        member.protocols = List.of(new Protocol(protocol, stored.subscription()));
        member.assignment = stored.assignment();
        return member;
    }

    /** A classic member that was served by a consumer group. */
    static Member ofConsumerGroup(ConsumerMember served) {
        MemberSubscription says = served.subscription();
        Member member = new Member(served.id(), says.instanceId(), says.clientId(), says.clientHost());
        member.rebalanceTimeoutMs = says.rebalanceTimeoutMs();
        member.sessionTimeoutMs = served.classic().orElseThrow().sessionTimeoutMs();
        member.protocols = served.classic().orElseThrow().protocols();
        return member;
    }

    /** The same static member under the id of its new incarnation. It inherits all but what was parked. */
    Member reborn(String newId) {
        Member member = new Member(newId, instanceId, clientId, clientHost);
        member.rebalanceTimeoutMs = rebalanceTimeoutMs;
        member.sessionTimeoutMs = sessionTimeoutMs;
        member.protocols = protocols;
        member.assignment = assignment;
        return member;
    }

    /** Takes over what a join says about timeouts and protocols. */
    void offer(JoinGroupRequestData request) {
        sessionTimeoutMs = request.sessionTimeoutMs();
        rebalanceTimeoutMs = request.rebalanceTimeoutMs() < 0 ? sessionTimeoutMs : request.rebalanceTimeoutMs();
        protocols = Protocol.of(request.protocols());
    }

    String id() {
        return id;
    }

    Optional<String> instanceId() {
        return instanceId;
    }

    boolean isStatic() {
        return instanceId.isPresent();
    }

    String clientId() {
        return clientId;
    }

    String clientHost() {
        return clientHost;
    }

    int rebalanceTimeoutMs() {
        return rebalanceTimeoutMs;
    }

    int sessionTimeoutMs() {
        return sessionTimeoutMs;
    }

    List<Protocol> protocols() {
        return protocols;
    }

    /** What it says in one protocol; empty bytes where it does not do it. */
    OpaqueBytes metadata(String protocol) {
        return protocols.stream().filter(p -> p.name().equals(protocol)).findFirst().map(Protocol::metadata).orElse(OpaqueBytes.EMPTY);
    }

    /** The one it likes best of {@code candidates}. */
    Optional<String> vote(Set<String> candidates) {
        return protocols.stream().map(Protocol::name).filter(candidates::contains).findFirst();
    }

    OpaqueBytes assignment() {
        return assignment;
    }

    void assign(OpaqueBytes bytes) {
        assignment = bytes;
    }

    void park(ReplyTo<JoinGroupResponseData> join) {
        parkedJoin = Optional.of(join);
    }

    void parkSync(ReplyTo<SyncGroupResponseData> sync) {
        parkedSync = Optional.of(sync);
    }

    boolean awaitsJoin() {
        return parkedJoin.isPresent();
    }

    boolean awaitsSync() {
        return parkedSync.isPresent();
    }

    Optional<ReplyTo<JoinGroupResponseData>> takeJoin() {
        Optional<ReplyTo<JoinGroupResponseData>> taken = parkedJoin;
        parkedJoin = Optional.empty();
        return taken;
    }

    Optional<ReplyTo<SyncGroupResponseData>> takeSync() {
        Optional<ReplyTo<SyncGroupResponseData>> taken = parkedSync;
        parkedSync = Optional.empty();
        return taken;
    }

    /** It has been told of a generation: from now on it sends heartbeats. */
    void settled() {
        isNew = false;
    }

    /**
     * Whether its silence is excused: a parked request is a sign of life, but for a new member, whose id nobody may know yet; its client
     * may be gone and come back as another, again and again.
     */
    boolean silenceExcused() {
        return !isNew && (awaitsJoin() || awaitsSync());
    }

    /** For observers; what it reads and owns is legible for consumers only. */
    MemberView view(String protocolType, String protocol) {
        boolean consumer = protocolType.equals(ClassicGroup.CONSUMER);
        String spoken = protocol.isEmpty() && !protocols.isEmpty() ? protocols.get(0).name() : protocol;
        return new MemberView(
                id,
                instanceId,
                clientId,
                clientHost,
                sessionTimeoutMs,
                rebalanceTimeoutMs,
                protocols.stream().map(Protocol::name).toList(),
                consumer ? ConsumerBytes.topics(metadata(spoken)).orElse(List.of()) : List.of(),
                consumer ? ConsumerBytes.partitions(assignment).orElse(List.of()) : List.of());
    }

    StoredMember stored(String protocol, OpaqueBytes newAssignment) {
        return new StoredMember(id, instanceId, clientId, clientHost, rebalanceTimeoutMs, sessionTimeoutMs, metadata(protocol), newAssignment);
    }
}
