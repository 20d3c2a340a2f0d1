package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** The right side of a picture: groups with their members, and readers that belong to no group. */
final class GroupCards {

    /** Members of one group, until a person asks for all. */
    static final int MEMBERS = 12;
    private static final Comparator<TopicPartition> BY_PLACE = Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);
    private static final String GROUPLESS = "Without a group";

    private final ClusterSnapshot snapshot;
    private final Set<String> topics;
    private final PictureOptions options;
    private final Predicate<String> quiet;
    private final Function<String, Optional<String>> roles;
    private final Readers readers;
    /** What clients say that they are, by client id. */
    private final Map<String, String> software = new HashMap<>();

    GroupCards(ClusterSnapshot snapshot, Set<String> topics, PictureOptions options, Predicate<String> quiet,
            Function<String, Optional<String>> roles) {
        this.roles = roles;
        this.snapshot = snapshot;
        this.topics = topics;
        this.options = options;
        this.quiet = quiet;
        this.readers = new Readers(snapshot);
        snapshot.connections().forEach(connection -> Names.software(connection.software()).ifPresent(says -> software.putIfAbsent(connection.clientId(), says)));
    }

    /** @param places of groups: their colours; @param shapes of members, by group */
    List<Group> cards(Map<String, Integer> places, Map<String, Map<String, Integer>> shapes) {
        List<Group> cards = new ArrayList<>();
        snapshot.groups().stream().filter(group -> group.state() != GroupState.DEAD).sorted(byFirstTopic())
                .forEach(group -> cards.add(card(group, places.get(group.id()), shapes.get(group.id()))));
        List<Member> loose = groupless();
        if (!loose.isEmpty()) {
            cards.add(new Group(GROUPLESS, -1, GroupState.STABLE, 0, 0, "", true, loose, 0, Optional.empty()));
        }
        return cards;
    }

    /** Groups stand beside the first topic that they read, so that lines cross little. */
    private Comparator<GroupView> byFirstTopic() {
        List<String> order = List.copyOf(topics);
        Map<String, Integer> first = new HashMap<>();
        snapshot.groups().forEach(group -> first.put(group.id(), read(group).stream().mapToInt(order::indexOf).filter(i -> i >= 0).min().orElse(Integer.MAX_VALUE)));
        return Comparator.<GroupView>comparingInt(group -> first.get(group.id())).thenComparing(GroupView::id);
    }

    private static Set<String> read(GroupView group) {
        Set<String> read = new HashSet<>();
        group.members().forEach(member -> read.addAll(member.subscribed()));
        group.offsets().forEach(committed -> read.add(committed.partition().topic()));
        return read;
    }

    private Group card(GroupView group, int place, Map<String, Integer> shapes) {
        Map<TopicPartition, CommittedOffset> committed = new HashMap<>();
        group.offsets().forEach(offset -> committed.put(offset.partition(), offset));
        boolean whole = options.whole().contains(group.id()) || group.members().size() <= MEMBERS;
        List<Member> members = group.members().stream().sorted(Comparator.comparing(member -> shapes.get(member.memberId())))
                .limit(whole ? Integer.MAX_VALUE : MEMBERS - 1)
                .map(member -> member(group, member, shapes.get(member.memberId()), committed)).toList();
        return new Group(group.id(), place, group.state(), group.generation(), group.stateSinceMillis(), assignor(group), incremental(group),
                members, group.members().size() - members.size(), note(group));
    }

    private static String assignor(GroupView group) {
        return group.type().equals("classic") ? group.members().isEmpty() ? "" : group.protocol().orElse("") : group.type() + " protocol";
    }

    private static boolean incremental(GroupView group) {
        return !group.type().equals("classic") || group.protocol().filter("cooperative-sticky"::equals).isPresent();
    }

    private Member member(GroupView group, MemberView view, int shape, Map<TopicPartition, CommittedOffset> committed) {
        List<TopicPartition> owned = view.assigned().stream().sorted(BY_PLACE).toList();
        List<CommittedOffset> known = owned.stream().filter(committed::containsKey).map(committed::get).toList();
        OptionalLong lag = known.isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.stream().mapToLong(offset -> offset.lag().orElse(0)).sum());
        return new Member(view.memberId(), Names.member(view.memberId(), view.clientId()), shape, about(group, view), owned, lag,
                owned.size() - known.size(), readers.flows(group.id(), view));
    }

    private String about(GroupView group, MemberView member) {
        List<String> about = new ArrayList<>();
        roles.apply(member.clientId()).map(role -> "actor · " + role).or(() -> Optional.ofNullable(software.get(member.clientId()))).ifPresent(about::add);
        member.instanceId().ifPresent(id -> about.add("static " + id));
        if (about.isEmpty()) {
            about.add(member.clientHost().replaceFirst("^/", ""));
        }
        if (group.leader().filter(member.memberId()::equals).isPresent() && group.members().size() > 1) {
            about.add("leader");
        }
        return String.join(" · ", about);
    }

    private static Optional<String> note(GroupView group) {
        if (group.members().isEmpty()) {
            long lag = group.offsets().stream().mapToLong(offset -> offset.lag().orElse(0)).sum();
            return Optional.of(group.offsets().isEmpty() ? "no members, nothing committed" : "no members · " + Figures.count(lag, "record") + " behind what it committed");
        }
        long idle = group.members().stream().filter(member -> member.assigned().isEmpty()).count();
        if (group.state() == GroupState.STABLE && idle > 0) {
            return Optional.of(idle + (idle == 1 ? " member is idle" : " members are idle") + ": there are fewer partitions than members");
        }
        return Optional.empty();
    }

    /** Clients that fetch and are nobody's members: assign() instead of subscribe(), kcat -C, the message list. */
    private List<Member> groupless() {
        Map<String, List<ConnectionView>> byClient = new LinkedHashMap<>();
        snapshot.connections().stream().filter(connection -> !quiet.test(connection.clientId()) && !readers.belongsToGroup(connection) && fetches(connection))
                .forEach(connection -> byClient.computeIfAbsent(connection.clientId(), _ -> new ArrayList<>()).add(connection));
        List<Member> members = new ArrayList<>();
        byClient.forEach((client, connections) -> members.add(reader(client, connections, members.size())));
        return members;
    }

    private boolean fetches(ConnectionView connection) {
        return connection.flows().stream().anyMatch(this::fetched);
    }

    private boolean fetched(FlowView flow) {
        return flow.direction() == Direction.FETCH && topics.contains(flow.partition().topic());
    }

    private Member reader(String client, List<ConnectionView> connections, int place) {
        List<FlowKey> flows = connections.stream().flatMap(connection -> connection.flows().stream().filter(this::fetched)
                .map(flow -> new FlowKey(connection.id(), Direction.FETCH, flow.partition()))).toList();
        String about = software.getOrDefault(client, "keeps its own positions");
        return new Member(client, client.isEmpty() ? "no client id" : client, place, about, flows.stream().map(FlowKey::partition).distinct().sorted(BY_PLACE).toList(), OptionalLong.empty(), 0, flows);
    }
}
