package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.ClusterImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.AllocateProducerIdsRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntityData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.EntryData;
import org.apache.kafka.common.message.AlterClientQuotasRequestData.OpData;
import org.junit.jupiter.api.Test;

/** An image written down as records, as a snapshot holds them. */
class ImageRecordsTest {

    private final List<ClusterImage> images = new ArrayList<>();
    private final ImageReplay replay = new ImageReplay(ClusterImage.empty("cluster", 1), images::add);
    private final ClusterFixture cluster = ClusterFixture.withEligibleReplicas(3, Map.of("min.insync.replicas", "2"));

    @Test
    void an_image_read_from_its_own_records_is_the_same() {
        cluster.create("settings", 3, Map.of("retention.ms", "1000"));
        cluster.createOn("orders", List.of(List.of(1, 2, 3), List.of(2, 3, 1)), Map.of());
        cluster.decide(ground -> new AlterClientQuotas(ground).decide(quota()));
        cluster.decide(ground -> new AllocateProducerIds(ground).decide(new AllocateProducerIdsRequestData()
                .setBrokerId(1).setBrokerEpoch(cluster.image().broker(1).orElseThrow().epoch())));
        cluster.heartbeat(2, false, true);
        cluster.silence(1);
        cluster.silence(3);
        ClusterImage image = cluster.image();

        MetadataRecordCodec codec = new MetadataRecordCodec();
        ImageRecords.of(image).forEach(record -> replay.replay(ByteBuffer.wrap(codec.encode(record).value())));
        replay.settled(77);
        ClusterImage again = images.getLast();

        assertThat(again.brokers()).containsExactlyElementsOf(image.brokers());
        assertThat(again.topics()).isEqualTo(image.topics());
        assertThat(again.topicConfigs("settings")).isEqualTo(image.topicConfigs("settings"));
        assertThat(again.settledFeatures()).isEqualTo(image.settledFeatures());
        assertThat(again.quotas()).isEqualTo(image.quotas()).isNotEmpty();
        assertThat(again.nextProducerId()).isEqualTo(image.nextProducerId()).isPositive();
        assertThat(again.version()).isEqualTo(77);
        assertThat(replay.snapshot()).hasSameSizeAs(ImageRecords.of(image));
        assertThat(again.topic("orders").orElseThrow().partitions()).anySatisfy(
                partition -> assertThat(partition.eligible().replicas()).isNotEmpty());
    }

    @Test
    void what_is_no_news_for_the_image_moves_it_on_all_the_same() {
        replay.settled(7);
        replay.controller(3);
        replay.controller(3);

        assertThat(images).hasSize(2);
        assertThat(images.getFirst().version()).isEqualTo(7);
        assertThat(images.getLast().controllerId()).isEqualTo(3);
        replay.reset();
        replay.settled(9);
        assertThat(images.getLast().controllerId()).isEqualTo(3);
    }

    private static AlterClientQuotasRequestData quota() {
        EntryData entry = new EntryData();
        entry.entity().add(new EntityData().setEntityType("client-id").setEntityName("reader"));
        entry.ops().add(new OpData().setKey("consumer_byte_rate").setValue(1000));
        AlterClientQuotasRequestData request = new AlterClientQuotasRequestData();
        request.entries().add(entry);
        return request;
    }
}
