package dev.vitrine.app.bench.load;

import dev.vitrine.app.bench.load.Writer.Home;
import dev.vitrine.app.bench.load.Writer.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * The load: 20 topics of 50 partitions, 50 groups of 20 members each, and those who write. Arguments: the broker's address, and {@code steady} (50,000
 * records a second, all of them read by every group that reads the topic, one member somewhere leaving and coming back every second) or {@code flood} (as
 * many records as the broker takes; members own their partitions and read nothing). Says {@code ready} once all members own something. To each line on its
 * standard input it answers how many records were acknowledged and how many read so far; {@code stop} ends it.
 */
public final class Load {

    static final int TOPICS = 20;
    static final int PARTITIONS_EACH = 50;
    static final int GROUPS = 50;
    static final int MEMBERS_EACH = 20;

    /** 20 writers, 25 requests a second, two batches of 50 records each: 50,000 records a second. */
    private static final Pace STEADY = new Pace(50, 2, TimeUnit.MILLISECONDS.toNanos(40));
    private static final Pace FLOOD = new Pace(10, 1, 0);
    private static final int FLOODING = 16;
    private static final long PATIENCE_SECONDS = 120;

    private final InetSocketAddress broker;
    private final Map<String, Uuid> topics = new TreeMap<>();
    private final Loop loop;
    private final List<Reader> readers = new ArrayList<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder read = new LongAdder();

    private Load(InetSocketAddress broker) throws IOException {
        this.broker = broker;
        this.loop = new Loop();
    }

    public static void main(String[] arguments) throws Exception {
        int colon = arguments[0].lastIndexOf(':');
        Load load = new Load(new InetSocketAddress(arguments[0].substring(0, colon), Integer.parseInt(arguments[0].substring(colon + 1))));
        boolean flood = arguments[1].equals("flood");
        load.topics(arguments[0]);
        load.read(flood ? Reader.Appetite.ONLY_OWNS : Reader.Appetite.READS);
        if (flood) {
            load.flood();
        } else {
            load.write();
        }
        System.out.println("ready");
        load.untilToldToStop(!flood);
        System.exit(0);
    }

    private void topics(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address, "client.id", "load"))) {
            List<NewTopic> wanted = IntStream.range(0, TOPICS).mapToObj(i -> new NewTopic("orders-%02d".formatted(i), PARTITIONS_EACH, (short) 1)).toList();
            var created = admin.createTopics(wanted);
            for (NewTopic topic : wanted) {
                topics.put(topic.name(), created.topicId(topic.name()).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    /** All members join; returns when each owns something. */
    private void read(Reader.Appetite appetite) throws Exception {
        List<Map.Entry<String, Uuid>> all = List.copyOf(topics.entrySet());
        for (int g = 0; g < GROUPS; g++) {
            for (int m = 0; m < MEMBERS_EACH; m++) {
                readers.add(new Reader(broker, "reader-%02d-%02d".formatted(g, m), "team-%02d".formatted(g), all.get(g % TOPICS), appetite, read));
                loop.start(readers.getLast());
            }
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!readers.stream().allMatch(Reader::owns)) {
            if (System.nanoTime() > until) {
                throw new IOException(readers.stream().filter(reader -> !reader.owns()).count() + " members own nothing");
            }
            pause(50);
        }
    }

    private void write() throws IOException {
        for (String topic : topics.keySet()) {
            loop.start(new Writer(broker, "shop-" + topic, homes(topic), 0, STEADY, acknowledged));
        }
    }

    private void flood() throws IOException {
        List<Home> everywhere = topics.keySet().stream().flatMap(topic -> homes(topic).stream()).toList();
        for (int i = 0; i < FLOODING; i++) {
            loop.start(new Writer(broker, "flood-%02d".formatted(i), everywhere, i * everywhere.size() / FLOODING, FLOOD, acknowledged));
        }
    }

    private static List<Home> homes(String topic) {
        return IntStream.range(0, PARTITIONS_EACH).mapToObj(p -> new Home(topic, p)).toList();
    }

    private void untilToldToStop(boolean unrest) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; unrest; i++) {
                pause(1_000);
                readers.get(i * 21 % readers.size()).pause();
            }
        });
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null && !line.equals("stop"); line = orders.readLine()) {
                // What was done so far.
                System.out.println(acknowledged.sum() + " " + read.sum());
            }
        }
        loop.stop();
    }

    private static void pause(long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
