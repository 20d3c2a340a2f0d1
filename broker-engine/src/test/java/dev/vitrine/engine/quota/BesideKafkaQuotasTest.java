package dev.vitrine.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.time.VirtualTime;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Quota;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.MockTime;
import org.apache.kafka.network.Session;
import org.apache.kafka.server.config.ClientQuotaManagerConfig;
import org.apache.kafka.server.quota.ClientQuotaEntity.ConfigEntity;
import org.apache.kafka.server.quota.ClientQuotaManager;
import org.apache.kafka.server.quota.ControllerMutationQuota;
import org.apache.kafka.server.quota.ControllerMutationQuotaManager;
import org.apache.kafka.server.quota.QuotaType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same clients, the same quotas, the same moments: Kafka's own quota managers keep everybody waiting exactly as long. */
@Timeout(60)
class BesideKafkaQuotasTest {

    private static final List<String> USERS = List.of("mum", "dad");
    private static final List<String> CLIENTS = List.of("phone", "tablet", "desk");
    private static final long START = 1_700_000_000_000L;
    private static final int STEPS = 400;

    private final VirtualTime time = new VirtualTime(START);
    private final MockTime kafkaTime = new MockTime(0, START, 0);
    private final Map<QuotaEntity, Map<String, Double>> quotas = new HashMap<>();
    private final BrokerSettings settings = BrokerSettings.of(Map.of("quota.window.num", "6", "controller.quota.window.num", "4"));
    private final ClientQuotas ours = new ClientQuotas(() -> quotas, settings, time);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void bytes_and_threads_time_are_limited_as_kafka_limits_them(long seed) throws Exception {
        Random random = new Random(seed);
        try (Metrics metrics = new Metrics(kafkaTime)) {
            ClientQuotaManager kafka = new ClientQuotaManager(new ClientQuotaManagerConfig(6, 1), metrics, QuotaType.PRODUCE, kafkaTime, "");
            List<QuotaEntity> limited = entities(random);
            limited.forEach(entity -> limit(QuotaKind.PRODUCE, entity, 100 + random.nextInt(900), kafka));
            for (int step = 0; step < STEPS; step++) {
                pass(random.nextInt(700));
                if (random.nextInt(50) == 0) {
                    limit(QuotaKind.PRODUCE, limited.get(random.nextInt(limited.size())), 100 + random.nextInt(900), kafka);
                }
                use(random, kafka);
            }
            kafka.shutdown();
        }
    }

    private void use(Random random, ClientQuotaManager kafka) throws Exception {
        String user = USERS.get(random.nextInt(USERS.size()));
        String client = CLIENTS.get(random.nextInt(CLIENTS.size()));
        Session session = session(user);
        Account account = ours.account(user, client);
        int amount = random.nextInt(3_000);
        int theirs = kafka.maybeRecordAndGetThrottleTimeMs(session, client, amount, kafkaTime.milliseconds());
        assertThat(account.charge(QuotaKind.PRODUCE, amount)).as(user + " " + client + " under " + quotas).isEqualTo(theirs);
        assertThat((int) Math.min(Integer.MAX_VALUE, account.most(QuotaKind.PRODUCE))).isEqualTo((int) kafka.maxValueInQuotaWindow(session, client));
        if (theirs > 0 && random.nextBoolean()) {
            kafka.unrecordQuotaSensor(session, client, amount, kafkaTime.milliseconds());
            account.refund(QuotaKind.PRODUCE, amount);
        }
        assertThat(account.throttleMs()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void changes_of_the_cluster_are_limited_as_kafka_limits_them(long seed) throws Exception {
        Random random = new Random(seed);
        try (Metrics metrics = new Metrics(kafkaTime)) {
            ControllerMutationQuotaManager kafka =
                    new ControllerMutationQuotaManager(new ClientQuotaManagerConfig(4, 1), metrics, kafkaTime, "", Optional.empty());
            entities(random).forEach(entity -> limit(QuotaKind.CONTROLLER_MUTATION, entity, 1 + random.nextInt(9), kafka));
            for (int step = 0; step < STEPS; step++) {
                pass(random.nextInt(900));
                mutate(random, kafka);
            }
            kafka.shutdown();
        }
    }

    private void mutate(Random random, ControllerMutationQuotaManager kafka) throws Exception {
        String user = USERS.get(random.nextInt(USERS.size()));
        String client = CLIENTS.get(random.nextInt(CLIENTS.size()));
        boolean strict = random.nextBoolean();
        ControllerMutationQuota theirs =
                strict ? kafka.newStrictQuotaFor(session(user), client) : kafka.newPermissiveQuotaFor(session(user), client);
        Account account = ours.account(user, client);
        MutationQuota quota = account.mutations(strict);
        for (int topic = random.nextInt(3); topic >= 0; topic--) {
            int partitions = 1 + random.nextInt(12);
            assertThat(quota.take(partitions)).isEqualTo(granted(theirs, partitions));
        }
        assertThat(account.throttleMs()).as(user + " " + client + " under " + quotas).isEqualTo(theirs.throttleTime());
    }

    private static boolean granted(ControllerMutationQuota quota, int partitions) {
        try {
            quota.record(partitions);
            return true;
        } catch (org.apache.kafka.common.errors.ThrottlingQuotaExceededException refused) {
            return false;
        }
    }

    private void pass(long millis) {
        time.advance(millis);
        kafkaTime.sleep(millis);
    }

    private static Session session(String user) throws Exception {
        return new Session(new KafkaPrincipal(KafkaPrincipal.USER_TYPE, user), InetAddress.getLoopbackAddress());
    }

    private void limit(QuotaKind kind, QuotaEntity entity, double limit, ClientQuotaManager kafka) {
        quotas.put(entity, Map.of(kind.key(), limit));
        kafka.updateQuota(kafkaUser(entity), kafkaClient(entity), Optional.of(Quota.upperBound(limit)));
    }

    private static Optional<ConfigEntity> kafkaUser(QuotaEntity entity) {
        if (!entity.names().containsKey(QuotaEntity.USER)) {
            return Optional.empty();
        }
        String name = entity.names().get(QuotaEntity.USER);
        return Optional.of(name == null ? ClientQuotaManager.DEFAULT_USER_ENTITY : new ClientQuotaManager.UserEntity(name));
    }

    private static Optional<ConfigEntity> kafkaClient(QuotaEntity entity) {
        if (!entity.names().containsKey(QuotaEntity.CLIENT_ID)) {
            return Optional.empty();
        }
        String name = entity.names().get(QuotaEntity.CLIENT_ID);
        return Optional.of(name == null ? ClientQuotaManager.DEFAULT_USER_CLIENT_ID : new ClientQuotaManager.ClientIdEntity(name));
    }

    /** One to five of all that can be limited. */
    private static List<QuotaEntity> entities(Random random) {
        List<QuotaEntity> chosen = new ArrayList<>();
        for (int more = random.nextInt(5); more >= 0; more--) {
            Map<String, String> names = new HashMap<>();
            int kinds = 1 + random.nextInt(3);
            if ((kinds & 1) != 0) {
                names.put(QuotaEntity.USER, random.nextBoolean() ? USERS.get(random.nextInt(USERS.size())) : null);
            }
            if ((kinds & 2) != 0) {
                names.put(QuotaEntity.CLIENT_ID, random.nextBoolean() ? CLIENTS.get(random.nextInt(CLIENTS.size())) : null);
            }
            chosen.add(QuotaEntity.of(names));
        }
        return chosen;
    }
}
