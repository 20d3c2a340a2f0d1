package dev.vitrine.engine.client.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** An administrator who puts replicas in another order, and gives those that come first then their place: leaders move while all are well. */
final class LeaderMoves implements AutoCloseable {

    private final Admin admin;
    private final Random random;

    LeaderMoves(String bootstrap, Random random) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap, "request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000));
        this.random = random;
    }

    void move(List<Integer> brokers) {
        List<TopicPartition> all = HistoryTest.partitions();
        TopicPartition moved = all.get(random.nextInt(all.size()));
        List<Integer> replicas = new ArrayList<>(brokers);
        Collections.shuffle(replicas, random);
        try {
            admin.alterPartitionReassignments(Map.of(moved, Optional.of(new NewPartitionReassignment(replicas)))).all().get();
            admin.electLeaders(ElectionType.PREFERRED, Set.of(moved)).partitions().get();
        } catch (ExecutionException refused) {
            // Another move will do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
