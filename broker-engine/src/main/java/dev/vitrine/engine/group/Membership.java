package dev.vitrine.engine.group;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** Whether someone is the member of a {@link ConsumerGroup} that it claims to be. */
record Membership(ConsumerGroup group, String memberId, Optional<String> instanceId) {

    private static final String BEGIN_ANEW = "The member must abandon all its partitions and rejoin.";

    /** The member that is meant: a static one by its {@code group.instance.id}. */
    Optional<ConsumerMember> known() {
        return instanceId.isPresent() ? group.ofInstance(instanceId) : group.find(memberId);
    }

    /** @param joins epoch 0: whoever it is, it may come in, but not in the place of a static member that is there */
    Optional<Refusal> refusal(boolean joins, int epoch, Optional<Map<Uuid, ? extends Collection<Integer>>> owned) {
        if (joins) {
            return known().filter(member -> instanceId.isPresent() && !member.isClassic() && member.epoch() != Ownership.AWAY)
                    .map(this::unreleased);
        }
        return stranger().or(() -> wrongEpoch(known().orElseThrow(), epoch, owned));
    }

    /** Unknown, or a static member's former life. */
    Optional<Refusal> stranger() {
        Optional<ConsumerMember> known = known();
        if (known.isEmpty()) {
            return Optional.of(Refusal.because(Errors.UNKNOWN_MEMBER_ID, instanceId
                    .map(instance -> "Instance id " + instance + " is unknown.")
                    .orElse("Member " + memberId + " is not a member of group " + group.id() + ".")));
        }
        return known.filter(member -> !member.id().equals(memberId)).map(this::fenced);
    }

    private Refusal unreleased(ConsumerMember owner) {
        return Refusal.because(Errors.UNRELEASED_INSTANCE_ID, "Static member " + memberId + " with instance id " + instanceId.orElse("")
                + " cannot join the group because the instance id is owned by " + owner.id() + " member.");
    }

    private Refusal fenced(ConsumerMember owner) {
        return Refusal.because(Errors.FENCED_INSTANCE_ID, "Static member " + memberId + " with instance id " + instanceId.orElse("")
                + " was fenced by member " + owner.id() + ".");
    }

    /** The previous epoch will do where the answer with the new one may have got lost, and the client has nothing that it should not have. */
    private static Optional<Refusal> wrongEpoch(ConsumerMember member, int epoch, Optional<Map<Uuid, ? extends Collection<Integer>>> owned) {
        if (epoch > member.epoch()) {
            return Optional.of(fenced("greater", epoch, member));
        }
        Ownership ownership = member.ownership();
        boolean answerLost = epoch == ownership.previousEpoch() && owned.filter(ownership.assigned().partitions()::containsAll).isPresent();
        return epoch < member.epoch() && !answerLost ? Optional.of(fenced("smaller", epoch, member)) : Optional.empty();
    }

    private static Refusal fenced(String how, int epoch, ConsumerMember member) {
        return Refusal.because(Errors.FENCED_MEMBER_EPOCH, "The consumer group member has a " + how + " member epoch (" + epoch
                + ") than the one known by the group coordinator (" + member.epoch() + "). " + BEGIN_ANEW);
    }
}
