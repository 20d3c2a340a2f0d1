package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.messages.Consumers;
import dev.vitrine.app.source.ClusterSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Real consumers of the cluster that is looked at. */
public final class SourceClients {

    private SourceClients() {}

    public static Consumers consumers(ClusterSource source) {
        return settings -> {
            Map<String, Object> all = source.clientProperties("messages");
            all.putAll(settings);
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        };
    }
}
