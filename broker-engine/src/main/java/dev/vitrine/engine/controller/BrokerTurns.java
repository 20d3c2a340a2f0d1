package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;

/**
 * What the coming and going of a broker means: for itself, and for the partitions that it has a part in. Who goes is in sync with nothing any more,
 * and what it led gets another leader, or none; who comes leads what nobody led.
 *
 * <pre>
 *                    register                     unfenced
 *   (unregistered) ───────────▶ FENCED ◀────────────────────────▶ UNFENCED
 *         ▲                     ▲   ▲     fenced                    │
 *         │ unregistered        │   └──── restarted ────────────────┤
 *         └── from any          │                                   ▼ shuttingDown
 *                               └───────── fenced ─────── CONTROLLED SHUTDOWN
 * </pre>
 */
final class BrokerTurns {

    /** {@link BrokerRegistrationChangeRecord}'s words. */
    private static final byte FENCE = 1;
    private static final byte UNFENCE = -1;
    private static final byte SHUTTING_DOWN = 1;

    private final Ground ground;

    BrokerTurns(Ground ground) {
        this.ground = ground;
    }

    /** It is not counted on any more. */
    List<MetadataRecord> fenced(BrokerImage broker) {
        List<MetadataRecord> records = new ArrayList<>(leaves(broker.id()));
        records.add(MetadataRecord.of(of(broker).setFenced(FENCE)));
        return records;
    }

    /** It is counted on again. */
    List<MetadataRecord> unfenced(BrokerImage broker) {
        List<MetadataRecord> records = new ArrayList<>();
        records.add(MetadataRecord.of(of(broker).setFenced(UNFENCE)));
        records.addAll(changes(partition -> !partition.hasLeader(),
                id -> id == broker.id() || ground.image().isActive(id), change -> change));
        return records;
    }

    /** It wants to stop, and gives away what it leads first. */
    List<MetadataRecord> shuttingDown(BrokerImage broker) {
        List<MetadataRecord> records = new ArrayList<>();
        if (!broker.shuttingDown()) {
            records.add(MetadataRecord.of(of(broker).setInControlledShutdown(SHUTTING_DOWN)));
        }
        records.addAll(leaves(broker.id()));
        return records;
    }

    List<MetadataRecord> unregistered(BrokerImage broker) {
        List<MetadataRecord> records = new ArrayList<>(leaves(broker.id()));
        records.addAll(changes(partition -> partition.eligible().replicas().contains(broker.id()),
                id -> id != broker.id() && ground.image().isActive(id), change -> change));
        records.add(MetadataRecord.of(new UnregisterBrokerRecord().setBrokerId(broker.id()).setBrokerEpoch(broker.epoch())));
        return records;
    }

    /** Another life of it begins. @param clean whether the one before ended so that nothing can be lost; who may have lost something is not eligible */
    List<MetadataRecord> restarted(int broker, boolean clean) {
        if (clean) {
            return leaves(broker);
        }
        IntPredicate others = id -> id != broker && ground.image().isActive(id);
        List<MetadataRecord> records = new ArrayList<>(changes(partition -> partition.inSync().contains(broker), others,
                change -> change.crashed(broker), broker));
        records.addAll(changes(partition -> partition.eligible().replicas().contains(broker), others, change -> change.crashed(broker), broker));
        return records;
    }

    /**
     * Its data folder is another one now, be it that somebody has replaced the disk: so are those of all its replicas (KIP-858). Kafka's brokers, which may
     * have many, assign them one by one; here a broker has one, and registering it says all.
     */
    List<MetadataRecord> movedTo(int broker, List<Uuid> folders) {
        boolean another = folders.size() == 1
                && ground.image().broker(broker).filter(known -> !known.folder().equals(folders.getFirst())).isPresent();
        List<MetadataRecord> records = new ArrayList<>();
        if (another) {
            ground.image().topics().values().forEach(topic -> topic.partitions().stream()
                    .filter(partition -> partition.replicas().contains(broker))
                    .forEach(partition -> records.add(MetadataRecord.of(new PartitionChangeRecord().setTopicId(topic.id()).setPartitionId(partition.index())
                            .setDirectories(partition.replicas().stream()
                                    .map(replica -> replica == broker ? folders.getFirst() : ground.image().folders(List.of(replica)).getFirst()).toList())))));
        }
        return records;
    }

    private List<MetadataRecord> leaves(int broker) {
        return changes(partition -> partition.inSync().contains(broker), id -> id != broker && ground.image().isActive(id), change -> change, broker);
    }

    private static BrokerRegistrationChangeRecord of(BrokerImage broker) {
        return new BrokerRegistrationChangeRecord().setBrokerId(broker.id()).setBrokerEpoch(broker.epoch());
    }

    private List<MetadataRecord> changes(
            Predicate<PartitionImage> which, IntPredicate mayLead, UnaryOperator<PartitionChange> how, Integer... gone) {
        List<MetadataRecord> records = new ArrayList<>();
        for (TopicImage topic : ground.image().topics().values()) {
            for (PartitionImage partition : topic.partitions()) {
                if (which.test(partition)) {
                    PartitionChange change = ground.change(topic, partition, mayLead)
                            .electing(ground.election(topic))
                            .inSync(PartitionChange.without(partition.inSync(), List.of(gone)));
                    how.apply(change).record().ifPresent(records::add);
                }
            }
        }
        return records;
    }
}
