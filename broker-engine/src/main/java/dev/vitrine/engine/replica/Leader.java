package dev.vitrine.engine.replica;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.replica.InSync.Agreed;
import dev.vitrine.engine.replica.InSync.Proposed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A partition's leader in one epoch: what it knows of its followers, and what follows from that. Decides only, touches no log and asks nobody. Changed
 * in the partition's mailbox; others may look.
 */
final class Leader implements Role {

    private final int self;
    private final int epoch;
    private final long epochStart;
    private final NavigableMap<Integer, Progress> followers = new ConcurrentSkipListMap<>();
    private volatile InSync inSync;

    /** @param epochStart where the log ended when the epoch began */
    Leader(int self, PartitionImage image, long epochStart, long nowMs) {
        this.self = self;
        this.epoch = image.leaderEpoch();
        this.epochStart = epochStart;
        this.inSync = new Agreed(image.inSync(), image.partitionEpoch());
        assign(image.replicas(), nowMs);
    }

    /** What holds for the partition beyond its own state. @param minInSync {@code min.insync.replicas} @param lagMaxMs {@code replica.lag.time.max.ms} */
    record Rules(int minInSync, long lagMaxMs, Neighbours neighbours) {}

    @Override
    public int epoch() {
        return epoch;
    }

    /** Where the log ended when the epoch began. */
    long epochStart() {
        return epochStart;
    }

    InSync inSync() {
        return inSync;
    }

    /** What is known of the others, by broker. */
    Map<Integer, Progress> followers() {
        return followers;
    }

    // ---- what the controller decided

    /** @param image of the same epoch. @return false where it tells nothing new: the answer to a proposal may have come before it */
    boolean decided(PartitionImage image, long nowMs) {
        if (image.partitionEpoch() <= inSync.partitionEpoch()) {
            return false;
        }
        inSync = new Agreed(image.inSync(), image.partitionEpoch());
        assign(image.replicas(), nowMs);
        return true;
    }

    private void assign(List<Integer> replicas, long nowMs) {
        followers.keySet().retainAll(replicas);
        for (int replica : replicas) {
            if (replica != self) {
                followers.putIfAbsent(replica, Progress.unknown(inSync.replicas().contains(replica), nowMs));
            }
        }
    }

    // ---- what followers tell

    boolean isFollower(int replica) {
        return followers.containsKey(replica);
    }

    /** @return true where it is a follower, and not one of a former life of its broker */
    boolean fetched(int replica, Progress.Fetch fetch, long endOffset, long nowMs) {
        Progress known = followers.get(replica);
        if (known == null || fetch.brokerEpoch() >= 0 && fetch.brokerEpoch() < known.brokerEpoch()) {
            return false;
        }
        followers.put(replica, known.fetched(fetch, endOffset, nowMs));
        return true;
    }

    /** The log has grown: nobody has all of it any more. */
    void appended() {
        followers.replaceAll((replica, progress) -> progress.leftBehind());
    }

    // ---- what is committed

    /**
     * The offset that all have reached who are in sync, may be, or are about to be; −1 where nothing can be committed at present.
     *
     * @param endOffset of the leader's own log
     */
    long committed(long endOffset, Rules rules, long nowMs) {
        if (followers.isEmpty()) {
            return endOffset;
        }
        if (inSync.replicas().size() < minInSync(rules)) {
            return -1;
        }
        long committed = endOffset;
        for (Map.Entry<Integer, Progress> follower : followers.entrySet()) {
            Progress progress = follower.getValue();
            if (progress.endOffset() < committed && (inSync.maximal().contains(follower.getKey())
                    || progress.isCaughtUp(endOffset, nowMs, rules.lagMaxMs()) && mayJoin(follower.getKey(), progress, rules))) {
                committed = progress.endOffset();
            }
        }
        return committed;
    }

    /** Of a partition with fewer replicas than the setting asks for, all will do. */
    private int minInSync(Rules rules) {
        return Math.min(rules.minInSync(), followers.size() + 1);
    }

    /** False where nothing may be appended that asks for all acknowledgements. */
    boolean isEnoughToAppend(Rules rules) {
        return inSync.replicas().size() >= minInSync(rules);
    }

