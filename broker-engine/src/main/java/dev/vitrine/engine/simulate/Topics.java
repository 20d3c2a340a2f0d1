package dev.vitrine.engine.simulate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfigCollection;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Makes the topics that the others use, with three replicas. */
final class Topics extends Client {

    private static final short CREATE = 7;
    private static final short REPLICAS = 3;
    private static final Set<Errors> MADE = EnumSet.of(Errors.NONE, Errors.TOPIC_ALREADY_EXISTS);

    private final int partitions;
    private final Map<String, String> settings;
    private final List<String> names;
    private boolean made;

    Topics(String name, Place place, int partitions, Map<String, String> settings) {
        super(name, place);
        this.partitions = partitions;
        this.settings = settings;
        this.names = place.topics();
    }

    boolean areMade() {
        return made;
    }

    @Override
    void begin() {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        names.forEach(topic -> {
            CreatableTopicConfigCollection configs = new CreatableTopicConfigCollection();
            settings.forEach((key, value) -> configs.add(new CreatableTopicConfig().setName(key).setValue(value)));
            request.topics().add(new CreatableTopic().setName(topic).setNumPartitions(partitions).setReplicationFactor(REPLICAS).setConfigs(configs));
        });
        ask(anyBroker(), request, CREATE, CreateTopicsResponseData.class, answer -> {
            if (answer.topics().stream().allMatch(topic -> MADE.contains(Errors.forCode(topic.errorCode())))) {
                made = true;
            } else {
                again(this::begin);
            }
        }, () -> again(this::begin));
    }
}
