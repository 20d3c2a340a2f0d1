package dev.vitrine.engine.controller;

import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.BrokerHeartbeatResponseData;
import org.apache.kafka.common.message.BrokerRegistrationResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a broker, as it tells the controller of it. Any thread may call.
 *
 * <pre>
 *          start()              taken in: own registration        taken in: unfenced
 *   NEW ──────────▶ REGISTERING ─────────────────────────▶ JOINING ─────────────────▶ RUNNING
 *                     │    ▲ refused: again                   │                        │  fenced by the controller, for being silent:
 *                     └────┘                                  │ stop()          stop() │  with the next heartbeat it is there again
 *                                                             ▼                        ▼
 *                               close(), from any         STOPPING ◀───────────────────┘
 *                 CLOSED ◀───────────────────────────────────┘  the controller says: stop, or patience is at its end
 * </pre>
 */
public final class BrokerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLifecycle.class);
    private static final long RETRY_MS = 100;
    private static final short REGISTRATION_VERSION = ApiKeys.BROKER_REGISTRATION.latestVersion();
    private static final short HEARTBEAT_VERSION = ApiKeys.BROKER_HEARTBEAT.latestVersion();

    private final Incarnation me;
    private final Times times;
    private final Controller controller;
    private final MetadataCache metadata;
    private final Mailbox mailbox;
    private final Scheduler scheduler;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile State state = State.NEW;
    private volatile long epoch = -1;
    private volatile boolean known;
    private Optional<Scheduler.Timer> next = Optional.empty();

    private enum State { NEW, REGISTERING, JOINING, RUNNING, STOPPING, CLOSED }

    /**
     * In milliseconds.
     *
     * @param heartbeat    {@code broker.heartbeat.interval.ms}
     * @param session      {@code broker.session.timeout.ms}
     * @param registration {@code initial.broker.registration.timeout.ms}
     */
    public record Times(long heartbeat, long session, long registration) {

        public static Times of(BrokerSettings settings) {
            return new Times(settings.longValue("broker.heartbeat.interval.ms"), settings.longValue("broker.session.timeout.ms"),
                    settings.longValue("initial.broker.registration.timeout.ms"));
        }
    }

    /**
     * @param metadata that this broker has taken in
     * @param mailbox  of this life, for nobody else
     */
    public BrokerLifecycle(Incarnation me, Times times, Controller controller, MetadataCache metadata, Mailbox mailbox, Scheduler scheduler) {
        this.me = me;
        this.times = times;
        this.controller = controller;
        this.metadata = metadata;
        this.mailbox = mailbox;
        this.scheduler = scheduler;
    }

    /** Registers, and goes on until {@link #close}. Done when the broker serves and knows it; fails where no controller lets it in in time. */
    public CompletionStage<Void> start() {
        mailbox.execute(() -> {
            if (state == State.NEW) {
                state = State.REGISTERING;
                register();
            }
        });
        Scheduler.Timer patience = scheduler.schedule(times.registration(), () -> running.completeExceptionally(
                new TimeoutException("no controller has let broker " + me.id() + " in within " + times.registration() + " ms")));
        return running.whenComplete((done, failed) -> patience.cancel());
    }

    /**
     * Gives away what this broker leads, and then goes (controlled shutdown).
     *
     * @param patienceMs after which nobody waits for the controller any more
     * @return done when it may be closed; never fails
     */
    public CompletionStage<Void> stop(long patienceMs) {
        mailbox.execute(() -> {
            if (state == State.JOINING || state == State.RUNNING) {
                state = State.STOPPING;
                beatAfter(0);
            } else if (state != State.STOPPING) {
                stopped.complete(null);
            }
        });
        Scheduler.Timer patience = scheduler.schedule(patienceMs, () -> stopped.complete(null));
        return stopped.whenComplete((done, failed) -> patience.cancel());
    }

    /** Falls silent at once: to the controller it looks as if the broker were dead. */
    public void close() {
        state = State.CLOSED;
        mailbox.execute(() -> {
            next.ifPresent(Scheduler.Timer::cancel);
            running.cancel(false);
            stopped.complete(null);
        });
    }

    /** Of this life; −1 until it is registered. */
    public long epoch() {
        return epoch;
    }

    /**
     * Whether the image, or one before it, knows of this life. What others tell of the life before, or of none, is not to be acted upon: it may lead
     * nothing of that any more. Once it is known it goes along with everything, even with being forgotten.
     */
    public boolean isKnownTo(ClusterImage image) {
        if (!known) {
            known = image.broker(me.id()).filter(broker -> broker.registration().incarnation().equals(me.incarnation())).isPresent();
        }
        return known;
    }

    private void register() {
        Question question = new Question(me.registration(), REGISTRATION_VERSION);
        controller.ask(question, BrokerRegistrationResponseData.class, times.session() / 2)
                .thenAcceptAsync(this::registered, mailbox);
    }

    private void registered(BrokerRegistrationResponseData answer) {
        if (state != State.REGISTERING) {
            return;
        }
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            LOG.info("Broker {} is not let in: {}", me.id(), error);
            later(RETRY_MS, this::register);
            return;
        }
        epoch = answer.brokerEpoch();
        when(this::isKnownTo, () -> {
            if (state == State.REGISTERING) {
                state = State.JOINING;
                beat();
            }
        });
    }

    /** Goes on in the mailbox when this broker has taken in such an image. */
    private void when(Predicate<ClusterImage> condition, Runnable then) {
        ClusterImage image = metadata.image();
        if (condition.test(image)) {
            mailbox.execute(then);
        } else {
            metadata.reached(image.version() + 1).thenRunAsync(() -> {
                if (state != State.CLOSED) {
                    when(condition, then);
                }
            }, mailbox);
        }
    }

    private void beatAfter(long delayMs) {
        next.ifPresent(Scheduler.Timer::cancel);
        later(delayMs, this::beat);
    }

    private void later(long delayMs, Runnable task) {
        next = Optional.of(scheduler.schedule(delayMs, () -> mailbox.execute(task)));
    }

    private void beat() {
        if (state == State.CLOSED) {
            return;
        }
        boolean stopping = state == State.STOPPING;
        BrokerHeartbeatRequestData request = new BrokerHeartbeatRequestData()
                .setBrokerId(me.id())
                .setBrokerEpoch(epoch)
                .setCurrentMetadataOffset(metadata.image().version() - 1)
                .setWantShutDown(stopping);
        controller.ask(new Question(request, HEARTBEAT_VERSION), BrokerHeartbeatResponseData.class, times.session() / 2)
                .thenAcceptAsync(answer -> heard(answer, stopping), mailbox);
    }

    private void heard(BrokerHeartbeatResponseData answer, boolean stopping) {
        if (state == State.CLOSED) {
            return;
        }
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            LOG.warn("The controller doesn't take broker {}'s heartbeat: {}", me.id(), error);
        } else if (stopping && answer.shouldShutDown()) {
            stopped.complete(null);
            return;
        } else if (!answer.isFenced()) {
            joined();
        }
        boolean hurried = state == State.STOPPING || state == State.JOINING && answer.isFenced();
        beatAfter(hurried ? Math.min(RETRY_MS, times.heartbeat()) : times.heartbeat());
    }

    private void joined() {
        if (state == State.JOINING) {
            state = State.RUNNING;
            when(image -> image.broker(me.id()).filter(BrokerImage::fenced).isEmpty(), () -> running.complete(null));
        }
    }
}
