package dev.vitrine.app.testing;

import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/** A group's state. */
final class ScriptedGroup {

    final Map<String, Member> members = new LinkedHashMap<>();
    final Map<TopicPartition, Long> committed = new LinkedHashMap<>();
    private final String id;
    GroupState state = GroupState.EMPTY;
    String protocol = "range";
    int generation;
    long since;

    ScriptedGroup(String id, long since) {
        this.id = id;
        this.since = since;
    }

    record Member(String memberId, String clientId, List<String> subscribed, List<TopicPartition> assigned) {

        Member owning(List<TopicPartition> partitions) {
            return new Member(memberId, clientId, subscribed, partitions);
        }

        MemberView view(String protocol) {
            return new MemberView(memberId, Optional.empty(), clientId, "/127.0.0.1", 45_000, 300_000, List.of(protocol), subscribed, assigned);
        }
    }

    GroupView view(ToLongFunction<TopicPartition> end) {
        List<CommittedOffset> offsets = committed.entrySet().stream()
                .map(e -> new CommittedOffset(e.getKey(), e.getValue(), OptionalInt.empty(), "", since, OptionalLong.of(Math.max(0, end.applyAsLong(e.getKey()) - e.getValue()))))
                .toList();
        Optional<String> leader = members.keySet().stream().findFirst();
        return new GroupView(id, "classic", state, generation, "consumer", Optional.of(protocol), leader, 1, since,
                members.values().stream().map(member -> member.view(protocol)).toList(), offsets);
    }
}