    /** False where what was appended has been committed by fewer than it should have been: the others left meanwhile. */
    boolean isEnoughToAcknowledge(Rules rules) {
        return inSync.maximal().size() >= minInSync(rules);
    }

    /** The oldest log start of all replicas whose brokers are there; −1 while that of one is not known. */
    long lowWatermark(long logStartOffset, Neighbours neighbours) {
        long lowest = logStartOffset;
        for (Map.Entry<Integer, Progress> follower : followers.entrySet()) {
            if (neighbours.isAlive(follower.getKey())) {
                lowest = Math.min(lowest, follower.getValue().logStartOffset());
            }
        }
        return lowest;
    }

    /**
     * The in-sync follower in a rack that has come furthest, of those that have what is asked for; empty where the leader stands there itself, or nobody.
     */
    OptionalInt nearest(String rack, long offset, Neighbours neighbours) {
        if (neighbours.rack(self).filter(rack::equals).isPresent()) {
            return OptionalInt.empty();
        }
        return followers.entrySet().stream()
                .filter(one -> inSync.replicas().contains(one.getKey()) && neighbours.isAlive(one.getKey())
                        && neighbours.rack(one.getKey()).filter(rack::equals).isPresent()
                        && one.getValue().endOffset() >= offset && one.getValue().logStartOffset() <= offset)
                .max(Comparator.<Map.Entry<Integer, Progress>>comparingLong(one -> one.getValue().endOffset())
                        .thenComparingLong(one -> one.getValue().lastKnownCaughtUpMs())
                        .thenComparingInt(Map.Entry::getKey))
                .map(one -> OptionalInt.of(one.getKey())).orElse(OptionalInt.empty());
    }

    // ---- who should be in sync

    /** The in-sync replicas with one more, where it has caught up and nothing is being decided. */
    Optional<List<Integer>> expanded(int replica, long highWatermark, Rules rules) {
        Progress progress = followers.get(replica);
        if (progress == null || !(inSync instanceof Agreed) || inSync.replicas().contains(replica)
                || progress.endOffset() < Math.max(highWatermark, epochStart) || !mayJoin(replica, progress, rules)) {
            return Optional.empty();
        }
        List<Integer> expanded = new ArrayList<>(inSync.replicas());
        expanded.add(replica);
        return Optional.of(expanded);
    }

    private static boolean mayJoin(int replica, Progress progress, Rules rules) {
        long epoch = rules.neighbours().epoch(replica);
        return rules.neighbours().mayBeInSync(replica)
                && (progress.brokerEpoch() == Progress.UNKNOWN || epoch == Progress.UNKNOWN || progress.brokerEpoch() == epoch);
    }

    /** The in-sync replicas without those that lag, where some do and nothing is being decided. */
    Optional<List<Integer>> shrunk(long endOffset, Rules rules, long nowMs) {
        if (!(inSync instanceof Agreed)) {
            return Optional.empty();
        }
        List<Integer> left = inSync.replicas().stream()
                .filter(replica -> replica == self || keepsUp(replica, endOffset, rules, nowMs))
                .toList();
        return left.size() < inSync.replicas().size() ? Optional.of(left) : Optional.empty();
    }

    private boolean keepsUp(int replica, long endOffset, Rules rules, long nowMs) {
        Progress progress = followers.get(replica);
        return progress != null && progress.isCaughtUp(endOffset, nowMs, rules.lagMaxMs());
    }

    // ---- proposals

    Proposed propose(List<Integer> wanted) {
        Proposed proposed = Proposed.of((Agreed) inSync, wanted);
        inSync = proposed;
        return proposed;
    }

    /** @return false where something else has been decided meanwhile */
    boolean agreed(Proposed proposed, Agreed decision) {
        boolean current = inSync == proposed && decision.partitionEpoch() >= proposed.partitionEpoch();
        if (current) {
            inSync = decision;
        }
        return current;
    }

    /** It is certain that the proposal was not and will not be taken. */
    boolean withdrawn(Proposed proposed) {
        boolean current = inSync == proposed;
        if (current) {
            inSync = proposed.last();
        }
        return current;
    }
}
