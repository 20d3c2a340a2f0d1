package dev.vitrine.app.bench;

import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A cluster of its own with something of everything that makes a screen work hard: a topic of a thousand partitions, a record of a mebibyte, many groups. */
final class Town {

    static final String WIDE = "wide";
    static final String BIG = "big";
    static final String IDLE_GROUP = "idle-group";
    static final int PARTITIONS = 1_000;

    private static final int LARGE_VALUE = 1_000_000;

    private Town() {}

    /** Starts it. Blocks. */
    static ClusterSource open() {
        ClusterSource engine = EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral());
        try {
            fill(engine);
        } catch (Exception e) {
            engine.close();
            throw new IllegalStateException(e);
        }
        return new Crowd(engine, WIDE, 50, 20, 100);
    }

    private static void fill(ClusterSource engine) throws Exception {
        Map<String, Object> address = Map.of("bootstrap.servers", engine.bootstrap(), "client.id", "town");
        try (Admin admin = Admin.create(address)) {
            admin.createTopics(List.of(new NewTopic(WIDE, PARTITIONS, (short) 1), new NewTopic(BIG, 1, (short) 1), new NewTopic("family-topic", 3, (short) 1))).all().get();
            try (var producer = new KafkaProducer<>(address, new ByteArraySerializer(), new ByteArraySerializer())) {
                IntStream.range(0, 300).forEach(i -> producer.send(new ProducerRecord<>("family-topic", i % 3, text("k" + i), text("{\"id\":" + i + ",\"content\":\"Hi Mom!\"}"))));
                producer.send(new ProducerRecord<>(BIG, 0, text("large"), large())).get();
            }
            admin.alterConsumerGroupOffsets(IDLE_GROUP, Map.of(new TopicPartition("family-topic", 0), new OffsetAndMetadata(7))).all().get();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] large() {
        StringBuilder json = new StringBuilder("[0");
        for (int i = 1; json.length() < LARGE_VALUE - 40; i++) {
            json.append(",{\"n\":").append(i).append(",\"name\":\"somebody\"}");
        }
        return text(json.append(']').toString());
    }
}
