package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogOptions;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/** Brokers with a quorum among them, in virtual time, each with a disk of its own; nothing else of a broker is there. */
final class QuorumBench {

    static final String CLUSTER = "cluster";
    static final Path FOLDER = Path.of("/data/__cluster_metadata-0");

    final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    final Random random;
    final InProcessLinks links;
    final List<String> agreed = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final Map<Integer, Node> nodes = new TreeMap<>();
    final Map<Integer, Integer> leaders = new TreeMap<>();
    private final Map<String, Integer> votes = new TreeMap<>();
    QuorumOptions options = QuorumOptions.DEFAULT;
    Map<String, String> settings = Map.of();

    QuorumBench(long seed) {
        this.random = new Random(seed);
        this.links = new InProcessLinks(time, time.executor(), random, unclaimed -> { });
    }

    static QuorumBench of(int voters) {
        return of(voters, 1);
    }

    static QuorumBench of(int voters, long seed) {
        QuorumBench bench = new QuorumBench(seed);
        for (int id = 1; id <= voters; id++) {
            bench.add(id, bench.all(voters));
        }
        return bench;
    }

    static ReplicaKey key(int id) {
        return new ReplicaKey(id, new Uuid(7, id));
    }

    Voters all(int count) {
        Voters voters = Voters.NONE;
        for (int id = 1; id <= count; id++) {
            voters = voters.with(key(id));
        }
        return voters;
    }

    Node add(int id, Voters initial) {
        Node node = new Node(id, initial);
        nodes.put(id, node);
        return node;
    }

    QuorumBench startAll() {
        nodes.values().forEach(Node::start);
        return this;
    }

    /** Moves time until it is so. */
    void await(String what, long withinMs, BooleanSupplier so) {
        long until = time.millis() + withinMs;
        while (!so.getAsBoolean() && time.millis() < until) {
            advance(5);
        }
        assertThat(so.getAsBoolean()).as("%s within %s ms: %s", what, withinMs, this).isTrue();
    }

    void advance(long ms) {
        long until = time.millis() + ms;
        while (time.untilNext().isPresent() && time.millis() + time.untilNext().getAsLong() <= until) {
            time.runNext();
            check();
        }
        time.advance(until - time.millis());
    }

    /** What must hold at any moment. */
    private void check() {
        assertThat(violations).isEmpty();
        for (Node node : nodes.values()) {
            if (node.runs() && node.quorum.view().role() == QuorumRole.LEADER) {
                Integer before = leaders.putIfAbsent(node.quorum.epoch(), node.id);
                assertThat(before == null || before == node.id).as("one leader in epoch %s", node.quorum.epoch()).isTrue();
            }
        }
    }

    private void heard(Event event) {
        events.add(event);
        if (event instanceof Event.VoteCast vote && vote.granted() && !vote.preVote()) {
            Integer before = votes.putIfAbsent(vote.voter() + " in " + vote.epoch(), vote.candidate());
            require(before == null || before == vote.candidate(), "it voted for " + before + " already: " + vote);
        }
    }

    private void require(boolean so, String otherwise) {
        if (!so) {
            violations.add(otherwise);
        }
    }

    /** The broker that all others that run follow. */
    Optional<Node> leader() {
        return nodes.values().stream()
                .filter(Node::runs)
                .filter(node -> node.quorum.view().role() == QuorumRole.LEADER)
                .max((a, b) -> Integer.compare(a.quorum.epoch(), b.quorum.epoch()));
    }

    Node elected() {
        await("a leader that may write", 30_000, () -> leader().filter(node -> node.leading).isPresent());
        return leader().orElseThrow();
    }

    void cut(int a, int b) {
        links.set(new InProcessLinks.Way(a, b), LinkFault.CUT);
        links.set(new InProcessLinks.Way(b, a), LinkFault.CUT);
    }

    void isolate(int id) {
        nodes.keySet().stream().filter(other -> other != id).forEach(other -> cut(id, other));
    }

    void heal() {
        List.copyOf(links.faults().keySet()).forEach(way -> links.set(way, LinkFault.NONE));
    }

    /** What a node answers to a question of somebody else's. */
    <A extends ApiMessage> A ask(Node node, ApiMessage question, Class<A> kind) {
        CompletableFuture<ApiMessage> answer = node.quorum.asked(9, new Question(question, (short) 0)).toCompletableFuture();
        await("an answer", 5_000, answer::isDone);
        return kind.cast(answer.join());
    }

