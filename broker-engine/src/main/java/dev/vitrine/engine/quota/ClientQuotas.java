package dev.vitrine.engine.quota;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.security.auth.KafkaPrincipal;

/**
 * The quotas of users and client ids on one broker. Costs nothing where there are none. May be used from any thread.
 *
 * <p>What was measured is kept while a client keeps coming, and forgotten an hour after it was last seen: client ids are free text, there may be
 * any number of them.
 */
public final class ClientQuotas {

    private static final long FORGOTTEN_AFTER_MS = TimeUnit.HOURS.toMillis(1);

    private record Measured(QuotaKind kind, QuotaPrecedence.Sharers sharers) {}

    private final Supplier<Map<QuotaEntity, Map<String, Double>>> inForce;
    private final Windows ofClients;
    private final Windows ofController;
    private final Clock clock;
    private final Map<Measured, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicLong lastSweepMillis;

    /** @param inForce the quotas as the newest image has them */
    public ClientQuotas(Supplier<Map<QuotaEntity, Map<String, Double>>> inForce, BrokerSettings settings, Clock clock) {
        this.inForce = inForce;
        this.ofClients = Windows.ofClients(settings);
        this.ofController = Windows.ofController(settings);
        this.clock = clock;
        this.lastSweepMillis = new AtomicLong(clock.millis());
    }

    /** Of a client that didn't have to say who it is. */
    public Account anonymous(String clientId) {
        return account(KafkaPrincipal.ANONYMOUS.getName(), clientId);
    }

    /** The account of one request. */
    public Account account(String user, String clientId) {
        return inForce.get().isEmpty() ? Account.unlimited() : new Account(this, user, clientId, clock);
    }

    /** Notes that {@code amount} was used. @return how long the client has to wait for it, in milliseconds */
    int record(QuotaKind kind, String user, String clientId, double amount) {
        long now = clock.millis();
        return limit(kind, user, clientId)
                .map(limit -> bounded(kind, meter(kind, limit, now).record(amount, limit.limit(), now)))
                .orElse(0);
    }

    /** How long a client has to wait for what it used before, in milliseconds. */
    int owed(QuotaKind kind, String user, String clientId) {
        long now = clock.millis();
        return limit(kind, user, clientId)
                .map(limit -> bounded(kind, meter(kind, limit, now).owed(limit.limit(), now)))
                .orElse(0);
    }

    /** The most that may be used at one go: what the windows hold that are over. */
    long most(QuotaKind kind, String user, String clientId) {
        return limit(kind, user, clientId)
                .map(limit -> (long) (limit.limit() * (ofClients.number() - 1) * ofClients.seconds()))
                .orElse(Long.MAX_VALUE);
    }

    /** For threads' time nobody waits longer than one window: what a request costs can't be known before, so one dear request must not lock a client out. */
    private int bounded(QuotaKind kind, long waitMs) {
        long most = kind == QuotaKind.REQUEST ? ofClients.oneMs() : Integer.MAX_VALUE;
        return (int) Math.min(waitMs, most);
    }

    private Optional<QuotaPrecedence.Found> limit(QuotaKind kind, String user, String clientId) {
        return QuotaPrecedence.find(inForce.get(), kind, user, clientId);
    }

    private Meter meter(QuotaKind kind, QuotaPrecedence.Found limit, long now) {
        sweep(now);
        return meters.computeIfAbsent(new Measured(kind, limit.sharers()), created ->
                kind == QuotaKind.CONTROLLER_MUTATION ? Meter.ofTokens(ofController) : Meter.ofRate(ofClients));
    }

    private void sweep(long now) {
        long last = lastSweepMillis.get();
        if (now - last > FORGOTTEN_AFTER_MS && lastSweepMillis.compareAndSet(last, now)) {
            meters.values().removeIf(meter -> now - meter.lastUsedMillis() > FORGOTTEN_AFTER_MS);
        }
    }

    /** How many clients' uses are remembered. */
    int remembered() {
        return meters.size();
    }
}
