package dev.vitrine.app.testing;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * A play for a {@link ScriptedSource}: the family of the introductory article writes twice a second and two groups read it; orders come by the ten
 * thousand; now and then a second member joins the second group and leaves again. Goes on as long as it is stepped.
 */
public final class FamilyDay {

    private static final String TOPIC = "family-topic";
    private static final long ROUND_MILLIS = 16_000;

    private final ScriptedSource cluster;
    private final double ordersPerSecond;
    private final Random random = new Random(4);
    private final long producer;
    private final long load;
    private final long email;
    private final long db;
    private final long[] billing = new long[2];
    private final double[] owed = new double[6];
    private final long[] read = new long[6];
    private long second;
    private boolean secondIn;
    private long clock;
    private long nextMessage;
    private int messages;

    public FamilyDay(ScriptedSource cluster, double ordersPerSecond) {
        this.cluster = cluster;
        this.ordersPerSecond = ordersPerSecond;
        cluster.topic(TOPIC, 3, "retention.ms", "604800000").topic("orders", 6).topic("__consumer_offsets", 50, "cleanup.policy", "compact");
        List.of(1_403L, 1_385L, 1_417L).forEach(n -> cluster.filled(TOPIC, second(), n));
        for (int p = 0; p < 6; p++) {
            cluster.filled("orders", p, 800_000 + 2_000L * p);
            read[p] = 800_000 + 2_000L * p;
        }
        producer = cluster.connect("family-producer", "kafkajs", "");
        load = cluster.connect("order-load", "apache-kafka-java", "4.3.1");
        email = cluster.connect("family-email-consumer", "kafkajs", "");
        db = cluster.connect("family-db-consumer", "kafkajs", "");
        billing[0] = cluster.connect("billing-1", "librdkafka", "2.3.0");
        billing[1] = cluster.connect("billing-2", "librdkafka", "2.3.0");
        join("email-group", "family-email-consumer", parts(TOPIC, 0, 1, 2));
        join("db-group", "family-db-consumer", parts(TOPIC, 0, 1, 2));
        cluster.protocol("db-group", "cooperative-sticky");
        cluster.join("billing", "billing-1", "billing-1", "orders");
        join("billing", "billing-2", parts("orders", 3, 4, 5));
        cluster.assign("billing", "billing-1", parts("orders", 0, 1, 2));
        for (int p = 0; p < 3; p++) {
            cluster.commit("email-group", "family-email-consumer", TOPIC, p, cluster.end(TOPIC, p));
            cluster.commit("db-group", "family-db-consumer", TOPIC, p, cluster.end(TOPIC, p) - 5 + p);
        }
    }

    private int second() {
        return (int) (second++ % 3);
    }

    private static TopicPartition[] parts(String topic, int... partitions) {
        return IntStream.of(partitions).mapToObj(p -> new TopicPartition(topic, p)).toArray(TopicPartition[]::new);
    }

    private void join(String group, String member, TopicPartition... owned) {
        cluster.join(group, member, member, owned[0].topic());
        cluster.state(group, GroupState.PREPARING_REBALANCE, member + " joined");
        cluster.state(group, GroupState.COMPLETING_REBALANCE, "");
        cluster.assign(group, member, owned);
        cluster.assigned(group);
        cluster.state(group, GroupState.STABLE, "");
    }

    /** So much time goes by. */
    public void step(long millis) {
        long before = clock;
        clock += millis;
        if (clock >= nextMessage) {
            nextMessage = clock + 500;
            message();
        }
        orders(millis / 1e3);
        long at = clock % ROUND_MILLIS;
        long was = before % ROUND_MILLIS;
        if (was < 5_000 && at >= 5_000) {
            secondJoins();
        } else if (was < 7_400 && at >= 7_400) {
            secondOwns();
        } else if (was < 12_000 && at >= 12_000) {
            secondLeaves();
        }
    }

    private void message() {
        int partition = random.nextInt(3);
        cluster.produce(producer, TOPIC, partition, 1);
        cluster.fetch(email, TOPIC, partition, 1);
        long end = cluster.end(TOPIC, partition);
        cluster.commit("email-group", "family-email-consumer", TOPIC, partition, end);
        if (!(secondIn && partition == 2)) {
            cluster.fetch(db, TOPIC, partition, 1);
            if (messages++ % 3 == 0) {
                cluster.commit("db-group", "family-db-consumer", TOPIC, partition, end - 2);
            }
        } else if (second > 0 && cluster.end(TOPIC, 2) > 0) {
            cluster.fetch(second, TOPIC, 2, 1);
        }
    }

    private void orders(double seconds) {
        for (int p = 0; p < 6; p++) {
            owed[p] += ordersPerSecond * seconds * (p == 4 ? 0.31 : 0.138);
            long records = (long) owed[p];
            owed[p] -= records;
            if (records > 0) {
                cluster.produce(load, "orders", p, records);
            }
            long behind = p == 4 ? (long) (ordersPerSecond * 1.6) : (long) (ordersPerSecond * 0.04);
            long take = Math.max(0, cluster.end("orders", p) - read[p] - behind);
            if (take > 0) {
                read[p] += take;
                cluster.fetch(billing[p / 3], "orders", p, take);
                if (random.nextInt(20) == 0) {
                    cluster.commit("billing", p < 3 ? "billing-1" : "billing-2", "orders", p, read[p]);
                }
            }
        }
    }

    private void secondJoins() {
        second = cluster.connect("db-2", "kafkajs", "");
        cluster.join("db-group", "db-2", "db-2", TOPIC);
        cluster.state("db-group", GroupState.PREPARING_REBALANCE, "db-2 joined");
        cluster.assign("db-group", "family-db-consumer", parts(TOPIC, 0, 1));
        secondIn = true;
    }

    private void secondOwns() {
        cluster.state("db-group", GroupState.COMPLETING_REBALANCE, "");
        cluster.assign("db-group", "db-2", parts(TOPIC, 2));
        cluster.assigned("db-group");
        cluster.state("db-group", GroupState.STABLE, "");
    }

    private void secondLeaves() {
        cluster.leave("db-group", "db-2", Event.LeaveCause.LEFT);
        cluster.disconnect(second);
        secondIn = false;
        cluster.state("db-group", GroupState.PREPARING_REBALANCE, "db-2 left");
        cluster.state("db-group", GroupState.COMPLETING_REBALANCE, "");
        cluster.assign("db-group", "family-db-consumer", parts(TOPIC, 0, 1, 2));
        cluster.assigned("db-group");
        cluster.state("db-group", GroupState.STABLE, "");
    }
}
