package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
        Namings namings = namings(asked, response);
        namings.repeatedNames().forEach(name -> response.responses().add(refused(name, Uuid.ZERO_UUID, "Duplicate topic name.")));
        namings.repeatedIds().forEach(id -> response.responses().add(refused(null, id, "Duplicate topic id.")));
        delete(namings, response, draft);
        return draft.decide(response);
    }

    /** Whether nothing is to be deleted, since each topic is named twice or not at all: then there is nothing to take time either. */
    static boolean asksNothing(DeleteTopicsRequestData request) {
        Namings namings = namings(asked(request), new DeleteTopicsResponseData());
        return namings.names().isEmpty() && namings.ids().isEmpty();
    }

    /** What was named once, and what was named more often. */
    private record Namings(Set<String> names, Set<String> repeatedNames, Set<Uuid> ids, Set<Uuid> repeatedIds) {

        private static <T> void add(T named, Set<T> once, Set<T> repeated) {
            if (repeated.contains(named) || !once.add(named)) {
                repeated.add(named);
                once.remove(named);
            }
        }
    }

    /** Sorts out what was asked; what is no name at all is refused, each by itself. */
    private static Namings namings(List<DeleteTopicState> asked, DeleteTopicsResponseData response) {
        Namings namings = new Namings(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (DeleteTopicState topic : asked) {
            boolean byName = topic.name() != null;
            boolean byId = !topic.topicId().equals(Uuid.ZERO_UUID);
            if (byName == byId) {
                response.responses().add(refused(topic.name(), topic.topicId(), byName
                        ? "You may not specify both topic name and topic id." : "Neither topic name nor id were specified."));
            } else if (byName) {
                Namings.add(topic.name(), namings.names(), namings.repeatedNames());
            } else {
                Namings.add(topic.topicId(), namings.ids(), namings.repeatedIds());
            }
        }
        return namings;
    }

    /** A topic that is named by its name and by its id is answered once, and not deleted. */
    private void delete(Namings namings, DeleteTopicsResponseData response, Decision.Draft draft) {
        Map<Uuid, TopicImage> found = new LinkedHashMap<>();
        for (Uuid id : namings.ids()) {
            ground.image().topic(id).ifPresentOrElse(topic -> found.put(id, topic),
                    () -> response.responses().add(result(null, id, Errors.UNKNOWN_TOPIC_ID, Errors.UNKNOWN_TOPIC_ID.message())));
        }
        for (String name : namings.names()) {
            Optional<TopicImage> topic = ground.image().topic(name);
            if (topic.isEmpty()) {
                response.responses().add(result(name, Uuid.ZERO_UUID, Errors.UNKNOWN_TOPIC_OR_PARTITION,
                        Errors.UNKNOWN_TOPIC_OR_PARTITION.message()));
            } else if (namings.repeatedIds().contains(topic.get().id()) || found.put(topic.get().id(), topic.get()) != null) {
                found.remove(topic.get().id());
                response.responses().add(refused(name, topic.get().id(), "The provided topic name maps to an ID that was already supplied."));
            }
        }
        found.values().forEach(topic -> response.responses().add(delete(topic, draft)));
    }

    private static List<DeleteTopicState> asked(DeleteTopicsRequestData request) {
        return request.topicNames().isEmpty()
                ? request.topics()
                : request.topicNames().stream().map(name -> new DeleteTopicState().setName(name)).toList();
    }

    private static DeletableTopicResult switchedOff(DeleteTopicState topic, short version) {
        return version < TELLS_DISABLED
                ? result(topic.name(), topic.topicId(), Errors.INVALID_REQUEST, "This version does not support topic deletion.")
                : result(topic.name(), topic.topicId(), Errors.TOPIC_DELETION_DISABLED, Errors.TOPIC_DELETION_DISABLED.message());
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

    private static DeletableTopicResult refused(String name, Uuid id, String why) {
        return result(name, id, Errors.INVALID_REQUEST, why);
    }

    private static DeletableTopicResult result(String name, Uuid id, Errors error, String message) {
        return new DeletableTopicResult()
                .setName(name)
                .setTopicId(id)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }
}
