package dev.vitrine.engine.group;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a {@link ConsumerGroup}, by their ids and, where they are static, by their {@code group.instance.id}. */
final class ConsumerMembers {

    private final Map<String, ConsumerMember> byId = new HashMap<>();
    private final Map<String, String> idByInstance = new HashMap<>();

    ConsumerMembers copy() {
        ConsumerMembers copy = new ConsumerMembers();
        copy.byId.putAll(byId);
        copy.idByInstance.putAll(idByInstance);
        return copy;
    }

    Optional<ConsumerMember> find(String memberId) {
        return Optional.ofNullable(byId.get(memberId));
    }

    Optional<ConsumerMember> ofInstance(Optional<String> instanceId) {
        return instanceId.map(idByInstance::get).flatMap(this::find);
    }

    /** Not to be kept. */
    Collection<ConsumerMember> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    int size() {
        return byId.size();
    }

    void put(ConsumerMember member) {
        byId.put(member.id(), member);
        member.instanceId().ifPresent(instance -> idByInstance.put(instance, member.id()));
    }

    void remove(String memberId) {
        ConsumerMember gone = byId.remove(memberId);
        if (gone != null) {
            gone.instanceId().ifPresent(instance -> idByInstance.remove(instance, memberId));
        }
    }

    long classic() {
        return all().stream().filter(ConsumerMember::isClassic).count();
    }

    /** Whether the classic ones could agree with one that offers these, as in a classic group. */
    boolean supports(String protocolType, List<Protocol> offered) {
        if (!protocolType.equals(ClassicGroup.CONSUMER) || offered.isEmpty()) {
            return false;
        }
        long classic = classic();
        return offered.stream().anyMatch(protocol -> all().stream().filter(member -> speaks(member, protocol)).count() == classic);
    }

    private static boolean speaks(ConsumerMember member, Protocol protocol) {
        return member.classic().filter(side -> side.protocols().stream().anyMatch(known -> known.name().equals(protocol.name()))).isPresent();
    }
}
