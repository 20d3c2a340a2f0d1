package dev.vitrine.app.model.lessons;

import static dev.vitrine.app.model.words.Answers.await;

import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.Producers;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.model.groups.GroupActions;
import dev.vitrine.app.model.topics.TopicActions;
import dev.vitrine.app.model.topics.TopicDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Does a lesson's deeds, as any program would: through Admin, a producer, and the actors' desk. Blocks: for the background. */
public final class Stagehand {

    private final Supplier<Admin> admin;
    private final Producers producers;
    private final ActorDesk actors;
    private final BrokerHand brokers;
    private final Patience patience;
    private final TopicActions topics;
    private final GroupActions groups;

    /** How long something takes that others have to do first. */
    @FunctionalInterface
    public interface Patience {

        /** Waits a moment. @param tries so far, from 0; @return false where it has been long enough */
        boolean again(int tries) throws InterruptedException;

        /** Looks ten times a second, for so long at most. */
        static Patience of(Duration limit) {
            return tries -> {
                TimeUnit.MILLISECONDS.sleep(100);
                return tries < limit.toMillis() / 100;
            };
        }
    }

    public Stagehand(Supplier<Admin> admin, Producers producers, ActorDesk actors, BrokerHand brokers, Patience patience) {
        this.admin = admin;
        this.producers = producers;
        this.actors = actors;
        this.brokers = brokers;
        this.patience = patience;
        this.topics = new TopicActions(admin);
        this.groups = new GroupActions(admin);
    }

    static List<String> topics(Setup setup) {
        return switch (setup) {
            case ProducerSetup producer -> List.of(producer.topic());
            case ConsumerSetup consumer -> consumer.topics();
        };
    }

    /** Takes away what a lesson left behind, and sets its scene. Actors of other lessons leave the stage, too: there is room for so many only. */
    public void prepare(Lesson lesson) throws Exception {
        actors.views().stream().filter(actor -> lesson.actors().contains(actor.name()) || topics(actor.setup()).stream().allMatch(Lesson::ours))
                .map(ActorView::id).forEach(actors::remove);
        for (String group : lesson.groups()) {
            if (Lesson.ours(group)) {
                patiently(() -> forgiving(GroupIdNotFoundException.class, () -> groups.delete(group)));
            }
        }
        for (String topic : lesson.topics()) {
            if (Lesson.ours(topic)) {
                forgiving(UnknownTopicOrPartitionException.class, () -> topics.delete(topic));
            }
        }
        for (Deed deed : lesson.prepare()) {
            doIt(deed);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What one wants to be gone may not have been there, and the other way round. */
    private static void forgiving(Class<? extends Exception> fault, Work work) throws Exception {
        try {
            work.run();
        } catch (Exception e) {
            if (!fault.isInstance(e)) {
                throw e;
            }
        }
    }

    /** Crashed members stay in a group until their session ends; polite ones need a moment. */
    private void patiently(Work work) throws Exception {
        for (int tries = 0;; tries++) {
            try {
                work.run();
                return;
            } catch (GroupNotEmptyException | UnknownMemberIdException e) {
                if (!patience.again(tries)) {
                    throw e;
                }
            }
        }
    }

    public void doIt(Deed deed) throws Exception {
        switch (deed) {
            case Deed.CreateTopic create -> create(create);
            case Deed.AddPartitions add -> topics.grow(add.of(), add.partitions());
            case Deed.Configure configure -> topics.configure(configure.of(),
                    configure.set().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> Optional.of(e.getValue()))));
            case Deed.DeleteRecords delete -> topics.purge(ends(delete.of(), OffsetSpec.latest()));
            case Deed.Send send -> send(send);
            case Deed.Produce produce -> play(producer(produce));
            case Deed.Consume consume -> play(consumer(consume));
            case Deed.Tell tell -> tell(tell);
            case Deed.Brokers wanted -> brokers.atLeast(wanted.atLeast());
            case Deed.Hurt hurt -> brokers.hurt(hurt);
            case Deed.Mend _ -> brokers.mend();
            case Deed.ResetOffsets reset -> {
                Map<TopicPartition, Long> start = ends(reset.of(), OffsetSpec.earliest());
                patiently(() -> groups.moveTo(reset.group(), start));
            }
        }
    }

