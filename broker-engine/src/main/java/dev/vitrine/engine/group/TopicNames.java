package dev.vitrine.engine.group;

import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Which topics there are. Answers from memory; any thread asks. */
public interface TopicNames {

    /** Empty for an id that no topic has (any more). */
    Optional<String> name(Uuid id);

    /** Empty for a topic that does not exist. */
    Optional<Uuid> id(String name);

    boolean hasPartition(String topic, int partition);
}
