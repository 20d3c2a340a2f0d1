package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.observe.Event.GroupProtocolChanged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.coordinator.group.KafkaGroups;

/** Our group coordinator and Kafka's, asked the same, step by step: same answers at the same time, and same records. */
final class BesideKafka {

    static final Caller CALLER = new Caller("client", "localhost/127.0.0.1", (short) 9);
    /** Nothing expires: in Kafka that is another class's work. (The assignors are Kafka's default, which its test must be told.) */
    private static final Map<String, String> NOT_OF_CONCERN = Map.of("group.initial.rebalance.delay.ms", "0",
            "group.consumer.assignors", "uniform,range", "offsets.retention.check.interval.ms", Integer.toString(Integer.MAX_VALUE));

    final GroupHarness ours;
    final KafkaGroups kafka;
    final List<String> told = new ArrayList<>();
    private final Rendering ourWords = new Rendering();
    private final Rendering kafkasWords = new Rendering();
    private final List<Waiting<?>> waiting = new ArrayList<>();
    private final List<Both<String>> leaders = new ArrayList<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Uuid> ids = new HashMap<>();
    private long topicsMade;
    private int recordsSeen;

    BesideKafka() {
        this(Map.of());
    }

    /** @param own of both coordinators, by Kafka's names; Kafka's defaults hold for all others */
    BesideKafka(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(NOT_OF_CONCERN);
        settings.putAll(own);
        ours = new GroupHarness(GroupConfig.from(settings), Topics.NONE);
        kafka = new KafkaGroups(settings, GroupHarness.START);
        recordsSeen = ours.log.size();
    }

    /** Something asked of both, and not answered yet by either. */
    private record Waiting<T>(String what, GroupHarness.Awaited<T> ours, CompletableFuture<T> kafkas, Consumer<Both<T>> then) {}

    /**
     * The allowed differences. Kafka keeps members in hash maps, so some choices go by the hashes of ids that it has made by chance: which member of a
     * classic group leads where the leader has not joined (ours is the longest-serving one), and which of two equal shares a classic member of a
     * consumer group gets. From there on the two groups go different ways. Nor does
     * Kafka's test timer replay between timers of one moment, as its runtime does. And where a classic client with an unknown id comes to an empty
     * consumer group, Kafka forgets that group without a record, until it reads its log again; ours stays as its log says. A group
     * that went back to the classic protocol is for ever counted by Kafka among those that read its former topics: when these change, it looks anew at
     * whether all members ask for the same, and ours does not. And Kafka lets the clocks of its classic members (to join, to sync) and of a
     * classic group's rebalance run on while the group goes over to the other protocol: when it is back, they put members out that did nothing wrong.
     */
    static final class AllowedDifference extends RuntimeException {}

    /** The two answers. */
    record Both<T>(T ours, T kafkas) {}

    /** @param our asks ours @param kafkas asks Kafka's @param then what the client makes of the answers */
    <T> void ask(String what, Function<ReplyTo<T>, Operation> our, Function<KafkaGroups, CompletableFuture<T>> kafkas, Consumer<Both<T>> then) {
        told.add(what);
        waiting.add(new Waiting<>(what, ours.ask(our), kafkas.apply(kafka), then));
        compare();
    }

    /** A topic that was deleted and comes again is another one. */
    void topic(String name, int count) {
        told.add("topic " + name + " has " + count + " partitions");
        Uuid id = ids.computeIfAbsent(name, made -> new Uuid(++topicsMade, made.hashCode()));
        kafka.topic(id, name, partitions.getOrDefault(name, 0), IntStream.range(0, count).mapToObj(Topics::replicas).toList());
        ours.image = Topics.with(ours.image, id, name, count);
        partitions.put(name, count);
    }

    void removeTopic(String name) {
        if (partitions.remove(name) != null) {
            told.add("topic " + name + " is deleted");
            Uuid id = ids.remove(name);
            kafka.removeTopic(id);
            ours.image = Topics.without(ours.image, id);
            ours.<Errors>ask(reply -> new ForgetTopics(Set.of(name), reply));
        }
    }

    /** From now on the broker is there, in that rack. */
    void rack(int broker, String rack) {
        told.add("broker " + broker + " stands in " + rack);
        kafka.rack(broker, rack);
        ours.image = ours.image.change().taking(1).broker(new BrokerImage(broker, Optional.of(rack), List.of())).done();
    }

    int partitions(String topic) {
        return partitions.getOrDefault(topic, 0);
    }

    /** To the next moment at which something is due, and on, until so much time is over. */
    void pass(long ms) {
        told.add("… " + ms + " ms");
        long target = ours.now() + ms;
        while (ours.now() < target) {
            long next = ours.timers.next().orElse(target);
            long step = Math.min(next, target) - ours.now();
            ours.advance(step);
            if (kafka.pass(step)) {
                throw new AllowedDifference();
            }
            compare();
        }
    }

    /** An id that a coordinator made: the same member under two ids. */
    void name(String ourId, String kafkasId, String name) {
        ourWords.name(ourId, name);
        kafkasWords.name(kafkasId, name);
    }

