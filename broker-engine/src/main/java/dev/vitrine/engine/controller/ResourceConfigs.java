package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ConfigRules;
import dev.vitrine.engine.metadata.KafkaDefinitions;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.metadata.ClearElrRecord;
import org.apache.kafka.common.protocol.Errors;

/** What AlterConfigs and IncrementalAlterConfigs have in common: whether a resource may get its new settings, and the records that say so. */
final class ResourceConfigs {

    static final Refusal REPEATED_RESOURCE = new Refusal(Errors.INVALID_REQUEST, "Each resource must appear at most once.");
    static final Refusal REPEATED_KEY = new Refusal(Errors.INVALID_REQUEST, "Error due to duplicate config keys");

    private static final int LONGEST_VALUE = Short.MAX_VALUE;

    private final Ground ground;
    private final int broker;
    private final ConfigRules rules;

    /** @param broker the one that was asked: only it takes settings of its own */
    ResourceConfigs(Ground ground, int broker) {
        this.ground = ground;
        this.broker = broker;
        this.rules = new ConfigRules(ground.image(), ground.settings());
    }

    /** One resource of a request, and why it stays as it is; empty where it doesn't. */
    record Judged<R>(R resource, Optional<Refusal> refusal) {

        short errorCode() {
            return refusal.map(Refusal::error).orElse(Errors.NONE).code();
        }

        /** Null for none. */
        String message() {
            return refusal.map(Refusal::message).orElse(null);
        }
    }

    /** Each resource stands for itself; one that is named more than once is refused each time. @param key tells resources apart */
    static <R> List<Judged<R>> each(Collection<R> resources, Function<R, List<Object>> key, Function<R, Optional<Refusal>> judge) {
        Map<List<Object>, Integer> times = new HashMap<>();
        resources.forEach(resource -> times.merge(key.apply(resource), 1, Integer::sum));
        return resources.stream().map(resource -> new Judged<>(resource,
                times.get(key.apply(resource)) > 1 ? Optional.of(REPEATED_RESOURCE) : judge.apply(resource))).toList();
    }

    static Optional<Refusal> typeRefusal(byte type) {
        return Type.forId(type) == Type.UNKNOWN ? refuse(Errors.INVALID_REQUEST, "Unknown resource type " + type) : Optional.empty();
    }

    Map<String, String> before(ConfigResource resource) {
        return ground.image().configs(resource);
    }

    /** Why nobody may change settings of this resource here. */
    Optional<Refusal> resourceRefusal(ConfigResource resource) {
        return rules.nameRefusal(resource).or(() ->
                resource.type() == Type.BROKER && !resource.isDefault() ? brokerRefusal(resource.name()) : Optional.empty());
    }

    private Optional<Refusal> brokerRefusal(String name) {
        int id;
        try {
            id = Integer.parseInt(name);
        } catch (NumberFormatException notANumber) {
            return refuse(Errors.INVALID_REQUEST, "Node id must be an integer, but it is: " + name);
        }
        return id == broker ? Optional.empty()
                : refuse(Errors.INVALID_REQUEST, "Unexpected broker id, expected " + broker + ", but received " + name);
    }

    /** Why the resource may not have {@code next}. */
    Optional<Refusal> refusal(ConfigResource resource, Map<String, String> next) {
        return rules.refusal(resource, before(resource), next)
                .or(() -> existenceRefusal(resource))
                .or(() -> eligibleReplicasRefusal(resource, next))
                .or(() -> lengthRefusal(next));
    }

    private Optional<Refusal> existenceRefusal(ConfigResource resource) {
        return resource.type() != Type.TOPIC || ground.image().topic(resource.name()).isPresent() ? Optional.empty()
                : refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, "The topic '" + resource.name() + "' does not exist.");
    }

    /** With eligible leader replicas on (KIP-966), min.insync.replicas is one for the whole cluster. */
    private Optional<Refusal> eligibleReplicasRefusal(ConfigResource resource, Map<String, String> next) {
        if (resource.type() != Type.BROKER || !ground.image().features().containsKey(Ground.ELIGIBLE_LEADER_REPLICAS)) {
            return Optional.empty();
        }
        if (resource.isDefault()) {
            return before(resource).containsKey(Ground.MIN_IN_SYNC) && !next.containsKey(Ground.MIN_IN_SYNC)
                    ? refuse(Errors.INVALID_CONFIG, "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.")
                    : Optional.empty();
        }
        return next.containsKey(Ground.MIN_IN_SYNC)
                ? refuse(Errors.INVALID_CONFIG, "Broker-level min.insync.replicas cannot be altered while ELR is enabled.")
                : Optional.empty();
    }

    private static Optional<Refusal> lengthRefusal(Map<String, String> next) {
        return next.values().stream().anyMatch(value -> value.length() > LONGEST_VALUE)
                ? refuse(Errors.INVALID_CONFIG,
                        "The configuration value cannot be added because it exceeds the maximum value size of " + LONGEST_VALUE + " bytes.")
                : Optional.empty();
    }

    /** Writes what differs between the settings there are and {@code next}. */
    void write(ConfigResource resource, Map<String, String> next, Decision.Draft draft) {
        Map<String, String> before = before(resource);
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(next.keySet());
        keys.removeIf(key -> Objects.equals(before.get(key), next.get(key)));
        if (keys.isEmpty()) {
            return;
        }
        List<MetadataRecord> records = new ArrayList<>();
        Map<String, Optional<String>> values = new TreeMap<>();
        for (String key : keys) {
            records.add(TopicRecords.config(resource, key, next.get(key)));
            values.put(key, Optional.ofNullable(next.get(key)).map(value -> shown(resource, key, value)));
        }
        if (keys.contains(Ground.MIN_IN_SYNC) && ground.image().features().containsKey(Ground.ELIGIBLE_LEADER_REPLICAS)) {
            records.add(MetadataRecord.of(new ClearElrRecord().setTopicName(resource.type() == Type.TOPIC ? resource.name() : "")));
        }
        draft.write(records, new Event.ConfigChanged(words(resource), values));
    }

    private static String shown(ConfigResource resource, String key, String value) {
        return KafkaDefinitions.isSensitive(resource.type(), key) ? "[hidden]" : value;
    }

    private static String words(ConfigResource resource) {
        return switch (resource.type()) {
            case TOPIC -> "topic " + resource.name();
            case BROKER -> resource.isDefault() ? "all brokers" : "broker " + resource.name();
            case GROUP -> "group " + resource.name();
            default -> "client metrics " + resource.name();
        };
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
