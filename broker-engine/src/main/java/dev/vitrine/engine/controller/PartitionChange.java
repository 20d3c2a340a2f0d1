package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Eligible;
import dev.vitrine.engine.metadata.PartitionImage.Moving;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionChangeRecord;

/**
 * Works out what follows for one partition when something about it is to be different: whether a reassignment is complete with it, who is eligible
 * now, who leads; and the record that says so. Used once.
 *
 * <p>The order matters: completing a reassignment takes replicas away, which decides who is eligible, which decides who can lead.
 */
final class PartitionChange {

    /** What holds for the partition, whoever changes it. @param folders of replicas */
    record Rules(IntPredicate mayLead, int minInSync, boolean eligibleReplicas, Folders folders) {}

    /** In which folders brokers keep their replicas, in their order. */
    @FunctionalInterface
    interface Folders {
        List<Uuid> of(List<Integer> replicas);
    }

    private final Uuid topicId;
    private final PartitionImage before;
    private final Rules rules;
    private ElectionKind election = ElectionKind.CLEAN;
    private OptionalInt crashed = OptionalInt.empty();
    private List<Integer> inSync;
    private List<Integer> replicas;
    private Moving moving;
    private Eligible eligible;
    private boolean recovering;

    PartitionChange(Uuid topicId, PartitionImage before, Rules rules) {
        this.topicId = topicId;
        this.before = before;
        this.rules = rules;
        this.inSync = before.inSync();
        this.replicas = before.replicas();
        this.moving = before.moving();
        this.eligible = before.eligible();
        this.recovering = before.recovering();
    }

    PartitionChange electing(ElectionKind kind) {
        election = kind;
        return this;
    }

    PartitionChange inSync(List<Integer> wanted) {
        inSync = List.copyOf(wanted);
        return this;
    }

    /** @param broker may have lost what it had: it is not eligible */
    PartitionChange crashed(int broker) {
        crashed = OptionalInt.of(broker);
        return this;
    }

    PartitionChange replicas(List<Integer> wanted, Moving underWay) {
        replicas = List.copyOf(wanted);
        moving = underWay;
        return this;
    }

    PartitionChange recovering(boolean still) {
        recovering = still;
        return this;
    }

    /** @return empty where nothing changes */
    Optional<MetadataRecord> record() {
        PartitionChangeRecord record = new PartitionChangeRecord().setTopicId(topicId).setPartitionId(before.index());
        completeMove();
        findEligible();
        elect(record);
        bumpLeaderEpoch(record);
        tellEligible(record);
        if (record.isr() == null && !inSync.equals(before.inSync()) && (!inSync.isEmpty() || rules.eligibleReplicas())) {
            record.setIsr(inSync);
        }
        tellLastKnown(record);
        tellReplicas(record);
        if (recovering != before.recovering()) {
            record.setLeaderRecoveryState(recovering ? PartitionChanges.RECOVERING : PartitionChanges.RECOVERED);
        }
        return PartitionChanges.isNothing(record) ? Optional.empty() : Optional.of(MetadataRecord.of(record));
    }

    /** Complete when all that stay are in sync: then those that go are gone. */
    private void completeMove() {
        if (!moving.underWay()) {
            return;
        }
        List<Integer> staying = without(replicas, moving.removing());
        List<Integer> stayingInSync = without(inSync, moving.removing());
        if (!staying.isEmpty() && !stayingInSync.isEmpty() && stayingInSync.containsAll(staying)) {
            replicas = staying;
            inSync = stayingInSync;
            moving = Moving.NONE;
        }
    }

    static List<Integer> without(List<Integer> some, List<Integer> gone) {
        return some.stream().filter(broker -> !gone.contains(broker)).toList();
    }

    /** While fewer are in sync than acknowledging takes, nothing is acknowledged: so whoever was in sync before still has all that was. */
    private void findEligible() {
        if (!rules.eligibleReplicas() || inSync.size() >= rules.minInSync()) {
            eligible = Eligible.NONE;
            return;
        }
        TreeSet<Integer> candidates = new TreeSet<>(before.eligible().replicas());
        candidates.addAll(before.inSync());
        candidates.retainAll(replicas);
        candidates.removeAll(inSync);
        crashed.ifPresent(candidates::remove);
        eligible = new Eligible(List.copyOf(candidates), before.eligible().lastKnown());
    }

    private void elect(PartitionChangeRecord record) {
        LeaderElection.Elected elected = new LeaderElection(before, replicas, inSync, eligible.replicas(), rules.mayLead())
                .elect(election, rules.eligibleReplicas());
        if (elected.leader() == before.leader()) {
            return;
        }
        record.setLeader(elected.leader());
        if (eligible.replicas().contains(elected.leader())) {
            inSync = List.of(elected.leader());
            eligible = new Eligible(without(eligible.replicas(), inSync), eligible.lastKnown());
        }
        if (elected.unclean()) {
            record.setIsr(List.of(elected.leader())); // what the others had more is given up
            recovering = true;
        }
    }

    /** Who is no replica any more must not be able to fetch as one. */
    private void bumpLeaderEpoch(PartitionChangeRecord record) {
        if (record.leader() == PartitionChanges.NO_LEADER_CHANGE && !replicas.containsAll(before.replicas())) {
            record.setLeader(before.leader());
        }
    }

    private void tellEligible(PartitionChangeRecord record) {
        boolean unclean = record.isr() != null;
        List<Integer> next = unclean || !rules.eligibleReplicas() ? List.of() : eligible.replicas();
        if (!next.equals(before.eligible().replicas())) {
            record.setEligibleLeaderReplicas(next);
        }
    }

    /** Noted when nobody is in sync any more, forgotten when there is a leader again. */
    private void tellLastKnown(PartitionChangeRecord record) {
        if (!rules.eligibleReplicas()) {
            return;
        }
        List<Integer> known = before.eligible().lastKnown();
        boolean leads = record.leader() >= 0 || before.hasLeader() && record.leader() != PartitionImage.NO_LEADER;
        if (record.isr() != null && record.isr().isEmpty() && before.hasLeader() && !known.equals(List.of(before.leader()))) {
            record.setLastKnownElr(List.of(before.leader()));
        } else if (leads && !known.isEmpty()) {
            record.setLastKnownElr(List.of());
        }
    }

    private void tellReplicas(PartitionChangeRecord record) {
        if (!replicas.equals(before.replicas())) {
            record.setReplicas(replicas);
            record.setDirectories(rules.folders().of(replicas));
        }
        if (!moving.removing().equals(before.moving().removing())) {
            record.setRemovingReplicas(moving.removing());
        }
        if (!moving.adding().equals(before.moving().adding())) {
            record.setAddingReplicas(moving.adding());
        }
    }
}
