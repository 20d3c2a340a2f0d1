package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which connection fetches for which member. Kafka's fetch requests don't name the group, so it is concluded: same client id, and a partition that
 * the member owns. Where several members share a client id, connections and members are paired in order, each connection with one member.
 */
final class Readers {

    private record Who(String group, String memberId) {}

    private final Map<Who, List<FlowKey>> flows = new HashMap<>();
    private final Map<String, List<Who>> byClient = new HashMap<>();

    Readers(ClusterSnapshot snapshot) {
        Map<Who, MemberView> members = new HashMap<>();
        snapshot.groups().stream().sorted(Comparator.comparing(GroupView::id)).forEach(group -> group.members().forEach(member -> {
            Who who = new Who(group.id(), member.memberId());
            members.put(who, member);
            byClient.computeIfAbsent(member.clientId(), _ -> new ArrayList<>()).add(who);
        }));
        Map<Who, Integer> load = new HashMap<>();
        snapshot.connections().stream().sorted(Comparator.comparing(ConnectionView::id)).forEach(connection -> pair(connection, members, load));
    }

    private void pair(ConnectionView connection, Map<Who, MemberView> members, Map<Who, Integer> load) {
        List<FlowView> fetched = connection.flows().stream().filter(flow -> flow.direction() == Direction.FETCH).toList();
        if (fetched.isEmpty()) {
            return;
        }
        Comparator<Who> best = Comparator.<Who>comparingInt(who -> -shared(fetched, members.get(who))).thenComparing(who -> load.getOrDefault(who, 0));
        byClient.getOrDefault(connection.clientId(), List.of()).stream().min(best).ifPresent(who -> {
            load.merge(who, 1, Integer::sum);
            fetched.forEach(flow -> flows.computeIfAbsent(who, _ -> new ArrayList<>()).add(new FlowKey(connection.id(), Direction.FETCH, flow.partition())));
        });
    }

    private static int shared(List<FlowView> fetched, MemberView member) {
        return (int) fetched.stream().filter(flow -> member.assigned().contains(flow.partition())).count();
    }

    List<FlowKey> flows(String group, MemberView member) {
        return flows.getOrDefault(new Who(group, member.memberId()), List.of());
    }

    boolean belongsToGroup(ConnectionView connection) {
        return byClient.containsKey(connection.clientId());
    }
}
