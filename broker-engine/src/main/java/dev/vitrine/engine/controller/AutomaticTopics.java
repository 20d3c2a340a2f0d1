package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.RawTaggedField;

/** How a broker asks for topics because somebody uses them; one that is there already is no error. */
final class AutomaticTopics {

    /** Says so in the request itself: whoever makes a topic tells observers whether somebody asked for it. */
    private static final RawTaggedField AUTOMATIC = new RawTaggedField(9_093, new byte[0]);

    private final InternalTopics internal;

    AutomaticTopics(BrokerSettings settings) {
        this.internal = new InternalTopics(settings);
    }

    CreateTopicsRequestData request(Set<String> names, int timeoutMs) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(timeoutMs);
        names.forEach(name -> request.topics().add(internal.creatable(name)));
        request.unknownTaggedFields().add(AUTOMATIC);
        return request;
    }

    static boolean are(CreateTopicsRequestData request) {
        return request.unknownTaggedFields().stream().anyMatch(field -> field.tag() == AUTOMATIC.tag());
    }

    static Map<String, Errors> outcomes(CreateTopicsResponseData answer) {
        Map<String, Errors> outcomes = new TreeMap<>();
        answer.topics().forEach(topic -> {
            Errors error = Errors.forCode(topic.errorCode());
            outcomes.put(topic.name(), error == Errors.TOPIC_ALREADY_EXISTS ? Errors.NONE : error);
        });
        return outcomes;
    }
}
