package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.FeatureRange;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.quota.MutationQuota;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** A controller's shard without log, thread or clock: decisions are made and replayed at once, through the codec. */
final class ClusterFixture {

    final Random random = new Random(42);
    private final MetadataRecordCodec codec = new MetadataRecordCodec();
    final ControllerOptions options;
    private long ids = 1;
    long now = 1_700_000_000_000L;
    final Sessions sessions = new Sessions(9_000);
    MetadataShard shard = new MetadataShard(ClusterImage.empty("cluster", 1), sessions, (loaded, at) -> Outcome.nothing());
    List<MetadataRecord> records = List.of();
    List<Event> events = List.of();

    private ClusterFixture(Map<String, String> settings, Map<String, Short> features) {
        this.options = new ControllerOptions(BrokerSettings.of(settings), features,
                features.keySet().stream().collect(Collectors.toMap(name -> name, name -> new FeatureRange((short) 0, features.get(name)))),
                () -> new Uuid(7, ids++), random);
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

    /** With so many brokers from 1 on, and eligible leader replicas (KIP-966). */
    static ClusterFixture withEligibleReplicas(int brokers, Map<String, String> settings) {
        ClusterFixture fixture = empty(settings, Map.of("metadata.version", (short) 30, "eligible.leader.replicas.version", (short) 1));
        for (int broker = 1; broker <= brokers; broker++) {
            fixture.register(broker, Optional.empty());
        }
        return fixture;
    }

    /** Lets a broker in, and has it unfenced. */
    ClusterImage register(int broker, Optional<String> rack) {
        records = new ArrayList<>();
        List<MetadataRecord> both = new ArrayList<>();
        List<Event> told = new ArrayList<>();
        registered(incarnation(broker, rack, -1));
        both.addAll(records);
        told.addAll(events);
        heartbeat(broker, false, false);
        both.addAll(records);
        told.addAll(events);
        records = both;
        events = told;
        return image();
    }

    BrokerRegistrationRequestData incarnation(int broker, Optional<String> rack, long previousEpoch) {
        return new Incarnation(broker, "cluster", new Uuid(8, ids++), List.of(new Endpoint("PLAINTEXT", "localhost", 9091 + broker)), rack,
                options.supported(), new Uuid(9, broker), previousEpoch).registration();
    }

    BrokerRegistrationResponseData registered(BrokerRegistrationRequestData request) {
        return decide(ground -> new RegisterBroker(ground, options.features(), sessions, now).decide(request, () -> shard.nextBrokerEpoch(0)));
    }

    BrokerHeartbeatResponseData heartbeat(int broker, boolean wantFence, boolean wantShutDown) {
        long version = image().version();
        BrokerHeartbeatRequestData request = new BrokerHeartbeatRequestData().setBrokerId(broker)
                .setBrokerEpoch(image().broker(broker).orElseThrow().epoch()).setCurrentMetadataOffset(version - 1)
                .setWantFence(wantFence).setWantShutDown(wantShutDown);
        return decide(ground -> new Heartbeat(ground, sessions, version, now).decide(request));
    }

    /** Nothing is heard of this broker, while the others are there, until it is fenced. */
    void silence(int broker) {
        for (int i = 0; i < 5 && !image().broker(broker).orElseThrow().fenced(); i++) {
            now += 2_000;
            image().alive().stream().map(BrokerImage::id).filter(id -> id != broker).forEach(id -> heartbeat(id, false, false));
            decide(ground -> new Chores(ground).fenceSilent(sessions, now));
        }
    }

    PartitionImage partition(String topic, int index) {
        return topic(topic).partition(index).orElseThrow();
    }

    <T> T decide(Function<Ground, Decision<T>> question) {
        return apply(question.apply(new Ground(image(), options.settings(), options.newId(), random, MutationQuota.UNLIMITED)));
    }

    <T> T apply(Decision<T> decision) {
        records = decision.records();
        events = new ArrayList<>(decision.events());
        events.addAll(ChangeEvents.of(decision, shard));
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

    /** Makes a topic with these replicas. */
    void createOn(String name, List<List<Integer>> replicas, Map<String, String> configs) {
        CreatableTopic topic = topic(name, -1, -1, configs);
        for (int index = 0; index < replicas.size(); index++) {
            topic.assignments().add(new CreatableReplicaAssignment().setPartitionIndex(index).setBrokerIds(replicas.get(index)));
        }
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(topic);
        decide(ground -> new CreateTopics(ground, false).decide(request)).topics().forEach(made -> assertThat(made.errorMessage()).isNull());
    }

    void set(String topic, String key, String value) {
        AlterConfigsResource resource =
                new AlterConfigsResource().setResourceType(ConfigResource.Type.TOPIC.id()).setResourceName(topic);
        resource.configs().add(new AlterableConfig().setName(key).setValue(value));
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(resource);
        decide(ground -> new IncrementalAlterConfigs(ground, 1).decide(request)).responses()
                .forEach(response -> assertThat(response.errorMessage()).isNull());
    }

    /** The leader says who is in sync. */
    Errors inSync(String topic, int index, List<Integer> inSync) {
        PartitionImage partition = partition(topic, index);
        AlterPartitionRequestData.TopicData asked = new AlterPartitionRequestData.TopicData().setTopicId(topic(topic).id());
        asked.partitions().add(new AlterPartitionRequestData.PartitionData().setPartitionIndex(index).setLeaderEpoch(partition.leaderEpoch())
                .setPartitionEpoch(partition.partitionEpoch())
                .setNewIsrWithEpochs(inSync.stream().map(id -> new AlterPartitionRequestData.BrokerState().setBrokerId(id)).toList()));
        AlterPartitionRequestData request = new AlterPartitionRequestData().setBrokerId(partition.leader())
                .setBrokerEpoch(image().broker(partition.leader()).orElseThrow().epoch());
        request.topics().add(asked);
        return Errors.forCode(decide(ground -> new AlterPartition(ground, (short) 3).decide(request))
                .topics().getFirst().partitions().getFirst().errorCode());
    }

    Map<String, Errors> createAutomatically(Set<String> names) {
        CreateTopicsRequestData request = new AutomaticTopics(options.settings()).request(names, 1000);
        return AutomaticTopics.outcomes(decide(ground -> new CreateTopics(ground, true).decide(request)));
    }

    static CreatableTopic topic(String name, int partitions, int replicas, Map<String, String> configs) {
        CreatableTopic topic = new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) replicas);
        configs.forEach((key, value) -> topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        return topic;
    }
}
