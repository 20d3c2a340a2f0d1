package dev.vitrine.engine.simulate;

import dev.vitrine.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * One run from a seed: topics are made, clients go to work, misfortune strikes; then all is mended, and what is there in the end is held against what
 * clients were told.
 *
 * <pre>
 *   topics ──► work, with chaos ──► mended: work goes on ──► nobody writes: all is read to the end ──► judged
 * </pre>
 */
public final class Simulation {

    private static final long BEGINNING = 1_700_000_000_000L;
    private static final long LONGEST_WAIT_MS = 180_000;
    private static final long AFTERWARDS_MS = 5_000;
    private static final int PARTITIONS = 3;
    private static final int PRODUCERS = 3;
    private static final int MEMBERS = 3;
    private static final int REST_MS = 200;
    /** Whoever is put out each time before it gets anything done would never come to an end. */
    private static final int RIVALS_REST_MS = 8_000;
    private static final String PLAIN = "plain";
    private static final String ATOMIC = "atomic";
    private static final String WORK = "work";

    private final long seed;
    private final RandomGenerator random;
    private final VirtualTime time = new VirtualTime(BEGINNING);
    private final World world;
    private final Ledger ledger = new Ledger(() -> time.millis() - BEGINNING);
    private final Transactions transactions = new Transactions(ledger);
    private final Owners owners = new Owners(ledger, time::millis);
    private final Client.Place place;
    private final Chaos chaos;
    private final Story story;
    private final List<Client> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private long events;

    /**
     * @param brokers makes them: everything that they do follows from this time and this randomness
     * @param story   told what happens, for who wants to understand a run
     */
    public Simulation(long seed, BiFunction<VirtualTime, RandomGenerator, World> brokers, Story story) {
        this.seed = seed;
        this.random = new Random(seed);
        this.world = brokers.apply(time, random);
        this.story = story.isTold() ? what -> story.tell(() -> time.millis() - BEGINNING + " " + what.get()) : story;
        this.place = new Client.Place(world.street(), time, random, ledger, List.of(PLAIN, ATOMIC, WORK), this.story);
        this.chaos = new Chaos(world, time, random, this.story);
    }

    /**
     * @param chaosMs       of virtual time during which brokers are hit
     * @param topicSettings of all topics that clients use
     */
    public Report run(long chaosMs, Map<String, String> topicSettings) {
        Topics topics = new Topics("admin", place, PARTITIONS, topicSettings);
        topics.begin();
        if (await("the topics are made", topics::areMade)) {
            hire();
            chaos.begin();
            pass(chaosMs);
            chaos.end();
            if (everybodyGetsOn()) {
                pass(AFTERWARDS_MS);
                writers.forEach(Client::end);
                readToTheEnd();
            }
        }
        return new Report(seed, events, time.millis() - BEGINNING, chaos.faults(), ledger.acknowledgements(), ledger.reads(), transactions.commits(),
                ledger.violations());
    }

    private void hire() {
        for (int i = 0; i < PRODUCERS; i++) {
            writers.add(new Producer("p" + i, place, partitions(PLAIN)));
        }
        writers.add(new OneTry("once", place, partitions(PLAIN)));
        writers.add(transactor("t0", new Transactor.Identity("alone", false, REST_MS)));
        writers.add(transactor("t1", new Transactor.Identity("fought-over", true, REST_MS)));
        writers.add(transactor("t2", new Transactor.Identity("fought-over", true, RIVALS_REST_MS)));
        for (int i = 0; i < MEMBERS; i++) {
            writers.add(new Member("m" + i, place, "team", WORK, owners));
        }
        readers.addAll(readers("r", true));
        readers.addAll(readers("u", false));
        writers.add(new Rearranger("rearranger", place, PLAIN, world.brokers()));
        Stream.concat(writers.stream(), readers.stream()).forEach(Client::begin);
    }

