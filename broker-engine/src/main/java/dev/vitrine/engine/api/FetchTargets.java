package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;

/** What a fetch names: topics by their names, since v13 by their ids (KIP-516). */
record FetchTargets(MetadataCache metadata) {

    static final short TOPIC_IDS = 13;

    /** A partition named twice is fetched once, as it was named last. */
    List<FetchTarget> named(short version, FetchRequestData request) {
        Map<TopicIdPartition, FetchTarget> targets = new LinkedHashMap<>();
        request.topics().forEach(topic -> {
            Optional<String> name = version < TOPIC_IDS ? Optional.of(topic.topic()) : nameOf(topic.topicId());
            topic.partitions().stream().map(asked -> FetchTarget.of(name, topic.topicId(), asked)).forEach(target -> targets.put(target.key(), target));
        });
        return List.copyOf(targets.values());
    }

    List<TopicIdPartition> forgotten(short version, FetchRequestData request) {
        List<TopicIdPartition> keys = new ArrayList<>();
        request.forgottenTopicsData().forEach(topic -> {
            String name = version < TOPIC_IDS ? topic.topic() : null;
            topic.partitions().forEach(partition -> keys.add(new TopicIdPartition(topic.topicId(), partition, name)));
        });
        return keys;
    }

    /** Looked up anew with each fetch: a topic may have been deleted since, and made again under another id. */
    FetchTarget known(FetchTarget target) {
        return target.named(nameOf(target.topicId()));
    }

    private Optional<String> nameOf(Uuid topicId) {
        return metadata.image().topic(topicId).map(TopicImage::name);
    }
}
