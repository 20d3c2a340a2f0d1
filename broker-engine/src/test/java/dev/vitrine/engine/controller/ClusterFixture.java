package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.quota.MutationQuota;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.protocol.ApiMessage;

/** A controller's shard without log, thread or clock: decisions are made and replayed at once, through the codec. */
final class ClusterFixture {

    final Random random = new Random(42);
    private final MetadataRecordCodec codec = new MetadataRecordCodec();
    private final ControllerOptions options;
    private long ids = 1;
    MetadataShard shard = new MetadataShard(ClusterImage.empty("cluster", 1));
    List<MetadataRecord> records = List.of();
    List<Event> events = List.of();

    private ClusterFixture(Map<String, String> settings, Map<String, Short> features) {
        this.options = new ControllerOptions(BrokerSettings.of(settings), features, () -> new Uuid(7, ids++), random);
    }

    /** With one broker, number 1. */
    static ClusterFixture ofOne(Map<String, String> settings) {
        ClusterFixture fixture = empty(settings, Map.of("metadata.version", (short) 30));
        fixture.register(1, Optional.empty());
        return fixture;
    }

    static ClusterFixture ofOne() {
        return ofOne(Map.of());
    }

    /** With brokers from 1 on, each in the rack that stands at its place; an empty name is none. */
    static ClusterFixture of(String... racks) {
        ClusterFixture fixture = empty(Map.of(), Map.of());
        for (int i = 0; i < racks.length; i++) {
            fixture.register(i + 1, racks[i].isEmpty() ? Optional.empty() : Optional.of(racks[i]));
        }
        return fixture;
    }

    static ClusterFixture empty(Map<String, String> settings, Map<String, Short> features) {
        return new ClusterFixture(settings, features);
    }

    ClusterImage register(int broker, Optional<String> rack) {
        BrokerImage image = new BrokerImage(broker, rack, List.of(new Endpoint("PLAINTEXT", "localhost", 9091 + broker)));
        return apply(new RegisterBroker(shard, options).decide(image));
    }

    <T> T decide(Function<Ground, Decision<T>> question) {
        return apply(question.apply(new Ground(image(), options.settings(), options.newId(), random, MutationQuota.UNLIMITED)));
    }

    <T> T apply(Decision<T> decision) {
        records = decision.records();
        events = decision.events();
        for (MetadataRecord record : records) {
            KeyValue stored = codec.encode(record);
            shard.replay(codec.decode(ByteBuffer.wrap(stored.key()), ByteBuffer.wrap(stored.value())).orElseThrow());
        }
        return decision.reply();
    }

    ClusterImage image() {
        return shard.image();
    }

    TopicImage topic(String name) {
        return image().topic(name).orElseThrow();
    }

    List<ApiMessage> messages() {
        return new ArrayList<>(records.stream().map(MetadataRecord::message).toList());
    }

    /** Makes a topic that is sure to be made. */
    void create(String name, int partitions, Map<String, String> configs) {
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(topic(name, partitions, -1, configs));
        decide(ground -> new CreateTopics(ground, false).decide(request)).topics()
                .forEach(topic -> assertThat(topic.errorMessage()).isNull());
    }

    static CreatableTopic topic(String name, int partitions, int replicas, Map<String, String> configs) {
        CreatableTopic topic = new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) replicas);
        configs.forEach((key, value) -> topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        return topic;
    }
}
