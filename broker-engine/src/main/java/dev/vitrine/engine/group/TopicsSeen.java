package dev.vitrine.engine.group;

import dev.vitrine.engine.metadata.ClusterImage;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The cluster as it was when somebody last looked whether a {@link ConsumerGroup}'s assignment still fits its topics. Where they have changed since,
 * the next sign of life of a member looks again: at the epoch, and at whether all members ask for the same.
 */
final class TopicsSeen {

    private final Predicate<ConsumerGroup> known;
    private final Map<String, ClusterImage> images = new HashMap<>();

    /** @param known whether it is a group of the shard, not one that is about to be made */
    TopicsSeen(Predicate<ConsumerGroup> known) {
        this.known = known;
    }

    /** Whether topics that the group reads are others than when somebody last looked. */
    boolean mayHaveChanged(ConsumerGroup group, ClusterImage now) {
        ClusterImage before = images.get(group.id());
        return before == null || before != now && group.subscriptions().topics().stream()
                .anyMatch(name -> !now.topic(name).equals(before.topic(name)));
    }

    /** Of a group that is about to be made nothing is remembered: it is looked at again when it is there. */
    void looked(ConsumerGroup group, ClusterImage image) {
        if (known.test(group)) {
            images.put(group.id(), image);
        }
    }

    /** Before somebody goes: that topics have changed which perhaps only that one reads is not forgotten. */
    void memberGoes(ConsumerGroup group, ClusterImage now) {
        if (mayHaveChanged(group, now)) {
            forget(group.id());
        }
    }

    /** A topic that came and went between two looks has left no trace in the image, and was a change all the same. */
    void deleted(ConsumerGroup group, Set<String> topics) {
        if (!Collections.disjoint(group.subscriptions().topics(), topics)) {
            forget(group.id());
        }
    }

    void forget(String group) {
        images.remove(group);
    }
}
