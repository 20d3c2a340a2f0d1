package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.Span.Holding;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows one group: who is in it, who holds what, and what its rebalances were.
 *
 * <pre>
 *            state becomes a rebalancing one, or a target is computed
 *   settled ───────────────────────────────────────────────────────────► a {@link Script} is open
 *      ▲                                                                      │
 *      └── stable, all shares fetched, nothing left to be given up; or empty ─┘
 * </pre>
 */
final class GroupPlot {

    private static final int KEPT = 100;
    /** A reason is older than what it causes by no more than this. */
    private static final long CAUSES_WITHIN_MILLIS = 1_000;

    private record Hold(String memberId, boolean revoking) {}

    private final String group;
    private final Readings readings;
    private final Map<String, Known> cast = new LinkedHashMap<>();
    private final Map<TopicPartition, Hold> holds = new HashMap<>();
    private final Map<String, List<TopicPartition>> target = new HashMap<>();
    private final Set<String> unfetched = new HashSet<>();
    private final List<Cause> pending = new ArrayList<>();
    private final Deque<Script> scripts = new ArrayDeque<>();
    private final Deque<Generation> generations = new ArrayDeque<>();
    private Map<TopicPartition, String> settled = new HashMap<>();
    private Optional<String> fenced = Optional.empty();
    private GroupState state = GroupState.EMPTY;
    private boolean serverSide;
    private int generation;
    private long number;
    private boolean untouched = true;

    GroupPlot(String group, Readings readings) {
        this.group = group;
        this.readings = readings;
    }

    /** What a picture tells: of a group that nothing has happened to yet, all; of any, where its members are. */
    void picture(GroupView view) {
        for (MemberView member : view.members()) {
            cast.put(member.memberId(), Known.of(member.memberId(), member.clientId(), member.clientHost()));
            if (untouched) {
                member.assigned().forEach(partition -> holds.put(partition, new Hold(member.memberId(), false)));
                target.put(member.memberId(), member.assigned());
            }
        }
        serverSide |= view.type().equals("consumer");
        if (untouched) {
            generation = view.generation();
            state = view.state();
            settle();
        }
    }

    void happened(Event event, long at) {
        untouched = false;
        switch (event) {
            case Event.MemberJoined e -> joined(e, at);
            case Event.MemberRejoined e -> rejoined(e, at);
            case Event.MemberLeft e -> left(e, at);
            case Event.SubscriptionChanged e -> cause(new Cause(Cause.Kind.SUBSCRIPTION, e.memberId(), name(e.memberId()), host(e.memberId()),
                    String.join(", ", e.topics()), 0, at));
            case Event.GroupTopicsChanged _ -> cause(new Cause(Cause.Kind.METADATA, "", "", "", "", 0, at));
            case Event.GroupStateChanged e -> moved(e, at);
            case Event.AssignmentComputed e -> computed(e, at);
            case Event.AssignmentFetched e -> fetched(e, at);
            case Event.MemberReconciled e -> reconciled(e, at);
            case Event.GroupProtocolChanged e -> serverSide = e.to().equals("consumer");
            default -> { }
        }
    }

    private Optional<Script> open() {
        return Optional.ofNullable(scripts.peekLast()).filter(script -> !script.isOver());
    }

    private void cause(Cause cause) {
        open().ifPresentOrElse(script -> script.cause(cause), () -> pending.add(cause));
    }

    private String name(String memberId) {
        return cast.getOrDefault(memberId, Known.stranger(memberId)).name();
    }

    private String host(String memberId) {
        return cast.getOrDefault(memberId, Known.stranger(memberId)).host();
    }

    private void joined(Event.MemberJoined e, long at) {
        Known known = Known.of(e.memberId(), e.clientId(), e.clientHost());
        cast.put(e.memberId(), known);
        fenced.filter(_ -> e.instanceId().isPresent()).ifPresent(former -> inherits(former, e.memberId(), at));
        fenced = Optional.empty();
        cause(new Cause(Cause.Kind.JOINED, e.memberId(), known.name(), known.host(), e.reason(), 0, at));
        open().ifPresent(script -> script.back(e.memberId(), at));
    }

    /** The next incarnation of a static member goes on with what its former self had. */
    private void inherits(String former, String heir, long at) {
        holds.replaceAll((_, hold) -> hold.memberId().equals(former) ? new Hold(heir, hold.revoking()) : hold);
        settled.replaceAll((_, holder) -> holder.equals(former) ? heir : holder);
        open().ifPresent(script -> held(heir).forEach(partition -> script.holds(partition, Holding.OWNED, heir, at)));
    }

