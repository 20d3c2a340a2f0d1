package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.Refusal;
import java.util.Optional;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;

/** Which names a new topic may have. */
final class TopicNames {

    private TopicNames() {}

    static Optional<Refusal> refusal(String name, ClusterImage image) {
        try {
            Topic.validate(name);
        } catch (InvalidTopicException invalid) {
            return Optional.of(new Refusal(Errors.INVALID_TOPIC_EXCEPTION, invalid.getMessage()));
        }
        if (image.topic(name).isPresent()) {
            return Optional.of(new Refusal(Errors.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists."));
        }
        return collision(name, image);
    }

    /** Metrics write '.' and '_' alike, so two names that differ in these only would be one there. */
    private static Optional<Refusal> collision(String name, ClusterImage image) {
        if (!Topic.hasCollisionChars(name)) {
            return Optional.empty();
        }
        return image.topics().keySet().stream()
                .filter(other -> Topic.hasCollision(name, other))
                .findFirst()
                .map(other -> new Refusal(Errors.INVALID_TOPIC_EXCEPTION, "Topic '" + name + "' collides with existing topic: " + other));
    }
}
