package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Partitions with one replica, led by broker 1. */
final class SoleReplica {

    private SoleReplica() {}

    static Partition of(TopicPartition name, Log log, Mailbox mailbox, VirtualTime time, Events events) {
        BrokerSettings byDefault = BrokerSettings.of(Map.of());
        Neighbours nobody = new ImageNeighbours(() -> ClusterImage.empty("", -1));
        PartitionImage image = new PartitionImage(name.partition(), List.of(1), List.of(1), 1, 0, 0);
        Partition partition = new Partition(name, image, log, 0, mailbox,
                new ReplicaSurroundings(1, ReplicationSettings.of(byDefault), nobody, proposal -> new CompletableFuture<>(),
                        new Throttles(1, byDefault, time), time, time, events));
        partition.become(image);
        return partition;
    }
}