    private List<TopicPartition> held(String memberId) {
        return holds.entrySet().stream().filter(hold -> hold.getValue().memberId().equals(memberId)).map(Map.Entry::getKey).sorted(Script.BY_NAME).toList();
    }

    private void rejoined(Event.MemberRejoined e, long at) {
        List<TopicPartition> released = held(e.memberId()).stream().filter(partition -> !e.owned().contains(partition)).toList();
        if (state == GroupState.STABLE || state == GroupState.COMPLETING_REBALANCE) {
            boolean wasTold = released.stream().anyMatch(partition -> holds.get(partition).revoking());
            Cause.Kind kind = wasTold ? Cause.Kind.GAVE_UP : ClientReasons.ofRejoin(e);
            cause(new Cause(kind, e.memberId(), name(e.memberId()), host(e.memberId()), e.reason(), 0, at));
        }
        released.forEach(partition -> hold(partition, null, at));
        open().ifPresent(script -> script.back(e.memberId(), at));
    }

    /** @param hold null for nobody's */
    private void hold(TopicPartition partition, Hold hold, long at) {
        if (hold == null) {
            holds.remove(partition);
        } else {
            holds.put(partition, hold);
        }
        open().ifPresent(script -> write(script, partition, at));
    }

    private void write(Script script, TopicPartition partition, long at) {
        Hold hold = holds.get(partition);
        Holding holding = hold == null ? Holding.UNOWNED : hold.revoking() ? Holding.REVOKING : Holding.OWNED;
        script.holds(partition, holding, hold == null ? "" : hold.memberId(), at);
    }

    private void left(Event.MemberLeft e, long at) {
        Known known = Known.of(e.memberId(), e.clientId(), e.clientHost());
        Cause.Kind kind = ClientReasons.ofLeaving(e);
        cast.put(e.memberId(), known.gone());
        if (kind == Cause.Kind.REPLACED) {
            fenced = Optional.of(e.memberId());
            return;
        }
        cause(new Cause(kind, e.memberId(), known.name(), known.host(), e.reason(), e.timeoutMs(), at));
        target.remove(e.memberId());
        unfetched.remove(e.memberId());
        List<TopicPartition> orphans = held(e.memberId());
        orphans.forEach(holds::remove);
        open().ifPresent(script -> orphans.forEach(partition -> orphan(script, partition, e, at)));
    }

    private static void orphan(Script script, TopicPartition partition, Event.MemberLeft e, long at) {
        if (e.cause() == Event.LeaveCause.SESSION_TIMEOUT) {
            script.silent(partition, e.memberId(), at - e.timeoutMs(), at);
        } else {
            script.holds(partition, Holding.UNOWNED, "", at);
        }
    }

    private void moved(Event.GroupStateChanged e, long at) {
        state = e.to();
        serverSide |= state == GroupState.ASSIGNING || state == GroupState.RECONCILING;
        switch (state) {
            case PREPARING_REBALANCE -> begin(Phase.Kind.JOIN, e.why(), at);
            case COMPLETING_REBALANCE -> open().ifPresent(script -> script.phase(Phase.Kind.SYNC, at));
            case ASSIGNING -> begin(Phase.Kind.TARGET, e.why(), at);
            case RECONCILING -> reconciling(e, at);
            case EMPTY, DEAD -> emptied(e.why(), at);
            default -> open().ifPresent(_ -> settleIfDone(at));
        }
        generation = Math.max(generation, e.generation());
        open().ifPresent(script -> script.generation(e.generation(), ""));
    }

    private void reconciling(Event.GroupStateChanged e, long at) {
        Script last = scripts.peekLast();
        if (last != null && last.isOver() && last.toGeneration() == e.generation()) {
            last.reopen();
        }
        begin(Phase.Kind.RECONCILE, e.why(), at);
    }

    private void emptied(String why, long at) {
        if (open().isEmpty() && !settled.isEmpty()) {
            begin(serverSide ? Phase.Kind.TARGET : Phase.Kind.JOIN, why, at);
        }
        target.clear();
        unfetched.clear();
        open().ifPresent(script -> end(script, at));
    }

    private Script begin(Phase.Kind phase, String why, long at) {
        Script script = open().orElseGet(() -> another(why, at));
        pending.clear();
        if (phase == Phase.Kind.JOIN && script.inPhase(Phase.Kind.GIVE_UP)) {
            script.anotherRound();
        }
        script.phase(phase, at);
        return script;
    }

