package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Talk;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Requests that many scripts make. Names and ids are both filled in; the version decides which is sent. */
final class Requests {

    static final short ALL = -1;

    private Requests() {}

    /** A new topic of this script's own, its leaders known. @param configs key, value, key, value … @return its name */
    static String topic(Talk talk, String base, int partitions, String... configs) {
        String name = talk.name(base);
        CreatableTopic topic = new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) 1);
        for (int i = 0; i < configs.length; i += 2) {
            topic.configs().add(new CreatableTopicConfig().setName(configs[i]).setValue(configs[i + 1]));
        }
        CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(30_000);
        create.topics().add(topic);
        talk.ask("set-up", 7, create);
        talk.awaitTopic(name);
        return name;
    }

    static ProduceRequestData produce(int acks, TopicProduceData... topics) {
        ProduceRequestData request = new ProduceRequestData().setAcks((short) acks).setTimeoutMs(30_000);
        Arrays.stream(topics).forEach(request.topicData()::add);
        return request;
    }

    static TopicProduceData records(Talk talk, String topic, int partition, MemoryRecords records) {
        return records(topic, talk.topicId(topic), partition, records);
    }

    static TopicProduceData records(String topic, Uuid id, int partition, MemoryRecords records) {
        return new TopicProduceData().setName(topic).setTopicId(id)
                .setPartitionData(List.of(new PartitionProduceData().setIndex(partition).setRecords(records)));
    }

    /** To all replicas, one batch. */
    static ProduceRequestData produce(Talk talk, String topic, int partition, MemoryRecords records) {
        return produce(ALL, records(talk, topic, partition, records));
    }

    /** Outside a session, answered at once. */
    static FetchRequestData fetch(FetchTopic... topics) {
        return new FetchRequestData().setReplicaId(-1).setMaxWaitMs(0).setMinBytes(0).setMaxBytes(1 << 20).setSessionId(0).setSessionEpoch(-1)
                .setTopics(List.of(topics));
    }

    static FetchTopic from(Talk talk, String topic, FetchPartition... partitions) {
        return from(topic, talk.topicId(topic), partitions);
    }

    static FetchTopic from(String topic, Uuid id, FetchPartition... partitions) {
        return new FetchTopic().setTopic(topic).setTopicId(id).setPartitions(List.of(partitions));
    }

    static FetchPartition at(int partition, long offset) {
        return new FetchPartition().setPartition(partition).setFetchOffset(offset).setPartitionMaxBytes(1 << 20)
                .setCurrentLeaderEpoch(-1).setLastFetchedEpoch(-1).setLogStartOffset(-1);
    }
}
