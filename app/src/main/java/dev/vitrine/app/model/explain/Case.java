package dev.vitrine.app.model.explain;

import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.Selected;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import dev.vitrine.engine.observe.PartitionView;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** One group, or a part of what it reads, at one instant: who reads what, how far each partition is behind. */
final class Case {

    static final Comparator<TopicPartition> BY_NAME = Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Evidence evidence;
    private final GroupView group;
    private final Set<TopicPartition> scope;
    private final Map<TopicPartition, MemberView> owners = new HashMap<>();
    private final Map<TopicPartition, CommittedOffset> committed = new HashMap<>();
    private final Map<TopicPartition, CommittedOffset> committedBefore = new HashMap<>();

    /** @param only the partitions asked about; empty for all that the group reads */
    Case(Evidence evidence, GroupView group, Optional<Collection<TopicPartition>> only) {
        this.evidence = evidence;
        this.group = group;
        group.members().forEach(member -> member.assigned().forEach(partition -> owners.put(partition, member)));
        group.offsets().forEach(offset -> committed.put(offset.partition(), offset));
        evidence.before().flatMap(then -> Evidence.named(then, group.id()))
                .ifPresent(then -> then.offsets().forEach(offset -> committedBefore.put(offset.partition(), offset)));
        this.scope = new TreeSet<>(BY_NAME);
        scope.addAll(only.orElseGet(this::all));
        scope.removeIf(partition -> evidence.partition(partition).isEmpty());
    }

    /** What it owns, has committed for, or subscribes to. */
    private Collection<TopicPartition> all() {
        Set<TopicPartition> all = new TreeSet<>(BY_NAME);
        all.addAll(owners.keySet());
        all.addAll(committed.keySet());
        group.members().forEach(member -> member.subscribed().forEach(name -> evidence.topic(name)
                .ifPresent(topic -> topic.partitions().forEach(view -> all.add(new TopicPartition(name, view.index()))))));
        return all;
    }

    Evidence evidence() {
        return evidence;
    }

    GroupView group() {
        return group;
    }

    Set<TopicPartition> scope() {
        return scope;
    }

    Optional<MemberView> owner(TopicPartition id) {
        return Optional.ofNullable(owners.get(id));
    }

    Optional<CommittedOffset> committed(TopicPartition id) {
        return Optional.ofNullable(committed.get(id));
    }

    Optional<CommittedOffset> committedBefore(TopicPartition id) {
        return Optional.ofNullable(committedBefore.get(id));
    }

    PartitionView view(TopicPartition id) {
        return evidence.partition(id).orElseThrow();
    }

    /** Records between what is committed and the end that consumers see; from the log's start on where nothing is committed. */
    long lag(TopicPartition id) {
        long from = committed(id).map(CommittedOffset::offset).orElse(view(id).logStartOffset());
        return Math.max(0, view(id).highWatermark() - from);
    }

    long lag() {
        return scope.stream().mapToLong(this::lag).sum();
    }

    /** The partitions that are behind, the worst first. */
    List<TopicPartition> behind() {
        return scope.stream().filter(id -> lag(id) > 0).sorted(Comparator.comparingLong((TopicPartition id) -> -lag(id)).thenComparing(BY_NAME)).toList();
    }

    /** The part of all lag that lies in these: from 0 to 1. */
    double part(Collection<TopicPartition> of) {
        long all = lag();
        return all == 0 ? 0 : of.stream().mapToLong(this::lag).sum() / (double) all;
    }

    /** Records a second that were committed lately; empty where nothing was committed in that time, or not enough is remembered. */
    OptionalLong moved(TopicPartition id) {
        Optional<CommittedOffset> was = committedBefore(id);
        Optional<CommittedOffset> is = committed(id);
        return was.isPresent() && is.isPresent() ? OptionalLong.of(is.get().offset() - was.get().offset()) : OptionalLong.empty();
    }

    double in() {
        return scope.stream().mapToDouble(evidence::in).sum();
    }

    double out() {
        long moved = scope.stream().mapToLong(id -> Math.max(0, moved(id).orElse(0))).sum();
        return evidence.seconds().map(seconds -> moved / seconds).orElse(0.0);
    }

    /** What the owner of a partition has fetched of it lately; empty where its connection isn't known for sure. */
    Optional<Fetching> fetching(TopicPartition id) {
        return owner(id).filter(owner -> group.members().stream().filter(other -> other.clientId().equals(owner.clientId())).count() == 1)
                .flatMap(owner -> flow(evidence.now().connections(), owner.clientId(), id).map(is -> new Fetching(is,
                        evidence.before().flatMap(then -> flow(then.connections(), owner.clientId(), id)))));
    }

    private static Optional<FlowView> flow(Collection<ConnectionView> connections, String clientId, TopicPartition id) {
        return connections.stream().filter(connection -> connection.clientId().equals(clientId)).flatMap(connection -> connection.flows().stream())
                .filter(flow -> flow.direction() == Direction.FETCH && flow.partition().equals(id)).max(Comparator.comparingLong(FlowView::lastAtMillis));
    }

    /** Whether anybody is connected under its client id. */
    boolean connected(MemberView member) {
        return evidence.now().connections().stream().anyMatch(connection -> connection.clientId().equals(member.clientId()));
    }

    /** @param was in the picture before; empty where it fetched nothing then */
    record Fetching(FlowView is, Optional<FlowView> was) {

        long records() {
            return is.records() - was.map(FlowView::records).orElse(0L);
        }

        boolean stands() {
            return was.filter(then -> then.nextOffset() == is.nextOffset()).isPresent();
        }
    }

    String name(MemberView member) {
        return Names.member(member.memberId(), member.clientId());
    }

    Selected about(MemberView member) {
        return new Selected.Member(group.id(), member.memberId());
    }

    static Selected about(TopicPartition id) {
        return new Selected.Partition(id);
    }

    static String name(TopicPartition id) {
        return id.topic() + " partition " + id.partition();
    }
}
