package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.wire.BatchFrame;
import dev.vitrine.engine.wire.BatchValidator.Validated;
import dev.vitrine.engine.wire.RecordBytes;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a produce request asks for. Of a partition that is named more than once the last batch is appended, and it is answered once; where one of
 * the namings is no batch the answer is its error, though the other is appended all the same. So does Kafka.
 *
 * @param names   every partition that is named, in that order
 * @param batches what may be appended: one whole batch each, for partitions that exist
 * @param refused what can't be: no such partition, or no batch
 */
record AskedBatches(Set<TopicIdPartition> names, Map<TopicIdPartition, ByteBuffer> batches, Map<TopicIdPartition, Errors> refused) {

    private static final short TOPIC_IDS = 13;
    /** No topic has this name: that of one whose id isn't known. */
    private static final String UNKNOWN = "";

    static AskedBatches of(ProduceRequestData request, short version, ClusterImage cluster) {
        AskedBatches asked = new AskedBatches(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (TopicProduceData topic : request.topicData()) {
            Optional<TopicImage> found = version < TOPIC_IDS ? cluster.topic(topic.name()) : cluster.topic(topic.topicId());
            String name = found.map(TopicImage::name).orElse(version < TOPIC_IDS ? topic.name() : UNKNOWN);
            Errors missing = found.isPresent() || version < TOPIC_IDS ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID;
            for (PartitionProduceData partition : topic.partitionData()) {
                boolean exists = found.flatMap(image -> image.partition(partition.index())).isPresent();
                asked.add(new TopicIdPartition(topic.topicId(), partition.index(), name), RecordBytes.of(partition),
                        exists ? Optional.empty() : Optional.of(missing), version);
            }
        }
        return asked;
    }

    private void add(TopicIdPartition name, ByteBuffer records, Optional<Errors> missing, short version) {
        names.add(name);
        missing.or(() -> BatchFrame.flaw(records, version).map(Validated.Invalid::error))
                .ifPresentOrElse(error -> refused.put(name, error), () -> batches.put(name, records));
    }
}
