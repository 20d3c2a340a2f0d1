package dev.vitrine.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client is charged, in virtual time. The arithmetic itself: {@link BesideKafkaQuotasTest}. */
class ClientQuotasTest {

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final Map<QuotaEntity, Map<String, Double>> quotas = new HashMap<>();
    private final ClientQuotas ours = new ClientQuotas(() -> quotas, BrokerSettings.of(Map.of()), time);

    private void limit(String client, QuotaKind kind, double limit) {
        quotas.put(QuotaEntity.of(Map.of(QuotaEntity.CLIENT_ID, client)), Map.of(kind.key(), limit));
    }

    @Test
    void without_any_quota_nothing_is_measured_or_remembered() {
        Account account = ours.account("ANONYMOUS", "phone");
        assertThat(account.isLimited()).isFalse();
        assertThat(account.charge(QuotaKind.PRODUCE, 1e12)).isZero();
        assertThat(ours.remembered()).isZero();
    }

    @Test
    void whoever_sends_as_much_as_he_can_and_waits_as_long_as_he_is_told_comes_down_to_his_quota() {
        limit("phone", QuotaKind.PRODUCE, 1_000_000);
        long start = time.millis();
        long sent = 0;
        while (time.millis() - start < 120_000) {
            int wait = ours.account("ANONYMOUS", "phone").charge(QuotaKind.PRODUCE, 100_000);
            sent += 100_000;
            time.advance(Math.max(1, wait));
        }
        // What the first windows let through is paid off in the first minute.
        assertThat(sent * 1000.0 / (time.millis() - start)).isBetween(950_000.0, 1_100_000.0);
    }

    @Test
    void a_request_is_charged_the_time_that_threads_worked_for_it_and_nobody_waits_longer_than_a_window() {
        limit("phone", QuotaKind.REQUEST, 0.5);
        Account account = ours.account("ANONYMOUS", "phone");
        Mailbox mailbox = new Mailbox("partition", time.executor());
        account.working(() -> {
            time.advance(20);
            mailbox.execute(() -> time.advance(80));
            return null;
        });
        mailbox.execute(() -> time.advance(5_000)); // somebody else's
        time.advance(1);
        account.settle();
        // 100 ms in one second are 10 % of a thread, or 1 % in the mean over ten windows: twice the quota, so ten seconds. No more than one is asked.
        assertThat(account.throttleMs()).isEqualTo(1_000);
        account.settle();
        assertThat(ours.account("ANONYMOUS", "tablet").charge(QuotaKind.REQUEST, 1_000)).as("another client").isZero();
    }

    @Test
    void who_was_not_seen_for_an_hour_is_forgotten() {
        quotas.put(QuotaEntity.of(nobodyInParticular()), Map.of(QuotaKind.PRODUCE.key(), 1_000.0));
        for (int client = 0; client < 500; client++) {
            ours.account("ANONYMOUS", "client-" + client).charge(QuotaKind.PRODUCE, 10);
        }
        assertThat(ours.remembered()).isEqualTo(500);
        time.advance(TimeUnit.HOURS.toMillis(1) + 1);
        ours.account("ANONYMOUS", "another").charge(QuotaKind.PRODUCE, 10);
        assertThat(ours.remembered()).isEqualTo(1);
    }

    private static Map<String, String> nobodyInParticular() {
        Map<String, String> names = new HashMap<>();
        names.put(QuotaEntity.CLIENT_ID, null);
        return names;
    }
}
