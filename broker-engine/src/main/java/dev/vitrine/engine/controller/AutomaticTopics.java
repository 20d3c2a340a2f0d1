package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** How a broker asks for topics because somebody uses them; one that is there already is no error. */
final class AutomaticTopics {

    private final InternalTopics internal;

    AutomaticTopics(BrokerSettings settings) {
        this.internal = new InternalTopics(settings);
    }

    CreateTopicsRequestData request(Set<String> names, int timeoutMs) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(timeoutMs);
        names.forEach(name -> request.topics().add(internal.creatable(name)));
        return request;
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
