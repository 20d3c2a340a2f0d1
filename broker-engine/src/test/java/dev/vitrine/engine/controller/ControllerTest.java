package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CoordinatorRuntime;
import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogOptions;
import dev.vitrine.engine.quota.MutationQuota;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** The controller with its log on a disk in memory, in time that stands still. */
class ControllerTest {

    private final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    private final MemoryDisk disk = new MemoryDisk(time::millis);
    private final List<Event> events = new ArrayList<>();
    private final List<ClusterImage> images = new ArrayList<>();
    private long ids = 1;
    private Log log;
    private CoordinatorRuntime<MetadataShard, MetadataRecord> runtime;
    private Controller controller;

    private void start() {
        Path folder = Path.of("/data/__cluster_metadata-0");
        log = Log.open(new LogOptions(folder, MetadataLog.PARTITION, MetadataLog.TOPIC_ID, MetadataLog.config(), false, 0, 0,
                86_400_000, disk, time, time, new Events(16, time::millis)));
        MetadataLog committed = new MetadataLog(log, new Mailbox("metadata", time.executor()));
        runtime = Controller.runtime(committed, ClusterImage.empty("cluster", 1),
                new Surroundings(time, time, new MemoryView(), events::add, RuntimeOptions.DEFAULT));
        ControllerOptions options = new ControllerOptions(BrokerSettings.of(Map.of("offsets.topic.replication.factor", "1")),
                Map.of("metadata.version", (short) 30), () -> new Uuid(5, ids++), new Random(1));
        controller = new Controller(runtime, options, images::add);
        runtime.load();
        time.settle();
    }

    private <T> T settled(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        time.settle();
        assertThat(future).isDone();
        return future.join();
    }

    private ClusterImage register() {
        return settled(controller.register(
                new BrokerImage(1, Optional.empty(), List.of(new Endpoint("PLAINTEXT", "localhost", 9092)))));
    }

    private static CreateTopicsRequestData orders() {
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(ClusterFixture.topic("orders", 2, 1, Map.of("retention.ms", "1000")));
        return request;
    }

    @Test
    void a_client_is_answered_when_the_new_image_has_been_taken_in_and_observers_hear_of_it_after_that() {
        start();
        register();
        List<String> order = new ArrayList<>();
        events.clear();
        controller = new Controller(runtime, new ControllerOptions(BrokerSettings.of(Map.of()), Map.of(), () -> new Uuid(6, ids++), new Random(1)),
                image -> {
                    assertThat(image.topic("orders")).isPresent();
                    assertThat(events).isEmpty();
                    order.add("image");
                });

        controller.createTopics(orders(), MutationQuota.UNLIMITED).thenAccept(response -> order.add("answer"));
        time.settle();

        assertThat(order).containsExactly("image", "answer");
        assertThat(events).hasSize(1).first().isInstanceOf(Event.TopicCreated.class);
    }

    @Test
    void what_changes_nothing_makes_no_new_image() {
        start();
        register();
        images.clear();

        settled(controller.createTopics(orders().setValidateOnly(true), MutationQuota.UNLIMITED));

        assertThat(images).isEmpty();
    }

    @Test
    void a_restart_finds_everything_again_in_the_log() {
        start();
        register();
        settled(controller.createTopics(orders(), MutationQuota.UNLIMITED));
        settled(controller.createAutomatically(Set.of("__consumer_offsets"), MutationQuota.UNLIMITED));
        long first = settled(controller.nextProducerId());
        log.close();

        start();
        ClusterImage image = register();

        assertThat(image.topics()).containsOnlyKeys("__consumer_offsets", "orders");
        assertThat(image.topicConfigs("orders")).containsExactly(Map.entry("retention.ms", "1000"));
        assertThat(image.topic("orders").orElseThrow().partitions()).hasSize(2)
                .allSatisfy(partition -> assertThat(partition.leaderEpoch()).isEqualTo(1));
        assertThat(settled(controller.nextProducerId())).isEqualTo(first + ProducerIds.BLOCK);
        assertThat(log.latestEpoch()).contains(2);
    }

    @Test
    void what_was_answered_survives_the_loss_of_power() {
        start();
        register();
        settled(controller.createTopics(orders(), MutationQuota.UNLIMITED));
        disk.losePower();

        start();

        assertThat(register().topics()).containsOnlyKeys("orders");
    }

    @Test
    void a_controller_that_has_gone_sends_clients_to_another() {
        start();
        register();
        settled(runtime.close());

        CreateTopicsResponseData response = settled(controller.createTopics(orders(), MutationQuota.UNLIMITED));

        assertThat(Errors.forCode(response.topics().find("orders").errorCode())).isEqualTo(Errors.NOT_CONTROLLER);
        assertThat(settled(controller.createAutomatically(Set.of("x"), MutationQuota.UNLIMITED))).containsEntry("x", Errors.NOT_CONTROLLER);
    }

    @Test
    void requests_that_come_together_see_each_other() {
        start();
        register();

        CompletableFuture<CreateTopicsResponseData> one = controller.createTopics(orders(), MutationQuota.UNLIMITED).toCompletableFuture();
        CompletableFuture<CreateTopicsResponseData> two = controller.createTopics(orders(), MutationQuota.UNLIMITED).toCompletableFuture();
        time.settle();

        assertThat(one.join().topics().find("orders").errorCode()).isZero();
        assertThat(Errors.forCode(two.join().topics().find("orders").errorCode())).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
    }
}
