package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Subscriptions.Asked;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a member of a {@link ConsumerGroup} is, and what it asks for.
 *
 * @param topics             by name
 * @param regex              RE2 pattern of further topics; empty where it has none
 * @param assignor           the server-side assignor that it wishes
 * @param rebalanceTimeoutMs how long it may take to give partitions up; −1 before it said so
 * @param classic            only where it speaks the classic protocol, and the group serves it all the same
 */
record MemberSubscription(
        Optional<String> instanceId,
        Optional<String> rackId,
        String clientId,
        String clientHost,
        Set<String> topics,
        String regex,
        Optional<String> assignor,
        int rebalanceTimeoutMs,
        Optional<ClassicSide> classic) {

    static final MemberSubscription NONE = new MemberSubscription(
            Optional.empty(), Optional.empty(), "", "", Set.of(), "", Optional.empty(), -1, Optional.empty());

    MemberSubscription {
        topics = Collections.unmodifiableSet(new HashSet<>(topics));
    }

    /** What of it goes into the assignment. */
    Asked asked() {
        return new Asked(topics, regex);
    }

    /** A member of the classic protocol inside a consumer group. @param protocols as it offered them, its favourite first */
    record ClassicSide(int sessionTimeoutMs, List<Protocol> protocols) {

        ClassicSide {
            protocols = List.copyOf(protocols);
        }

        /** The protocol that it is told the group has chosen: its own favourite, since nobody on its side has to understand another's. */
        Protocol spoken() {
            return protocols.get(0);
        }
    }
}
