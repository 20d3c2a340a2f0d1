package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.messages.Consumers;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.KeptReader;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of the cluster that is looked at: real ones, and of a recording what reads the records that were kept. */
public final class SourceClients {

    private SourceClients() {}

    public static Consumers consumers(ClusterSource source) {
        return source instanceof ReplaySource recording ? consumers(recording, () -> recording.session().pictures().getLast()) : settings -> {
            Map<String, Object> all = source.clientProperties("messages");
            all.putAll(settings);
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        };
    }

    /** @param moment of a recording that is looked at: no records are there that came later; elsewhere it is always now */
    public static Consumers consumers(ClusterSource source, Supplier<ClusterSnapshot> moment) {
        return source instanceof ReplaySource ? _ -> new KeptReader(source, moment) : consumers(source);
    }
}
