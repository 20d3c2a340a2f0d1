package dev.vitrine.app.actors;

import dev.vitrine.app.model.actors.ActorFigures.Produced;
import dev.vitrine.app.model.actors.ClientSettings;
import dev.vitrine.app.model.actors.Content;
import dev.vitrine.app.model.actors.Keys;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.model.words.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/** Sends at a pace, in the way it was told. An onlooker's callback counts answers even where the program itself would never look. */
final class ProducerActor extends Actor {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Clients clients;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Speedometer speed = new Speedometer();
    private final RecentLatencies latencies = new RecentLatencies();
    private final LongAdder sent = new LongAdder();
    private final LongAdder acked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder committed = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private ProducerSetup.Load drawnFor;
    private Keys keys;
    private Content.Writer values;

    ProducerActor(long id, ProducerSetup setup, Clients clients, Chance chance) {
        super(id, setup, chance.nanos());
        this.clients = clients;
        this.clock = chance.clock();
        this.random = chance.random();
    }

    /** Where time and chance come from. */
    record Chance(LongSupplier nanos, InstantSource clock, RandomGenerator random) {}

    private ProducerSetup told() {
        return (ProducerSetup) setup();
    }

    @Override
    void play() {
        Producer<byte[], byte[]> producer = clients.producer(ClientSettings.of(told()), body());
        try {
            TransactionsOf transactions = new TransactionsOf(producer, random, committed, aborted);
            if (told().transactions().used()) {
                producer.initTransactions();
            }
            works();
            sendOn(producer, transactions);
            if (wished() == Wish.LEAVE) {
                transactions.finish(told().transactions());
                producer.close(PATIENCE);
            }
        } catch (InterruptException e) {
            // told to hurry
        } finally {
            // Does nothing where it was closed politely; otherwise what was not sent is given up and an open transaction left to its timeout.
            producer.close(Duration.ZERO);
        }
    }

    private void sendOn(Producer<byte[], byte[]> producer, TransactionsOf transactions) {
        Pace pace = new Pace(nanos.getAsLong());
        while (goesOn()) {
            pass();
            ProducerSetup now = told();
            int due = pace.due(now.load().perSecond(), nanos.getAsLong());
            for (int i = 0; i < due && goesOn(); i++) {
                pass();
                transactions.before(now.transactions());
                send(producer, now);
                transactions.after(now.transactions());
            }
            if (due == 0) {
                rest(pace.untilNext(now.load().perSecond()));
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer, ProducerSetup now) {
        draw(now.load());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(now.topic(), keys.draw(), values.next());
        long at = nanos.getAsLong();
        sent.increment();
        Future<RecordMetadata> answer = producer.send(record, (_, error) -> answered(error, nanos.getAsLong() - at));
        if (now.delivery().mode() == SendMode.SYNCHRONOUS) {
            await(answer);
        }
    }

    private static void await(Future<RecordMetadata> answer) {
        try {
            answer.get();
        } catch (ExecutionException e) {
            // counted by the callback; this program goes on with the next
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void draw(ProducerSetup.Load load) {
        if (drawnFor == null || drawnFor.keys() != load.keys() || drawnFor.distinctKeys() != load.distinctKeys()) {
            keys = new Keys(load.keys(), load.distinctKeys(), random);
        }
        if (drawnFor == null || drawnFor.content() != load.content() || drawnFor.valueBytes() != load.valueBytes()) {
            values = new Content.Writer(load.content(), load.valueBytes(), clock, random);
        }
        drawnFor = load;
    }

    private void answered(Exception error, long span) {
        if (error == null) {
            acked.increment();
            latencies.add(span);
        } else {
            failed.increment();
            note(Reason.of(error));
        }
    }

    @Override
    Produced figures() {
        long count = sent.sum();
        long[] spans = latencies.p50AndP99();
        return new Produced(speed.perSecond(count, nanos.getAsLong()), count, acked.sum(), failed.sum(), spans[0], spans[1], committed.sum(), aborted.sum());
    }

    @Override
    void forget() {
        sent.reset();
        acked.reset();
        failed.reset();
        committed.reset();
        aborted.reset();
        latencies.clear();
        speed.reset(nanos.getAsLong());
    }
}
