package dev.vitrine.engine.simulate;

import dev.vitrine.engine.time.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** What every simulated client can do: find who leads and who coordinates, ask, and try again later. Everything runs in virtual time, one step at a time. */
abstract class Client {

    private static final short METADATA = 12;
    private static final short FIND_COORDINATOR = 4;
    private static final long PAUSE_MS = 50;

    /** What all clients stand in. */
    record Place(Street street, VirtualTime time, RandomGenerator random, Ledger ledger, List<String> topics, Story story) {}

    /** @param broker −1 for nobody, or who is not to be asked any more */
    private record Leader(int broker, int epoch) {}

    private final String name;
    private final Place place;
    private final Map<TopicPartition, Leader> leaders = new TreeMap<>(Comparators.PARTITIONS);
    private final Map<Uuid, String> topicNames = new TreeMap<>();
    private final Map<String, Integer> coordinators = new TreeMap<>();
    private boolean over;
    private long succeeded;

    Client(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    abstract void begin();

    /** It asks for nothing new any more; what is under way may still be answered. */
    void end() {
        over = true;
    }

    final boolean isOver() {
        return over;
    }

    /** How often it got done what it is there for. */
    final long succeeded() {
        return succeeded;
    }

    final void success() {
        succeeded++;
    }

    final String name() {
        return name;
    }

    final RandomGenerator random() {
        return place.random();
    }

    final Ledger ledger() {
        return place.ledger();
    }

    final void trace(Supplier<String> what) {
        place.story().tell(() -> name + " " + what.get());
    }

    /** By the wall clock. */
    final long millis() {
        return place.time().millis();
    }

    final void later(long millis, Runnable step) {
        place.time().schedule(millis, step);
    }

    /** After the pause that a client makes before it tries again. */
    final void again(Runnable step) {
        later(PAUSE_MS + random().nextInt(50), step);
    }

    final <A extends ApiMessage> void ask(int broker, ApiMessage request, int version, Class<A> type, Consumer<A> heard, Runnable silence) {
        place.street().ask(name, broker, request, (short) version).thenAccept(answer -> {
            if (answer.isPresent()) {
                heard.accept(type.cast(answer.get()));
            } else {
                silence.run();
            }
        });
    }

    /** One of those that clients were told of to begin with. */
    final int anyBroker() {
        List<Integer> known = place.street().brokers();
        return known.get(random().nextInt(known.size()));
    }

    /** Who leads, as it is known; −1 for nobody. */
    final int leader(TopicPartition partition) {
        return known(partition).broker();
    }

    /** The epoch of that leader: who has been deposed and does not know it can tell by it that he should not answer. */
    final int leaderEpoch(TopicPartition partition) {
        return known(partition).epoch();
    }

    private Leader known(TopicPartition partition) {
        return leaders.getOrDefault(partition, new Leader(-1, -1));
    }

    /** Asks until somebody leads. */
    final void leader(TopicPartition partition, IntConsumer then) {
        int known = leader(partition);
        if (known >= 0) {
            then.accept(known);
        } else {
            refresh(() -> leader(partition, then));
        }
    }

    /** What was known of leaders is out of date. */
    final void leadersMoved() {
        leaders.replaceAll((partition, leader) -> new Leader(-1, leader.epoch()));
    }

    final String topic(Uuid id) {
        return topicNames.get(id);
    }

    /** Asks for metadata, until there is an answer. */
    final void refresh(Runnable then) {
        MetadataRequestData request = new MetadataRequestData().setAllowAutoTopicCreation(false)
                .setTopics(place.topics().stream().map(topic -> new MetadataRequestTopic().setName(topic)).toList());
        ask(anyBroker(), request, METADATA, MetadataResponseData.class, answer -> {
            answer.topics().stream().filter(topic -> topic.errorCode() == Errors.NONE.code()).forEach(topic -> {
                topicNames.put(topic.topicId(), topic.name());
                topic.partitions().forEach(p -> leaders.merge(new TopicPartition(topic.name(), p.partitionIndex()),
                        new Leader(p.leaderId(), p.leaderEpoch()), (before, told) -> told.epoch() >= before.epoch() ? told : before));
            });
            again(then);
        }, () -> again(() -> refresh(then)));
    }

    /** Who coordinates a group (0) or a transactional id (1); asks until it is known. */
    final void coordinator(int type, String key, IntConsumer then) {
        Integer known = coordinators.get(type + key);
        if (known != null) {
            then.accept(known);
            return;
        }
        FindCoordinatorRequestData request = new FindCoordinatorRequestData().setKeyType((byte) type).setCoordinatorKeys(List.of(key));
        ask(anyBroker(), request, FIND_COORDINATOR, FindCoordinatorResponseData.class, answer -> {
            FindCoordinatorResponseData.Coordinator found = answer.coordinators().getFirst();
            if (found.errorCode() == Errors.NONE.code()) {
                coordinators.put(type + key, found.nodeId());
            }
            again(() -> coordinator(type, key, then));
        }, () -> again(() -> coordinator(type, key, then)));
    }

    final void coordinatorMoved(int type, String key) {
        coordinators.remove(type + key);
    }
}
