package dev.vitrine.engine.controller;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Makes topics because somebody uses them; one that is there already is no error. */
final class CreateAutomatically {

    private final Ground ground;

    CreateAutomatically(Ground ground) {
        this.ground = ground;
    }

    Decision<Map<String, Errors>> decide(Set<String> names) {
        InternalTopics topics = new InternalTopics(ground.settings());
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        names.forEach(name -> request.topics().add(topics.creatable(name)));
        Decision<CreateTopicsResponseData> decision = new CreateTopics(ground, true).decide(request);
        Map<String, Errors> outcomes = new TreeMap<>();
        decision.reply().topics().forEach(topic -> {
            Errors error = Errors.forCode(topic.errorCode());
            outcomes.put(topic.name(), error == Errors.TOPIC_ALREADY_EXISTS ? Errors.NONE : error);
        });
        return new Decision<>(decision.records(), outcomes, decision.events());
    }
}