    /** How the leader sees the quorum, asked through any node. */
    DescribeQuorumResponseData.PartitionData described(Node through) {
        var asked = through.quorum.describe().toCompletableFuture();
        advance(10);
        return asked.join().orElseThrow();
    }

    @Override
    public String toString() {
        return nodes.values().toString();
    }

    /** One broker, through all its lives. */
    final class Node implements QuorumListener {

        final int id;
        final Voters initial;
        final MemoryDisk disk = new MemoryDisk(time::millis);
        /** The same, as the broker sees it. */
        final FaultyDisk seen = new FaultyDisk(disk);
        Words words = new Words(agreed, violations::add);
        Quorum quorum;
        Log log;
        boolean leading;
        OptionalInt following = OptionalInt.empty();
        int lowestEpoch;
        private Life life;

        Node(int id, Voters initial) {
            this.id = id;
            this.initial = initial;
        }

        boolean runs() {
            return life != null;
        }

        Node start() {
            return start(key(id));
        }

        Node start(ReplicaKey as) {
            life = new Life();
            lowestEpoch = disk.exists(Path.of("/data")) ? lowestEpoch : 0;
            words = new Words(agreed, violations::add);
            leading = false;
            log = open();
            try {
                quorum = new Quorum(
                        new Quorum.Member(as, CLUSTER, initial, () -> List.copyOf(nodes.keySet()), options),
                        Quorum.Storage.of(log, seen, FOLDER),
                        new Surroundings(new Mailbox("metadata " + id, life), links, time, time, random, QuorumBench.this::heard, Runnable::run),
                        words, this);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            links.join(id, (from, question) -> quorum.asked(from, question));
            quorum.start();
            return this;
        }

        private Log open() {
            return Log.open(new LogOptions(FOLDER, MetadataTopic.PARTITION, MetadataTopic.ID, MetadataTopic.config(BrokerSettings.of(settings)), false, 0, 0,
                    86_400_000, seen, time, time, new Events(16, time::millis)));
        }

        /** As a broker wrote it that knew of no quorum. */
        void hasLogWithoutVoters(String... words) {
            Log old = open();
            for (String word : words) {
                old.append(new BatchBuilder().add(time.millis(), null, word.getBytes(StandardCharsets.UTF_8)).build(),
                        new AppendContext(1, AppendContext.Origin.COORDINATOR, (short) 13));
            }
            old.flush();
            old.close();
        }

        /** Stops as a broker does that is asked to. */
        void stop() {
            quorum.close();
            advance(1);
            kill();
            log.close();
        }

        void kill() {
            links.leave(id);
            life.alive = false;
            life = null;
        }

        void losePower() {
            kill();
            disk.losePower();
        }

        void freeze() {
            life.frozen = true;
        }

        void thaw() {
            life.thaw();
        }

        /** As the controller on this broker would. */
        Appended write(String word) {
            return quorum.log().append(List.of(new KeyValue(new byte[0], word.getBytes(StandardCharsets.UTF_8))), time.millis());
        }

        @Override
        public void leading(int epoch) {
            leading = true;
            following = OptionalInt.empty();
            require(words.said().size() == agreed.size(), "broker " + id + " leads, and lacks some of what was decided");
        }

        @Override
        public void following(OptionalInt leader, int epoch) {
            leading = false;
            following = leader;
            require(epoch >= lowestEpoch, "broker " + id + " went back from epoch " + lowestEpoch + " to " + epoch);
            lowestEpoch = epoch;
        }

        @Override
        public String toString() {
            return id + (runs() ? " " + quorum.view() + " hw " + quorum.highWatermark() : " down");
        }
    }

    /** Runs what a broker has to do for as long as it lives and is not frozen. */
    private final class Life implements Executor {

        private final Deque<Runnable> held = new ArrayDeque<>();
        private boolean alive = true;
        private boolean frozen;

        @Override
        public void execute(Runnable task) {
            time.schedule(0, () -> run(task));
        }

        private void run(Runnable task) {
            if (frozen) {
                held.add(task);
            } else if (alive) {
                task.run();
            }
        }

        void thaw() {
            frozen = false;
            List<Runnable> due = List.copyOf(held);
            held.clear();
            due.forEach(this::execute);
        }
    }
}