    /** Ids of members in the order of their names, which is the same on both sides. */
    List<String> oursByName(List<String> ids) {
        return ids.stream().sorted(Comparator.comparing(ourWords::of)).toList();
    }

    List<String> kafkasByName(List<String> ids) {
        return ids.stream().sorted(Comparator.comparing(kafkasWords::of)).toList();
    }

    private void compare() {
        ours.settle();
        kafka.pass(0);
        List<Waiting<?>> answered = List.copyOf(waiting).stream().filter(this::isAnswered).toList();
        waiting.removeAll(answered);
        answered.forEach(BesideKafka::tell);
        answered.forEach(asked -> told.add("  " + asked.what().split(":")[0] + ": " + ourWords.of(asked.ours().get())));
        checkLeaders();
        List<GroupRecord> ourNew = ours.log.subList(recordsSeen, ours.log.size());
        recordsSeen = ours.log.size();
        List<String> our = ourWords.ofOurs(List.copyOf(ourNew));
        List<String> kafkas = kafkasWords.ofKafkas(kafka.written());
        if (sharedOutByChance(our, kafkas) || ledByChance(our, kafkas) || fencedByAnOldClock(our, kafkas)) {
            throw new AllowedDifference();
        }
        answered.forEach(this::compare);
        assertThat(our.stream().sorted().toList()).as(() -> "records " + story()).isEqualTo(kafkas.stream().sorted().toList());
        assertThat(kinds(our)).as(() -> "order of records " + story()).isEqualTo(kinds(kafkas));
        String state = ours.shard().group(ConsumerClient.GROUP).map(group -> group.state().label()).orElse("");
        if (state.equals("Empty") && kafka.state(ConsumerClient.GROUP).isEmpty()) {
            throw new AllowedDifference();
        }
        assertThat(state).as(() -> "state " + story()).isEqualTo(kafka.state(ConsumerClient.GROUP));
    }

    /** See {@link AllowedDifference}. Only targets, and what members take of them, differ. */
    private boolean sharedOutByChance(List<String> our, List<String> kafkas) {
        List<String> different = new ArrayList<>(our);
        different.addAll(kafkas);
        different.removeIf(record -> our.contains(record) && kafkas.contains(record));
        boolean idsByChance = our.stream().anyMatch(record -> record.contains("memberId='k"))
                || ours.shard().consumer(ConsumerClient.GROUP).filter(group -> group.classicMembers() > 0).isPresent();
        return !different.isEmpty() && (idsByChance || wentBack()) && different.stream().allMatch(record -> record.startsWith("ConsumerGroupTargetAssignmentMemberKey(")
                        || record.startsWith("ConsumerGroupCurrentMemberAssignmentKey("));
    }

    private boolean wentBack() {
        return ours.events(GroupProtocolChanged.class).stream().anyMatch(change -> change.to().equals("classic"));
    }

    /** See {@link AllowedDifference}. Kafka alone puts a classic member out. */
    private boolean fencedByAnOldClock(List<String> our, List<String> kafkas) {
        return wentBack() && our.isEmpty() && kafkas.stream().anyMatch(
                record -> record.startsWith("ConsumerGroupCurrentMemberAssignmentKey(") && record.contains("memberId='k") && record.endsWith("→ -"));
    }

    /** See {@link AllowedDifference}. Nothing differs but who leads. */
    private static boolean ledByChance(List<String> our, List<String> kafkas) {
        return !our.stream().sorted().toList().equals(kafkas.stream().sorted().toList()) && leaderless(our).equals(leaderless(kafkas));
    }

    private static List<String> leaderless(List<String> records) {
        return records.stream().map(record -> record.replaceAll("leader \\S+ since", "")).sorted().toList();
    }

    /** In which order kinds of records follow each other; among records of one kind the order says nothing. */
    private static List<String> kinds(List<String> records) {
        List<String> kinds = new ArrayList<>();
        for (String record : records) {
            String kind = record.substring(0, record.indexOf('('));
            if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** The one difference that is allowed: see {@link AllowedDifference}. */
    void sameLeader(String ourLeader, String kafkasLeader) {
        leaders.add(new Both<>(ourLeader, kafkasLeader));
    }

    private void checkLeaders() {
        List<Both<String>> elected = List.copyOf(leaders);
        leaders.clear();
        if (elected.stream().anyMatch(both -> !ourWords.of(both.ours()).equals(kafkasWords.of(both.kafkas())))) {
            throw new AllowedDifference();
        }
    }

    private boolean isAnswered(Waiting<?> asked) {
        assertThat(asked.ours().isThere()).as(() -> asked.what() + " is answered, " + story()).isEqualTo(asked.kafkas().isDone());
        return asked.ours().isThere();
    }

    private static <T> void tell(Waiting<T> asked) {
        asked.then().accept(new Both<>(asked.ours().get(), asked.kafkas().join()));
    }

    private void compare(Waiting<?> asked) {
        assertThat(ourWords.of(asked.ours().get())).as(() -> "answer to " + asked.what() + ", " + story())
                .isEqualTo(kafkasWords.of(asked.kafkas().join()));
    }

    String story() {
        return "after\n" + String.join("\n", told);
    }
}
