package dev.vitrine.engine.link;

import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.protocol.ApiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links between the brokers of one process. As on a TCP connection, what one broker says to another arrives in the order in which it was said,
 * unless a delay begins or ends meanwhile; who goes away breaks its connections, and whoever waits for it knows at once. What is cut or lost is simply
 * never heard of again: who asked waits until its time is over.
 *
 * <pre>
 *   ask ──way there──► peer.asked ──way back──► answer
 *    │   (late, lost)      │        (late, lost)
 *    └── time over, either broker gone ──► empty
 * </pre>
 */
public final class InProcessLinks implements Links {

    private static final Logger LOG = LoggerFactory.getLogger(InProcessLinks.class);

    private final Scheduler scheduler;
    private final Executor pool;
    private final RandomGenerator random;
    private final Consumer<ApiMessage> unclaimed;
    private final Map<Integer, Member> members = new ConcurrentHashMap<>();
    private final Map<Way, Mailbox> ways = new ConcurrentHashMap<>();
    private final NavigableMap<Way, LinkFault> faults = new ConcurrentSkipListMap<>();

    /**
     * @param pool      carries messages
     * @param random    decides what is lost
     * @param unclaimed given answers that nobody waits for any more, to release what they hold
     */
    public InProcessLinks(Scheduler scheduler, Executor pool, RandomGenerator random, Consumer<ApiMessage> unclaimed) {
        this.scheduler = scheduler;
        this.pool = pool;
        this.random = random;
        this.unclaimed = unclaimed;
    }

    /** One direction between two brokers. */
    public record Way(int from, int to) implements Comparable<Way> {

        Way back() {
            return new Way(to, from);
        }

        @Override
        public int compareTo(Way other) {
            return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
        }
    }

    /** A broker from joining to leaving: who joins again under the same id is another. */
    private static final class Member {

        private final Peer peer;
        private final Set<Errand<?>> errands = ConcurrentHashMap.newKeySet();

        Member(Peer peer) {
            this.peer = peer;
        }
    }

    @Override
    public void join(int broker, Peer peer) {
        gone(members.put(broker, new Member(peer)));
    }

    @Override
    public void leave(int broker) {
        gone(members.remove(broker));
    }

    private static void gone(Member member) {
        if (member != null) {
            member.errands.forEach(Errand::fail);
        }
    }

    /** Makes a direction as bad as {@code fault} says, from now on; {@link LinkFault#NONE} mends it. */
    public void set(Way way, LinkFault fault) {
        if (fault.equals(LinkFault.NONE)) {
            faults.remove(way);
        } else {
            faults.put(way, fault);
        }
    }

    public LinkFault fault(Way way) {
        return way.from() == way.to() ? LinkFault.NONE : faults.getOrDefault(way, LinkFault.NONE);
    }

    /** Directions that are not in order, in their order. */
    public Map<Way, LinkFault> faults() {
        return Collections.unmodifiableMap(new TreeMap<>(faults));
    }

    @Override
    public <A extends ApiMessage> CompletionStage<Optional<A>> ask(int from, int to, Question question, Class<A> answer, long timeoutMs) {
        Member asker = members.get(from);
        Member asked = members.get(to);
        if (asker == null || asked == null) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        Errand<A> errand = new Errand<>(new Way(from, to), asker, asked, answer);
        errand.begin(question, timeoutMs);
        return errand.result;
    }

    private void carry(Way way, Runnable arrived, Runnable lost) {
        LinkFault fault = fault(way);
        if (fault.cut() || fault.loss() > 0 && random.nextDouble() < fault.loss()) {
            lost.run();
        } else if (fault.delayMs() > 0) {
            scheduler.schedule(fault.delayMs(), () -> arrive(way, arrived, lost));
        } else {
            arrive(way, arrived, lost);
        }
    }

    private void arrive(Way way, Runnable arrived, Runnable lost) {
        if (fault(way).cut()) {
            lost.run();
        } else {
            ways.computeIfAbsent(way, made -> new Mailbox("link " + made.from() + "-" + made.to(), pool)).execute(arrived);
        }
    }

    /** A question on its way there and back. */
    private final class Errand<A extends ApiMessage> {

        private final Way way;
        private final Member asker;
        private final Member asked;
        private final Class<A> type;
        private final CompletableFuture<Optional<A>> result = new CompletableFuture<>();

        Errand(Way way, Member asker, Member asked, Class<A> type) {
            this.way = way;
            this.asker = asker;
            this.asked = asked;
            this.type = type;
        }

        void begin(Question question, long timeoutMs) {
            Scheduler.Timer timer = scheduler.schedule(timeoutMs, this::fail);
            asker.errands.add(this);
            asked.errands.add(this);
            result.whenComplete((done, never) -> {
                timer.cancel();
                asker.errands.remove(this);
                asked.errands.remove(this);
            });
            if (isBroken()) { // somebody went while this was noted
                fail();
            } else {
                carry(way, () -> ask(question), () -> { });
            }
        }

        private boolean isBroken() {
            return members.get(way.from()) != asker || members.get(way.to()) != asked;
        }

        private void ask(Question question) {
            if (isBroken()) {
                return;
            }
            try {
                asked.peer.asked(way.from(), question).whenComplete((answer, failure) -> {
                    if (failure != null) {
                        LOG.error("Broker {} could not answer {} of broker {}", way.to(), question.message().getClass().getSimpleName(), way.from(), failure);
                        fail();
                    } else {
                        carry(way.back(), () -> answered(answer), () -> unclaimed.accept(answer));
                    }
                });
            } catch (RuntimeException failure) {
                LOG.error("Broker {} failed to answer {}", way.to(), question.message().getClass().getSimpleName(), failure);
                fail();
            }
        }

        private void answered(ApiMessage answer) {
            if (!type.isInstance(answer)) {
                LOG.error("Broker {} answered broker {} with {} instead of {}", way.to(), way.from(), answer, type);
                unclaimed.accept(answer);
                fail();
            } else if (isBroken() || !result.complete(Optional.of(type.cast(answer)))) {
                unclaimed.accept(answer);
            }
        }

        void fail() {
            result.complete(Optional.empty());
        }
    }
}
