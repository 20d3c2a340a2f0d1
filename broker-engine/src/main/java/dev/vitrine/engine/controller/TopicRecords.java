package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;

/** The records that a topic is made of. */
final class TopicRecords {

    private TopicRecords() {}

    /** A new topic: itself, its configurations, its partitions. */
    static List<MetadataRecord> topic(
            String name, Uuid id, List<List<Integer>> partitions, Map<String, String> configs, ClusterImage image) {
        List<MetadataRecord> records = new ArrayList<>();
        records.add(MetadataRecord.of(new TopicRecord().setName(name).setTopicId(id)));
        configs.forEach((key, value) -> records.add(config(new ConfigResource(ConfigResource.Type.TOPIC, name), key, value)));
        records.addAll(partitions(id, 0, partitions, image));
        return records;
    }

    /** New partitions from index {@code first} on. The active ones of their replicas are in sync, and the first of these leads; there is one. */
    static List<MetadataRecord> partitions(Uuid topicId, int first, List<List<Integer>> replicas, ClusterImage image) {
        List<MetadataRecord> records = new ArrayList<>();
        for (int i = 0; i < replicas.size(); i++) {
            List<Integer> inSync = replicas.get(i).stream().filter(image::isActive).toList();
            records.add(MetadataRecord.of(new PartitionRecord()
                    .setTopicId(topicId)
                    .setPartitionId(first + i)
                    .setReplicas(replicas.get(i))
                    .setIsr(inSync)
                    .setLeader(inSync.getFirst())
                    .setLeaderEpoch(0)
                    .setPartitionEpoch(0)
                    .setDirectories(image.folders(replicas.get(i)))));
        }
        return records;
    }

    /** @param value null takes the setting away */
    static MetadataRecord config(ConfigResource resource, String key, String value) {
        return MetadataRecord.of(new ConfigRecord()
                .setResourceType(resource.type().id())
                .setResourceName(resource.name())
                .setName(key)
                .setValue(value));
    }
}
