package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.SendMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A producer.
 *
 * @param name  {@code client.id}
 * @param topic where it writes
 */
public record ProducerSetup(String name, String topic, Load load, Delivery delivery, Batching batching, Transactions transactions) implements Setup {

    public static final double MOST_PER_SECOND = 100_000;
    public static final int MOST_KEYS = 100_000;
    public static final int MOST_BYTES = 900_000;

    /**
     * What it sends.
     *
     * @param perSecond    records a second that it aims at
     * @param distinctKeys how many different keys there are
     * @param valueBytes   size of a value, at least
     */
    public record Load(double perSecond, KeyPlan keys, int distinctKeys, Content content, int valueBytes) {}

    /** {@code batch.size} in bytes, {@code linger.ms}. */
    public record Batching(int bytes, int lingerMs) {

        /** Kafka's defaults. */
        public static final Batching DEFAULT = new Batching(16_384, 5);
    }

    /**
     * Whether records go in transactions.
     *
     * @param records      so many to a transaction; 0 for none at all
     * @param abortPercent so many of a hundred transactions are aborted in the end
     */
    public record Transactions(int records, int abortPercent) {

        public static final Transactions NONE = new Transactions(0, 0);

        public boolean used() {
            return records > 0;
        }
    }

    /** One that sends two records a second, in the middle of all there is to choose. */
    public static ProducerSetup plain(String name, String topic) {
        return new ProducerSetup(name, topic, new Load(2, KeyPlan.UNIFORM, 20, Content.ORDER, 100),
                new Delivery(SendMode.ASYNCHRONOUS, Acks.ALL, Compression.NONE, true), Batching.DEFAULT, Transactions.NONE);
    }

    @Override
    public ProducerSetup named(String other) {
        return new ProducerSetup(other, topic, load, delivery, batching, transactions);
    }

    public ProducerSetup sending(Load other) {
        return new ProducerSetup(name, topic, other, delivery, batching, transactions);
    }

    public ProducerSetup delivering(Delivery other) {
        return new ProducerSetup(name, topic, load, other, batching, transactions);
    }

    public ProducerSetup batching(Batching other) {
        return new ProducerSetup(name, topic, load, delivery, other, transactions);
    }

    public ProducerSetup transactional(Transactions other) {
        return new ProducerSetup(name, topic, load, delivery, batching, other);
    }

    /** What it sends and how it waits for answers is its own affair; the rest was told to the client when it was made. */
    @Override
    public boolean takesOver(Setup next) {
        return next instanceof ProducerSetup other && name.equals(other.name) && topic.equals(other.topic) && batching.equals(other.batching)
                && transactions.used() == other.transactions.used() && delivery.acks() == other.delivery.acks()
                && delivery.compression() == other.delivery.compression() && delivery.idempotent() == other.delivery.idempotent();
    }

    @Override
    public String about() {
        List<String> about = new ArrayList<>();
        about.add(load.keys().label());
        about.add("acks " + delivery.acks().setting());
        if (transactions.used()) {
            about.add(Figures.exact(transactions.records()) + " per transaction");
        } else {
            about.add(switch (delivery.mode()) {
                case FIRE_AND_FORGET -> "forgets";
                case SYNCHRONOUS -> "waits for each";
                case ASYNCHRONOUS -> Figures.bytes(batching.bytes()) + " batches";
            });
        }
        if (delivery.compression() != Compression.NONE) {
            about.add(delivery.compression().setting());
        }
        return String.join(" · ", about);
    }
}
