package dev.vitrine.engine.replica;

/** The brokers that copy a replica, while it leads: what they tell by fetching, and what they may be given. Any thread. */
public final class Followers {

    private final Partition partition;
    private final InSyncKeeper inSync;
    private final Deletes deletes;
    private final ReplicaSurroundings around;

    Followers(Partition partition, InSyncKeeper inSync, Deletes deletes, ReplicaSurroundings around) {
        this.partition = partition;
        this.inSync = inSync;
        this.deletes = deletes;
        this.around = around;
    }

    /** A follower has asked for what comes behind all that it has. */
    public void fetched(int replica, FollowerFetch fetch) {
        partition.mailbox().execute(() -> {
            if (partition.role() instanceof Leader leader && leader.epoch() == fetch.leaderEpoch()
                    && leader.fetched(replica, fetch.progress(), partition.log().endOffset(), around.clock().millis())) {
                inSync.expand(leader, replica);
                partition.advance(leader);
                deletes.look(leader);
            }
        });
    }

    /** Whether a broker copies this replica. */
    public boolean include(int replica) {
        return partition.role() instanceof Leader leader && leader.isFollower(replica);
    }

    /** Whether a broker counts for acks=all. */
    public boolean areInSync(int replica) {
        return partition.role() instanceof Leader leader && leader.inSync().replicas().contains(replica);
    }

    /** Whether a broker has to wait for more (KIP-73). */
    public boolean mustWait(int replica) {
        return around.throttles().asLeader().holdsBack(partition.name()) && !areInSync(replica);
    }

    /** Counts what went out to one of them. */
    public void sent(int bytes) {
        around.throttles().asLeader().copied(partition.name(), bytes);
    }

    /** Sees whether some lag too long. */
    void check() {
        if (partition.role() instanceof Leader asked && !asked.followers().isEmpty()) {
            partition.mailbox().execute(() -> {
                if (partition.role() instanceof Leader leader) {
                    inSync.shrink(leader);
                    partition.advance(leader); // who was about to join and lags again is waited for no longer
                }
            });
        }
    }
}