    private Transactor transactor(String name, Transactor.Identity identity) {
        return new Transactor(name, place, identity, partitions(ATOMIC), transactions);
    }

    /** One for each partition that records are written to. */
    private List<Reader> readers(String name, boolean committedOnly) {
        return Stream.of(PLAIN, ATOMIC).flatMap(topic -> partitions(topic).stream())
                .map(partition -> new Reader(name + "-" + partition, place, partition, committedOnly ? transactions : null)).toList();
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(index -> new TopicPartition(topic, index)).toList();
    }

    private void pass(long millis) {
        long until = time.millis() + millis;
        await("", () -> time.millis() >= until || !ledger.violations().isEmpty());
    }

    /** @return false where it never came to be so, or a promise was broken meanwhile */
    private boolean await(String what, BooleanSupplier condition) {
        long until = time.millis() + LONGEST_WAIT_MS;
        while (!condition.getAsBoolean()) {
            if (time.millis() > until || !time.runNext()) {
                ledger.violated("liveness", "in vain waited for: " + what);
                return false;
            }
            events++;
            if (story.isTold()) {
                world.news(news -> story.tell(() -> news));
            }
            world.inspect(broken -> ledger.violated(broken.promise(), broken.what()));
            if (!ledger.violations().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** A cluster that is mended serves again. */
    private boolean everybodyGetsOn() {
        Map<Client, Long> before = new LinkedHashMap<>();
        writers.forEach(client -> before.put(client, client.succeeded()));
        return await("everybody is served again", () -> before.entrySet().stream().allMatch(entry -> entry.getKey().succeeded() > entry.getValue()))
                && await("all replicas are in sync again", world::isWhole);
    }

    private void readToTheEnd() {
        List<Reader> last = new ArrayList<>(readers("last", false));
        List<Reader> lastCommitted = readers("last-committed", true);
        last.addAll(lastCommitted);
        // What producers had under way comes to its end first: nothing is written any more when the last readers begin.
        pass(AFTERWARDS_MS * 6);
        last.forEach(Client::begin);
        if (!await("everything is read", () -> last.stream().allMatch(Reader::isAtTheEnd))) {
            return;
        }
        pass(AFTERWARDS_MS);
        world.compareReplicas(broken -> ledger.violated(broken.promise(), broken.what()));
        List<Reader> lastOfAll = last.stream().filter(reader -> !reader.readsCommittedOnly()).toList();
        lastOfAll.forEach(reader -> ledger.finalContent(reader.partition(), reader.content()));
        readers.forEach(reader -> last.stream()
                .filter(other -> other.partition().equals(reader.partition()) && other.readsCommittedOnly() == reader.readsCommittedOnly())
                .forEach(other -> reader.judge(other.content())));
        Set<String> idempotent = IntStream.range(0, PRODUCERS).mapToObj(i -> "p" + i).collect(Collectors.toSet());
        new InOrder(ledger, idempotent).judge(lastOfAll.stream().filter(reader -> reader.partition().topic().equals(PLAIN)).toList());
        Map<TopicPartition, Set<String>> committed = new TreeMap<>(Comparators.PARTITIONS);
        lastCommitted.forEach(reader -> committed.put(reader.partition(), new TreeSet<>(reader.content().values())));
        transactions.judge(committed);
    }

    /**
     * What came of it.
     *
     * @param events           steps of virtual time
     * @param virtualMillis    that passed
     * @param acknowledgements of records and commits
     * @param reads            of records and commits
     */
    public record Report(long seed, long events, long virtualMillis, long faults, long acknowledgements, long reads, long transactions,
            List<Violation> violations) {

        @Override
        public String toString() {
            return "seed " + seed + ": " + events + " events, " + virtualMillis / 1_000 + " s, " + faults + " faults, " + acknowledgements
                    + " acknowledgements, " + reads + " reads, " + transactions + " transactions committed"
                    + (violations.isEmpty() ? "" : ", BROKEN: " + violations.getFirst());
        }
    }
}
