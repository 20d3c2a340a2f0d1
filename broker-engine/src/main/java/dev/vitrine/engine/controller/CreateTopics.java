package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ConfigRules;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicSettings;
import dev.vitrine.engine.observe.Event;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.Errors;

/** Makes topics. Each topic of a request stands for itself: one that can't be made doesn't keep the others from it. */
final class CreateTopics {

    /** Kafka's limit: more partitions would be too large a batch of the metadata log. */
    private static final int MOST_PARTITIONS = 10_000;

    private static final Refusal TOO_MANY =
            new Refusal(Errors.POLICY_VIOLATION, "Excessively large number of partitions per request.");
    private static final Refusal REPEATED = new Refusal(Errors.INVALID_REQUEST, "Duplicate topic name.");

    private final Ground ground;
    private final TopicPlacement placement;
    private final boolean automatic;

    /** @param automatic true where no person asked for these topics */
    CreateTopics(Ground ground, boolean automatic) {
        this.ground = ground;
        this.placement = new TopicPlacement(ground);
        this.automatic = automatic;
    }

    Decision<CreateTopicsResponseData> decide(CreateTopicsRequestData request) {
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        Decision.Draft draft = new Decision.Draft();
        boolean tooMany = request.topics().stream().mapToLong(placement::partitions).sum() > MOST_PARTITIONS;
        Set<String> repeated = repeated(request);
        for (CreatableTopic topic : request.topics()) {
            if (!repeated.contains(topic.name())) {
                response.topics().add(tooMany ? refused(topic.name(), TOO_MANY) : create(topic, request.validateOnly(), draft));
            }
        }
        repeated.forEach(name -> response.topics().add(refused(name, REPEATED)));
        return draft.decide(response);
    }

    /** Whether nothing is to be made, since each topic is named twice: then there is nothing to take time either. */
    static boolean asksNothing(CreateTopicsRequestData request) {
        Set<String> repeated = repeated(request);
        return request.topics().stream().allMatch(topic -> repeated.contains(topic.name()));
    }

    private static Set<String> repeated(CreateTopicsRequestData request) {
        Set<String> names = new HashSet<>();
        Set<String> repeated = new LinkedHashSet<>();
        request.topics().forEach(topic -> {
            if (!names.add(topic.name())) {
                repeated.add(topic.name());
            }
        });
        return repeated;
    }

    private CreatableTopicResult create(CreatableTopic topic, boolean validateOnly, Decision.Draft draft) {
        Map<String, String> configs = new TreeMap<>();
        for (CreatableTopicConfig config : topic.configs()) {
            configs.put(config.name(), config.value());
        }
        Optional<Refusal> refusal = nameRefusal(topic.name()).or(() -> configRefusal(topic.name(), configs));
        if (refusal.isPresent()) {
            return refused(topic.name(), refusal.get());
        }
        return switch (placement.of(topic)) {
            case TopicPlacement.Placed.Refused(Refusal why) -> refused(topic.name(), why);
            case TopicPlacement.Placed.At(List<List<Integer>> partitions) when !ground.quota().take(partitions.size()) ->
                    refused(topic.name(), Ground.THROTTLED);
            case TopicPlacement.Placed.At(List<List<Integer>> partitions) -> {
                Uuid id = ground.newId().get();
                if (!validateOnly) {
                    draft.write(TopicRecords.topic(topic.name(), id, partitions, configs, ground.image()),
                            new Event.TopicCreated(topic.name(), id.toString(), partitions.size(), automatic));
                }
                yield created(topic.name(), id, partitions, configs);
            }
        };
    }

    private Optional<Refusal> nameRefusal(String name) {
        if (name.equals(Topic.CLUSTER_METADATA_TOPIC_NAME)) {
            return Optional.of(new Refusal(Errors.INVALID_REQUEST, "Creation of internal topic __cluster_metadata is prohibited."));
        }
        return TopicNames.refusal(name, ground.image());
    }

    private Optional<Refusal> configRefusal(String name, Map<String, String> configs) {
        if (configs.isEmpty()) {
            return Optional.empty();
        }
        return new ConfigRules(ground.image(), ground.settings())
                .refusal(new ConfigResource(ConfigResource.Type.TOPIC, name), Map.of(), configs);
    }

    private static CreatableTopicResult refused(String name, Refusal why) {
        return new CreatableTopicResult().setName(name).setErrorCode(why.error().code()).setErrorMessage(why.message());
    }

    private CreatableTopicResult created(String name, Uuid id, List<List<Integer>> partitions, Map<String, String> configs) {
        CreatableTopicResult result = new CreatableTopicResult()
                .setName(name)
                .setTopicId(id)
                .setErrorMessage(null)
                .setNumPartitions(partitions.size())
                .setReplicationFactor((short) partitions.getFirst().size());
        TopicSettings settings = TopicSettings.of(configs, ground.image(), ground.image().controllerId(), ground.settings());
        settings.all().forEach(setting -> result.configs().add(new CreatableTopicConfigs()
                .setName(setting.name())
                .setValue(setting.text())
                .setReadOnly(false)
                .setConfigSource(setting.source().id())
                .setIsSensitive(false)));
        return result;
    }
}
