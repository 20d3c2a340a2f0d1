package dev.vitrine.engine.group.assign;

import dev.vitrine.engine.metadata.ClusterImage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** A server-side assignor: shares out the partitions of the topics that members ask for. Pure: the same question has the same answer. */
public interface Assignor {

    String name();

    /**
     * @return what each member should have; who is not named should have nothing
     * @throws Failed where it can't
     */
    Map<String, Assignment> assign(Question question);

    /**
     * What is to be shared out, and among whom.
     *
     * @param members     by id
     * @param homogeneous whether all ask for the same topics
     * @param before      the target so far, of members that are going included
     * @param topics      partitions and racks
     */
    record Question(Map<String, Asking> members, boolean homogeneous, Map<String, Assignment> before, ClusterImage topics) {}

    /** @param now what it should have had so far: the less of it changes, the better */
    record Asking(Optional<String> rack, Optional<String> instance, Set<Uuid> topics, Assignment now) {}

    /** An assignor, perhaps one that somebody else wrote, could not. */
    final class Failed extends RuntimeException {

        Failed(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
