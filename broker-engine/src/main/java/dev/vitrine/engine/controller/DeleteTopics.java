package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.protocol.Errors;

/** Deletes topics, by name or (v6 on) by id. Kafka's internal topics may be deleted like any other. */
final class DeleteTopics {

    private static final short TELLS_DISABLED = 3;

    private final Ground ground;

    DeleteTopics(Ground ground) {
        this.ground = ground;
    }

    /** @param version of the request */
    Decision<DeleteTopicsResponseData> decide(DeleteTopicsRequestData request, short version) {
        List<DeleteTopicState> asked = asked(request);
        DeleteTopicsResponseData response = new DeleteTopicsResponseData();
        Decision.Draft draft = new Decision.Draft();
        if (!ground.settings().booleanValue("delete.topic.enable")) {
            asked.forEach(topic -> response.responses().add(switchedOff(topic, version)));
            return draft.decide(response);
        }
        Set<DeleteTopicState> done = new HashSet<>();
        Map<DeleteTopicState, Integer> times = new HashMap<>();
        asked.forEach(topic -> times.merge(topic, 1, Integer::sum));
        Map<Uuid, Integer> namings = new HashMap<>();
        times.keySet().forEach(topic -> image(topic).ifPresent(found -> namings.merge(found.id(), 1, Integer::sum)));
        for (DeleteTopicState topic : asked) {
            if (done.add(topic)) {
                (times.get(topic) > 1 ? Optional.of(repeated(topic)) : delete(topic, namings, draft)).ifPresent(response.responses()::add);
            }
        }
        return draft.decide(response);
    }

    private Optional<TopicImage> image(DeleteTopicState topic) {
        return topic.name() != null ? ground.image().topic(topic.name()) : ground.image().topic(topic.topicId());
    }

    private static List<DeleteTopicState> asked(DeleteTopicsRequestData request) {
        return request.topicNames().isEmpty()
                ? request.topics()
                : request.topicNames().stream().map(name -> new DeleteTopicState().setName(name)).toList();
    }

    private static DeletableTopicResult switchedOff(DeleteTopicState topic, short version) {
        return version < TELLS_DISABLED
                ? result(topic, Errors.INVALID_REQUEST, "This version does not support topic deletion.")
                : result(topic, Errors.TOPIC_DELETION_DISABLED, Errors.TOPIC_DELETION_DISABLED.message());
    }

    private static DeletableTopicResult repeated(DeleteTopicState topic) {
        boolean nothing = topic.name() == null && topic.topicId().equals(Uuid.ZERO_UUID);
        String what = nothing ? "Neither topic name nor id were specified."
                : topic.name() == null ? "Duplicate topic id." : "Duplicate topic name.";
        return result(topic, Errors.INVALID_REQUEST, what);
    }

    /** @param namings how often each topic is named, by its name or its id @return empty where it has been answered already */
    private Optional<DeletableTopicResult> delete(DeleteTopicState topic, Map<Uuid, Integer> namings, Decision.Draft draft) {
        boolean byName = topic.name() != null;
        boolean byId = !topic.topicId().equals(Uuid.ZERO_UUID);
        if (byName == byId) {
            return Optional.of(result(topic, Errors.INVALID_REQUEST, byName
                    ? "You may not specify both topic name and topic id." : "Neither topic name nor id were specified."));
        }
        Optional<TopicImage> image = image(topic);
        if (image.isEmpty()) {
            Errors error = byName ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID;
            return Optional.of(result(topic, error, error.message()));
        }
        return namings.get(image.get().id()) == 1 ? Optional.of(delete(image.get(), draft)) : namedTwice(image.get(), namings);
    }

    /** Once by its name and once by its id: answered once, and not deleted. */
    private static Optional<DeletableTopicResult> namedTwice(TopicImage topic, Map<Uuid, Integer> namings) {
        boolean first = namings.put(topic.id(), 0) > 0;
        return first ? Optional.of(new DeletableTopicResult().setName(topic.name()).setTopicId(topic.id())
                .setErrorCode(Errors.INVALID_REQUEST.code())
                .setErrorMessage("The provided topic name maps to an ID that was already supplied.")) : Optional.empty();
    }

    private DeletableTopicResult delete(TopicImage topic, Decision.Draft draft) {
        if (!ground.quota().take(topic.partitions().size())) {
            return new DeletableTopicResult().setName(topic.name()).setTopicId(topic.id())
                    .setErrorCode(Ground.THROTTLED.error().code()).setErrorMessage(Ground.THROTTLED.message());
        }
        draft.write(List.of(MetadataRecord.of(new RemoveTopicRecord().setTopicId(topic.id()))),
                new Event.TopicDeleted(topic.name(), topic.id().toString()));
        return new DeletableTopicResult().setName(topic.name()).setTopicId(topic.id());
    }

    private static DeletableTopicResult result(DeleteTopicState topic, Errors error, String message) {
        return new DeletableTopicResult()
                .setName(topic.name())
                .setTopicId(topic.topicId())
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }
}
