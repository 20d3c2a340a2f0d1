package dev.vitrine.engine.quota;

import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Effort;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What one request costs its client, and how long the client will have to wait for it. May be used from any thread, one after another. */
public final class Account {

    private static final Account UNLIMITED = new Account();
    /** A thread that works all the time is at 100 %. */
    private static final double NANOS_PER_PERCENT = 1e9 / 100;

    private final Optional<ClientQuotas> quotas;
    private final String user;
    private final String clientId;
    private final Optional<Effort> effort;
    private final AtomicInteger throttleMs = new AtomicInteger();
    private boolean settled;

    private Account() {
        this.quotas = Optional.empty();
        this.user = "";
        this.clientId = "";
        this.effort = Optional.empty();
        this.settled = true;
    }

    Account(ClientQuotas quotas, String user, String clientId, Clock clock) {
        this.quotas = Optional.of(quotas);
        this.user = user;
        this.clientId = clientId;
        this.effort = Optional.of(new Effort(clock));
    }

    /** Of a broker without quotas: nothing is measured. */
    public static Account unlimited() {
        return UNLIMITED;
    }

    public boolean isLimited() {
        return quotas.isPresent();
    }

    /** Works for this request on the calling thread: its time is measured, and that of mailboxes that are given work by it. */
    public <T> T working(Supplier<T> work) {
        return effort.map(measured -> measured.spend(work)).orElseGet(work);
    }

    /** {@code pool}, with what is done there measured. */
    public Executor measured(Executor pool) {
        return effort.map(measuring -> measuring.on(pool)).orElse(pool);
    }

    /** @return how long the client has to wait for this, in milliseconds; the request's answer tells the longest */
    public int charge(QuotaKind kind, double amount) {
        int wait = quotas.map(known -> known.record(kind, user, clientId, amount)).orElse(0);
        atLeast(wait);
        return wait;
    }

    /** Takes back what was charged for something that was not done after all. The client waits all the same. */
    public void refund(QuotaKind kind, double amount) {
        quotas.ifPresent(known -> known.record(kind, user, clientId, -amount));
    }

    /** The most of a kind that may be used at one go. */
    public long most(QuotaKind kind) {
        return quotas.map(known -> known.most(kind, user, clientId)).orElse(Long.MAX_VALUE);
    }

    /** Charges threads' time, as far as it was spent until now; the first time that this is called. */
    public synchronized void settle() {
        if (!settled) {
            settled = true;
            charge(QuotaKind.REQUEST, effort.orElseThrow().nanos() / NANOS_PER_PERCENT);
        }
    }

    /** Charges time that went into sending the answer: the client doesn't wait for it any more, but for the next request. */
    public void afterwards(long nanos) {
        quotas.ifPresent(known -> known.record(QuotaKind.REQUEST, user, clientId, nanos / NANOS_PER_PERCENT));
    }

    /**
     * What the client may change in the cluster.
     *
     * @param strict true where it understands THROTTLING_QUOTA_EXCEEDED: then nothing more is done once it has to wait; others are served first
     *               and kept waiting after
     */
    public MutationQuota mutations(boolean strict) {
        return quotas.<MutationQuota>map(known -> partitions -> mutate(known, partitions, strict)).orElse(MutationQuota.UNLIMITED);
    }

    /**
     * What is changed because the client uses it, without its having asked for a change: nothing more is done while the client owes, but its answer
     * tells no waiting.
     */
    public MutationQuota mutationsByTheWay() {
        return quotas.<MutationQuota>map(known -> partitions -> take(known, partitions) == 0).orElse(MutationQuota.UNLIMITED);
    }

    private boolean mutate(ClientQuotas known, double partitions, boolean strict) {
        if (!strict) {
            charge(QuotaKind.CONTROLLER_MUTATION, partitions);
            return true;
        }
        int owed = take(known, partitions);
        atLeast(owed);
        return owed == 0;
    }

    /** Charges it where nothing is owed. @return how long the client has to wait before anything more is done, in milliseconds */
    private int take(ClientQuotas known, double partitions) {
        int owed = known.owed(QuotaKind.CONTROLLER_MUTATION, user, clientId);
        if (owed == 0) {
            known.record(QuotaKind.CONTROLLER_MUTATION, user, clientId, partitions);
        }
        return owed;
    }

    /** @param wait that another broker tells, which did the work, in milliseconds */
    public void heldUp(int wait) {
        if (isLimited()) {
            atLeast(wait);
        }
    }

    private void atLeast(int wait) {
        throttleMs.accumulateAndGet(wait, Math::max);
    }

    /** How long the client has to wait, as far as is known by now, in milliseconds. */
    public int throttleMs() {
        return throttleMs.get();
    }
}
