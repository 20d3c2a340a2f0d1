package dev.vitrine.app.model.topics;

import static dev.vitrine.app.model.words.Answers.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What can be done to topics, through Kafka's Admin. Every call blocks for the broker's answer, at most half a minute: not for the toolkit's thread. */
public final class TopicActions {

    private final Supplier<Admin> admin;

    public TopicActions(Supplier<Admin> admin) {
        this.admin = admin;
    }

    /** @throws Exception the broker's refusal */
    public void create(TopicDraft draft) throws Exception {
        NewTopic topic = new NewTopic(draft.name(), Optional.of(draft.partitions()),
                draft.replication() < 0 ? Optional.empty() : Optional.of(draft.replication())).configs(draft.configs());
        await(admin.get().createTopics(List.of(topic)).all());
    }

    public void delete(String topic) throws Exception {
        await(admin.get().deleteTopics(List.of(topic)).all());
    }

    public void grow(String topic, int partitions) throws Exception {
        await(admin.get().createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
    }

    /** Deletes records from the beginning of partitions up to these offsets. */
    public void purge(Map<TopicPartition, Long> firstToStay) throws Exception {
        Map<TopicPartition, RecordsToDelete> targets = new HashMap<>();
        firstToStay.forEach((partition, offset) -> targets.put(partition, RecordsToDelete.beforeOffset(offset)));
        await(admin.get().deleteRecords(targets).all());
    }

    /** All settings of a topic, with documentation and where each value comes from. */
    public List<ConfigLine> configs(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var options = new DescribeConfigsOptions().includeDocumentation(true).includeSynonyms(true);
        List<ConfigLine> lines = new ArrayList<>();
        await(admin.get().describeConfigs(List.of(resource), options).all()).get(resource).entries().forEach(e -> lines.add(ConfigLine.of(e)));
        lines.sort(java.util.Comparator.comparing(ConfigLine::name));
        return List.copyOf(lines);
    }

    /** Sets values; an empty one goes back to what the broker gives. All or nothing. */
    public void configure(String topic, Map<String, Optional<String>> changes) throws Exception {
        List<AlterConfigOp> ops = changes.entrySet().stream().map(c -> new AlterConfigOp(new ConfigEntry(c.getKey(), c.getValue().orElse(null)),
                c.getValue().isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE)).toList();
        await(admin.get().incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), ops)).all());
    }

    /** What a broker gives topics that don't say otherwise. */
    public TopicDefaults defaults(int broker) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker));
        Map<String, String> settings = new HashMap<>();
        await(admin.get().describeConfigs(List.of(resource)).all()).get(resource).entries().forEach(e -> settings.put(e.name(), e.value()));
        return TopicDefaults.of(settings);
    }
}