    private void create(Deed.CreateTopic create) throws Exception {
        forgiving(TopicExistsException.class, () -> topics.create(new TopicDraft(create.name(), create.partitions(), (short) (create.replicas() == 0 ? -1 : create.replicas()), create.configs())));
    }

    private Map<TopicPartition, Long> ends(String topic, OffsetSpec end) throws Exception {
        Set<TopicPartition> partitions = await(admin.get().describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
                .map(p -> new TopicPartition(topic, p.partition())).collect(Collectors.toSet());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.get().listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> end))).all()).forEach((p, info) -> offsets.put(p, info.offset()));
        return offsets;
    }

    private void send(Deed.Send send) throws Exception {
        Delivery delivery = new Delivery(SendMode.SYNCHRONOUS, send.acks(), Compression.NONE, send.acks() == Acks.ALL);
        try (Producer<byte[], byte[]> producer = producers.open(Producers.settings(delivery))) {
            Future<RecordMetadata> last = null;
            for (int n = 1; n <= send.times(); n++) {
                last = producer.send(new ProducerRecord<>(send.to(), send.partition(), bytes(send.key(), n), bytes(send.value(), n)));
            }
            producer.flush();
            if (last != null) {
                last.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static byte[] bytes(String text, int n) {
        return text == null ? null : text.replace("#", String.valueOf(n)).getBytes(StandardCharsets.UTF_8);
    }

    private ProducerSetup producer(Deed.Produce told) {
        ProducerSetup plain = ProducerSetup.plain(told.name(), told.to());
        Acks acks = or(told.acks(), plain.delivery().acks());
        return new ProducerSetup(told.name(), told.to(),
                new ProducerSetup.Load(or(told.perSecond(), plain.load().perSecond()), or(told.keys(), plain.load().keys()),
                        or(told.distinctKeys(), plain.load().distinctKeys()), or(told.content(), plain.load().content()), or(told.bytes(), plain.load().valueBytes())),
                new Delivery(or(told.mode(), plain.delivery().mode()), acks, or(told.compression(), plain.delivery().compression()), acks == Acks.ALL),
                new ProducerSetup.Batching(or(told.batchBytes(), plain.batching().bytes()), or(told.lingerMs(), plain.batching().lingerMs())),
                new ProducerSetup.Transactions(or(told.transaction(), 0), or(told.abortPercent(), 0)));
    }

    private ConsumerSetup consumer(Deed.Consume told) {
        ConsumerSetup plain = ConsumerSetup.plain(told.name(), told.group(), told.from());
        var assignor = or(told.assignor(), plain.membership().assignor());
        return plain.reading(new ConsumerSetup.Reading(or(told.millis(), plain.reading().processMillis()), or(told.mostRecords(), plain.reading().maxPollRecords()),
                        or(told.commit(), plain.reading().commit()), or(told.committedOnly(), plain.reading().committedOnly())))
                .belonging(new ConsumerSetup.Membership(assignor.protocol(), assignor, "", plain.membership().sessionSeconds(),
                        or(told.pollSeconds(), plain.membership().pollSeconds())));
    }

    private static <T> T or(T told, T plain) {
        return told == null ? plain : told;
    }

    private void play(Setup setup) {
        Optional<ActorView> there = actors.named(setup.name());
        if (there.isEmpty()) {
            actors.add(setup, true).orElseThrow(() -> new KafkaException("There are " + ActorDesk.MOST + " actors already: let some go first."));
        } else {
            actors.change(there.get().id(), setup);
            actors.start(there.get().id());
        }
    }

    private void tell(Deed.Tell told) throws InterruptedException {
        long id = actors.named(told.actor()).orElseThrow(() -> new KafkaException("There is no actor " + told.actor() + ": reset the lesson.")).id();
        switch (told.to()) {
            case START -> actors.start(id);
            case LEAVE -> actors.leave(id);
            case CRASH -> {
                actors.crash(id);
                // Who is told to start before it lies there would not hear it.
                int tries = 0;
                while (actors.view(id).filter(view -> view.state().alive()).isPresent() && patience.again(tries)) {
                    tries++;
                }
            }
            case FREEZE -> actors.freeze(id);
            case STICK -> actors.stick(id);
            case WAKE -> actors.wake(id);
            case GO -> actors.remove(id);
        }
    }
}
