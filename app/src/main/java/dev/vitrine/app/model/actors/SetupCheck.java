package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.composer.Acks;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/** What is wrong with a setup, in sentences. Where there is nothing, a client can be made of it. */
public final class SetupCheck {

    private static final int LONGEST = 100;

    private SetupCheck() {}

    public static List<String> problems(Setup setup) {
        List<String> problems = new ArrayList<>();
        if (setup.name().isBlank() || setup.name().length() > LONGEST) {
            problems.add("A name has 1 to " + LONGEST + " letters.");
        }
        switch (setup) {
            case ProducerSetup producer -> producer(producer, problems);
            case ConsumerSetup consumer -> consumer(consumer, problems);
        }
        return List.copyOf(problems);
    }

    private static void producer(ProducerSetup setup, List<String> problems) {
        topic(setup.topic(), problems);
        range(setup.load().perSecond() >= 0 && setup.load().perSecond() <= ProducerSetup.MOST_PER_SECOND, "From 0 to 100,000 records a second.", problems);
        range(setup.load().distinctKeys() >= 1 && setup.load().distinctKeys() <= ProducerSetup.MOST_KEYS, "From 1 to 100,000 different keys.", problems);
        range(setup.load().valueBytes() >= 0 && setup.load().valueBytes() <= ProducerSetup.MOST_BYTES, "A value has 0 to 900,000 bytes.", problems);
        range(setup.batching().bytes() >= 0 && setup.batching().bytes() <= 1 << 20, "A batch has 0 bytes (no batching) to 1 MiB.", problems);
        range(setup.batching().lingerMs() >= 0 && setup.batching().lingerMs() <= 10_000, "Linger is 0 to 10,000 ms.", problems);
        range(setup.transactions().records() >= 0 && setup.transactions().records() <= 100_000, "A transaction has up to 100,000 records.", problems);
        range(setup.transactions().abortPercent() >= 0 && setup.transactions().abortPercent() <= 100, "Aborted are 0 to 100 of a hundred.", problems);
        if ((setup.delivery().idempotent() || setup.transactions().used()) && setup.delivery().acks() != Acks.ALL) {
            problems.add((setup.transactions().used() ? "Transactions need" : "Idempotence needs") + " acks all.");
        }
        if (setup.transactions().used() && !setup.delivery().idempotent()) {
            problems.add("Transactions need an idempotent producer.");
        }
    }

    private static void consumer(ConsumerSetup setup, List<String> problems) {
        range(!setup.group().isBlank() && setup.group().length() <= LONGEST, "A group has a name.", problems);
        range(!setup.topics().isEmpty(), "Choose a topic.", problems);
        setup.topics().forEach(topic -> topic(topic, problems));
        range(setup.reading().processMillis() >= 0 && setup.reading().processMillis() <= ConsumerSetup.MOST_PROCESS_MILLIS, "A record takes 0 to 60,000 ms.", problems);
        range(setup.reading().maxPollRecords() >= 1 && setup.reading().maxPollRecords() <= ConsumerSetup.MOST_POLL_RECORDS, "A poll brings 1 to 10,000 records.", problems);
        range(setup.membership().sessionSeconds() >= 6 && setup.membership().sessionSeconds() <= 1800, "A session lasts 6 to 1,800 seconds.", problems);
        range(setup.membership().pollSeconds() >= setup.membership().sessionSeconds() && setup.membership().pollSeconds() <= 3600,
                "The poll interval is at least the session's length, at most an hour.", problems);
    }

    private static void topic(String name, List<String> problems) {
        if (name.isBlank()) {
            problems.add("Choose a topic.");
            return;
        }
        try {
            Topic.validate(name);
        } catch (InvalidTopicException e) {
            problems.add(e.getMessage() + ".");
        }
    }

    private static void range(boolean inside, String sentence, List<String> problems) {
        if (!inside) {
            problems.add(sentence);
        }
    }
}
