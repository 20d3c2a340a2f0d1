package dev.vitrine.engine.group;

import dev.vitrine.engine.group.MemberSubscription.ClassicSide;
import java.util.Optional;

/** A member of a {@link ConsumerGroup}, at one moment. */
record ConsumerMember(String id, MemberSubscription subscription, Ownership ownership) {

    static ConsumerMember fresh(String id) {
        return new ConsumerMember(id, MemberSubscription.NONE, Ownership.NEW);
    }

    ConsumerMember with(MemberSubscription next) {
        return new ConsumerMember(id, next, ownership);
    }

    ConsumerMember with(Ownership next) {
        return new ConsumerMember(id, subscription, next);
    }

    int epoch() {
        return ownership.epoch();
    }

    Optional<String> instanceId() {
        return subscription.instanceId();
    }

    Optional<ClassicSide> classic() {
        return subscription.classic();
    }

    boolean isClassic() {
        return classic().isPresent();
    }
}
