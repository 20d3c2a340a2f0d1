package dev.vitrine.engine.group;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.protocol.Errors;

/** The members of a {@link ClassicGroup} in the order they came, which of them is the leader, and what they agree on. */
final class Members {

    private final Map<String, Member> byId = new LinkedHashMap<>();
    private final Map<String, String> idByInstance = new HashMap<>();
    private Optional<String> leader = Optional.empty();

    /** The first one leads. */
    void add(Member member) {
        byId.put(member.id(), member);
        member.instanceId().ifPresent(instance -> idByInstance.put(instance, member.id()));
        leader = leader.or(() -> Optional.of(member.id()));
    }

    /** Where the leader goes, the longest-serving member follows. */
    Optional<Member> remove(String id) {
        Optional<Member> removed = Optional.ofNullable(byId.remove(id));
        removed.flatMap(Member::instanceId).ifPresent(instance -> idByInstance.remove(instance, id));
        if (isLeader(id)) {
            leader = byId.keySet().stream().findFirst();
        }
        return removed;
    }

    /** A static member came back: its successor takes its place, leadership included. */
    void replace(Member old, Member successor) {
        boolean led = isLeader(old.id());
        byId.remove(old.id());
        byId.put(successor.id(), successor);
        old.instanceId().ifPresent(instance -> idByInstance.put(instance, successor.id()));
        if (led) {
            leader = Optional.of(successor.id());
        }
    }

    void clear() {
        byId.clear();
        idByInstance.clear();
        leader = Optional.empty();
    }

    void lead(String id) {
        leader = Optional.of(id);
    }

    Optional<String> leader() {
        return leader;
    }

    boolean isLeader(String id) {
        return leader.filter(id::equals).isPresent();
    }

    /** Gives the lead to someone who has joined, where the leader has not. @return false where nobody has joined */
    boolean electJoinedLeader() {
        if (leader.flatMap(this::find).filter(Member::awaitsJoin).isPresent()) {
            return true;
        }
        Optional<String> joined = byId.values().stream().filter(Member::awaitsJoin).map(Member::id).findFirst();
        joined.ifPresent(this::lead);
        return joined.isPresent();
    }

    Optional<Member> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean has(String id) {
        return byId.containsKey(id);
    }

    Optional<String> idOfInstance(String instanceId) {
        return Optional.ofNullable(idByInstance.get(instanceId));
    }

    Collection<Member> all() {
        return byId.values();
    }

    List<Member> copy() {
        return List.copyOf(byId.values());
    }

    int size() {
        return byId.size();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    int awaitingJoin() {
        return (int) byId.values().stream().filter(Member::awaitsJoin).count();
    }

    /** A static member's id must be the one of its last incarnation: an older one is a zombie (KIP-345). */
    Errors check(String memberId, Optional<String> instanceId) {
        if (instanceId.isEmpty()) {
            return has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
        }
        Optional<String> current = idOfInstance(instanceId.get());
        if (current.isEmpty()) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return current.get().equals(memberId) ? Errors.NONE : Errors.FENCED_INSTANCE_ID;
    }

    /** Protocols that every member can do. */
    Set<String> commonProtocols() {
        Map<String, Integer> counts = new HashMap<>();
        for (Member member : byId.values()) {
            member.protocols().forEach(protocol -> counts.merge(protocol.name(), 1, Integer::sum));
        }
        return counts.entrySet().stream().filter(count -> count.getValue() == size()).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Whether all that are here could agree with a newcomer that offers these; without anybody here, any protocol will do. */
    boolean canAgree(List<Protocol> offered) {
        Set<String> common = commonProtocols();
        return offered.stream().anyMatch(protocol -> isEmpty() || common.contains(protocol.name()));
    }

    /** The common protocol with most votes; of equals, the one that the longest-serving member voted for. */
    Optional<String> chooseProtocol() {
        Set<String> candidates = commonProtocols();
        Map<String, Integer> votes = new LinkedHashMap<>();
        byId.values().forEach(member -> member.vote(candidates).ifPresent(vote -> votes.merge(vote, 1, Integer::sum)));
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return votes.keySet().stream().filter(protocol -> votes.get(protocol) == most).findFirst();
    }
}
