package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The members of one group, as a test lets them come and go. */
final class GroupMembers implements AutoCloseable {

    private final List<GroupMember> members = new ArrayList<>();
    private final List<GroupMember> gone = new ArrayList<>();

    GroupMember add(GroupMember member) {
        members.add(member);
        return member;
    }

    /** It leaves; what it has handled still counts. */
    void leave(GroupMember member) {
        member.close();
        members.remove(member);
        gone.add(member);
    }

    List<GroupMember> all() {
        return List.copyOf(members);
    }

    /** Waits until so many members share all partitions, none owned twice, none without one. */
    void awaitOwned(int partitions, int owners) {
        Awaiting.until(SOON, () -> {
            List<TopicPartition> owned = members.stream().map(GroupMember::owned).flatMap(Collection::stream).toList();
            return owned.size() == partitions && Set.copyOf(owned).size() == partitions
                    && members.stream().filter(m -> !m.owned().isEmpty()).count() == owners;
        }, () -> "owned so: " + ownership());
    }

    /** By the order in which they joined. */
    Map<Integer, Set<TopicPartition>> ownership() {
        Map<Integer, Set<TopicPartition>> owned = new TreeMap<>();
        members.forEach(member -> owned.put(owned.size(), member.owned()));
        return owned;
    }

    /** Sends numbered values over four partitions, while {@code meanwhile} does this and that, and waits until each has been handled. */
    void handleAll(Clients clients, String topic, int count, IntConsumer meanwhile) {
        try (var producer = clients.producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                done(producer.send(new ProducerRecord<>(topic, i % 4, null, "value " + i)));
                meanwhile.accept(i);
            }
        }
        awaitHandled(IntStream.range(0, count).mapToObj(i -> "value " + i).collect(Collectors.toSet()));
    }

    void awaitHandled(Set<String> expected) {
        Awaiting.until(SOON, () -> handled().containsAll(expected), () -> "handled " + handled().size() + ": " + handled());
    }

    private Set<String> handled() {
        return Stream.concat(members.stream(), gone.stream()).map(GroupMember::handled).flatMap(Collection::stream).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        members.forEach(GroupMember::close);
    }
}
