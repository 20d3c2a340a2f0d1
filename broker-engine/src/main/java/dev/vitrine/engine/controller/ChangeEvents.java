package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metadata.BrokerRegistrationChangeRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;

/** What observers are told of records that change brokers and partitions, whichever decision they come from. */
final class ChangeEvents {

    /** More than these of one decision nobody is told of one by one: they would push everything else out of sight. */
    private static final int MOST = 1_000;

    private final ClusterImage before;
    private final ClusterImage after;
    private final String why;
    private final List<Event> events = new ArrayList<>();

    private ChangeEvents(ClusterImage before, ClusterImage after, String why) {
        this.before = before;
        this.after = after;
        this.why = why;
    }

    /** @param shard before the decision */
    static List<Event> of(Decision<?> decision, MetadataShard shard) {
        List<MetadataRecord> changes = decision.records().stream().filter(ChangeEvents::changesSomething).toList();
        if (changes.isEmpty() || decision.why().isEmpty()) {
            return List.of(); // the decision itself tells
        }
        ChangeEvents told = new ChangeEvents(shard.image(), shard.imageWith(decision.records()), decision.why());
        changes.stream().takeWhile(change -> told.events.size() < MOST).forEach(told::record);
        return told.events;
    }

    private static boolean changesSomething(MetadataRecord record) {
        return record.message() instanceof BrokerRegistrationChangeRecord || record.message() instanceof PartitionChangeRecord;
    }

    private void record(MetadataRecord record) {
        if (record.message() instanceof PartitionChangeRecord changed) {
            partition(changed);
        } else if (record.message() instanceof BrokerRegistrationChangeRecord changed) {
            broker(changed.brokerId());
        }
    }

    private void broker(int id) {
        boolean was = before.broker(id).filter(BrokerImage::fenced).isPresent();
        boolean is = after.broker(id).filter(BrokerImage::fenced).isPresent();
        if (is && !was) {
            events.add(new Event.BrokerFenced(id, why));
        } else if (was && !is) {
            events.add(new Event.BrokerUnfenced(id));
        }
    }

    private void partition(PartitionChangeRecord record) {
        Optional<TopicImage> topic = after.topic(record.topicId());
        Optional<PartitionImage> was = before.topic(record.topicId()).flatMap(known -> known.partition(record.partitionId()));
        Optional<PartitionImage> is = topic.flatMap(known -> known.partition(record.partitionId()));
        if (was.isPresent() && is.isPresent()) {
            changed(new TopicPartition(topic.get().name(), record.partitionId()), was.get(), is.get());
        }
    }

    /** Who was chosen from outside those who have everything has to say that it has recovered (KIP-704). */
    private static boolean unclean(PartitionImage was, PartitionImage is) {
        return is.hasLeader() && is.leader() != was.leader() && is.recovering() && !was.inSync().contains(is.leader());
    }

    private void changed(TopicPartition name, PartitionImage was, PartitionImage is) {
        if (is.leaderEpoch() != was.leaderEpoch()) {
            events.add(new Event.LeaderElected(name, is.leader(), is.leaderEpoch(), unclean(was, is), why));
        }
        if (!is.inSync().equals(was.inSync())) {
            events.add(new Event.InSyncChanged(name, is.inSync(),
                    PartitionChange.without(was.inSync(), is.inSync()), PartitionChange.without(is.inSync(), was.inSync())));
        }
        if (is.moving().underWay() && !is.moving().equals(was.moving())) {
            events.add(new Event.ReassignmentStarted(name, PartitionChange.without(was.replicas(), was.moving().adding()),
                    PartitionChange.without(is.replicas(), is.moving().removing())));
        } else if (was.moving().underWay() && !is.moving().underWay()) {
            events.add(new Event.ReassignmentCompleted(name, is.replicas()));
        }
    }
}