    private Script another(String why, long at) {
        Script script = new Script(new Script.Start(++number, group, serverSide, generation, at), settled, readings);
        scripts.add(script);
        if (scripts.size() > KEPT) {
            scripts.removeFirst();
        }
        pending.removeIf(cause -> cause.atMillis() < at - CAUSES_WITHIN_MILLIS);
        pending.forEach(cause -> {
            script.cause(cause);
            if (!cause.kind().isLoss()) {
                script.back(cause.memberId(), cause.atMillis());
            }
            if (cause.kind() == Cause.Kind.SESSION_TIMEOUT) {
                settled.forEach((partition, holder) -> {
                    if (holder.equals(cause.memberId())) {
                        script.silent(partition, holder, cause.atMillis() - cause.waitedMillis(), cause.atMillis());
                    }
                });
            }
        });
        if (pending.isEmpty()) {
            script.cause(new Cause(Cause.Kind.OTHER, "", "", "", why, 0, at));
        }
        Stream.concat(settled.keySet().stream(), holds.keySet().stream()).distinct().sorted(Script.BY_NAME).forEach(partition -> write(script, partition, at));
        return script;
    }

    private void computed(Event.AssignmentComputed e, long at) {
        // A leader's assignment comes within a rebalance; one that comes by itself is the coordinator's.
        serverSide |= open().isEmpty();
        Script script = open().orElseGet(() -> begin(Phase.Kind.TARGET, "", at));
        generation = Math.max(generation, e.generation());
        script.generation(e.generation(), e.protocol());
        target.clear();
        target.putAll(e.assignment());
        generations.add(Generation.of(e, at, cast));
        if (generations.size() > KEPT) {
            generations.removeFirst();
        }
        e.assignment().values().forEach(share -> share.stream().filter(partition -> !holds.containsKey(partition)).forEach(partition -> write(script, partition, at)));
        if (serverSide || script.inPhase(Phase.Kind.TARGET)) {
            script.phase(Phase.Kind.RECONCILE, at);
            settleIfDone(at);
        } else {
            unfetched.clear();
            unfetched.addAll(e.assignment().keySet());
        }
    }

    private void fetched(Event.AssignmentFetched e, long at) {
        List<TopicPartition> share = target.getOrDefault(e.memberId(), List.of());
        held(e.memberId()).stream().filter(partition -> !share.contains(partition)).forEach(partition -> hold(partition, new Hold(e.memberId(), true), at));
        share.forEach(partition -> hold(partition, new Hold(e.memberId(), false), at));
        unfetched.remove(e.memberId());
        settleIfDone(at);
    }

    private void reconciled(Event.MemberReconciled e, long at) {
        serverSide = true;
        e.released().stream().filter(partition -> held(e.memberId()).contains(partition)).forEach(partition -> hold(partition, null, at));
        e.revoking().forEach(partition -> hold(partition, new Hold(e.memberId(), true), at));
        e.given().forEach(partition -> hold(partition, new Hold(e.memberId(), false), at));
        settleIfDone(at);
    }

    private void settleIfDone(long at) {
        Optional<Script> open = open();
        boolean revoking = holds.values().stream().anyMatch(Hold::revoking);
        if (open.isEmpty() || state.rebalancing() || !unfetched.isEmpty()) {
            return;
        }
        boolean given = target.entrySet().stream().allMatch(share -> share.getValue().stream()
                .allMatch(partition -> new Hold(share.getKey(), false).equals(holds.get(partition))));
        if (revoking && !serverSide) {
            open.get().phase(Phase.Kind.GIVE_UP, at);
        } else if (!revoking && (given || !serverSide)) {
            end(open.get(), at);
        }
    }

    private void end(Script script, long at) {
        script.end(at);
        settle();
    }

    private void settle() {
        settled = new HashMap<>();
        holds.forEach((partition, hold) -> settled.put(partition, hold.memberId()));
        pending.clear();
    }

    /** Events went by unseen: what goes on is given up, and the next picture tells how things are. */
    void lost(long at) {
        open().ifPresent(script -> script.end(at));
        holds.clear();
        target.clear();
        unfetched.clear();
        pending.clear();
        untouched = true;
    }

    /** The oldest first. */
    List<Rebalance> rebalances(long nowMillis) {
        return scripts.stream().map(script -> script.view(cast, nowMillis)).toList();
    }

    Optional<Rebalance> at(long millis, long nowMillis) {
        return scripts.reversed().stream().filter(script -> script.began() <= millis).findFirst().map(script -> script.view(cast, nowMillis));
    }

    List<Generation> generations() {
        return List.copyOf(generations);
    }
}
