package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.Span.Holding;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** A reason is older than what it causes by no more than this. */
    private static final long CAUSES_WITHIN_MILLIS = 1_000;

    private final String group;
    private final Readings readings;
    private final Cast cast = new Cast();
    private final Holds holds = new Holds();
    private final Shares shares = new Shares();
    private final List<Cause> pending = new ArrayList<>();
    private final Chronicle chronicle = new Chronicle();
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
            cast.meet(member);
            if (untouched) {
                member.assigned().forEach(partition -> holds.give(partition, member.memberId()));
                shares.has(member);
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
            case Event.SubscriptionChanged e -> cause(cast.cause(Cause.Kind.SUBSCRIPTION, e.memberId(), String.join(", ", e.topics()), 0, at));
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
        return chronicle.open();
    }

    private void cause(Cause cause) {
        open().ifPresentOrElse(script -> script.cause(cause), () -> pending.add(cause));
    }

    private void joined(Event.MemberJoined e, long at) {
        cast.joined(e);
        fenced.filter(_ -> e.instanceId().isPresent()).ifPresent(former -> inherits(former, e.memberId(), at));
        fenced = Optional.empty();
        cause(cast.cause(Cause.Kind.JOINED, e.memberId(), e.reason(), 0, at));
        open().ifPresent(script -> script.back(e.memberId(), at));
    }

    /** The next incarnation of a static member goes on with what its former self had. */
    private void inherits(String former, String heir, long at) {
        holds.inherit(former, heir);
        open().ifPresent(script -> holds.of(heir).forEach(partition -> script.holds(partition, Holding.OWNED, heir, at)));
    }

    private void rejoined(Event.MemberRejoined e, long at) {
        Set<TopicPartition> owned = new HashSet<>(e.owned());
        List<TopicPartition> released = holds.of(e.memberId()).stream().filter(partition -> !owned.contains(partition)).toList();
        if (state == GroupState.STABLE || state == GroupState.COMPLETING_REBALANCE) {
            boolean wasTold = released.stream().anyMatch(holds::isRevoking);
            Cause.Kind kind = wasTold ? Cause.Kind.GAVE_UP : ClientReasons.ofRejoin(e);
            cause(cast.cause(kind, e.memberId(), e.reason(), 0, at));
        }
        released.forEach(partition -> free(partition, at));
        open().ifPresent(script -> script.back(e.memberId(), at));
    }

    private void give(TopicPartition partition, String memberId, long at) {
        holds.give(partition, memberId);
        write(partition, at);
    }

    private void revoke(TopicPartition partition, String memberId, long at) {
        holds.revoke(partition, memberId);
        write(partition, at);
    }

    private void free(TopicPartition partition, long at) {
        holds.free(partition);
        write(partition, at);
    }

    private void write(TopicPartition partition, long at) {
        open().ifPresent(script -> holds.write(script, partition, at));
    }

    private void left(Event.MemberLeft e, long at) {
        Cause.Kind kind = ClientReasons.ofLeaving(e);
        cast.left(e);
        if (kind == Cause.Kind.REPLACED) {
            fenced = Optional.of(e.memberId());
            return;
        }
        cause(cast.cause(kind, e.memberId(), e.reason(), e.timeoutMs(), at));
        shares.left(e.memberId());
        List<TopicPartition> orphans = holds.of(e.memberId());
        orphans.forEach(holds::free);
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
        chronicle.last().filter(last -> last.isOver() && last.toGeneration() == e.generation()).ifPresent(Script::reopen);
        begin(Phase.Kind.RECONCILE, e.why(), at);
    }

    private void emptied(String why, long at) {
        if (open().isEmpty() && !holds.settled().isEmpty()) {
            begin(serverSide ? Phase.Kind.TARGET : Phase.Kind.JOIN, why, at);
        }
        shares.clear();
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
        Script script = new Script(new Script.Start(++number, group, serverSide, generation, at), holds.settled(), readings);
        chronicle.add(script);
        pending.removeIf(cause -> cause.atMillis() < at - CAUSES_WITHIN_MILLIS);
        pending.forEach(cause -> script.causedBy(cause, holds.settled()));
        if (pending.isEmpty()) {
            script.cause(new Cause(Cause.Kind.OTHER, "", "", "", why, 0, at));
        }
        holds.all().forEach(partition -> holds.write(script, partition, at));
        return script;
    }

    private void computed(Event.AssignmentComputed e, long at) {
        // A leader's assignment comes within a rebalance; one that comes by itself is the coordinator's.
        serverSide |= open().isEmpty();
        Script script = open().orElseGet(() -> begin(Phase.Kind.TARGET, "", at));
        generation = Math.max(generation, e.generation());
        script.generation(e.generation(), e.protocol());
        boolean handedOut = serverSide || script.inPhase(Phase.Kind.TARGET);
        shares.computed(e.assignment(), !handedOut);
        chronicle.add(Generation.of(e, at, cast.all()));
        e.assignment().values().forEach(share -> share.stream().filter(partition -> !holds.isHeld(partition)).forEach(partition -> holds.write(script, partition, at)));
        if (handedOut) {
            script.phase(Phase.Kind.RECONCILE, at);
            settleIfDone(at);
        }
    }

    private void fetched(Event.AssignmentFetched e, long at) {
        Set<TopicPartition> share = shares.of(e.memberId());
        holds.of(e.memberId()).stream().filter(partition -> !share.contains(partition)).forEach(partition -> revoke(partition, e.memberId(), at));
        share.forEach(partition -> give(partition, e.memberId(), at));
        shares.fetched(e.memberId());
        settleIfDone(at);
    }

    private void reconciled(Event.MemberReconciled e, long at) {
        serverSide = true;
        Set<TopicPartition> held = new HashSet<>(holds.of(e.memberId()));
        e.released().stream().filter(held::contains).forEach(partition -> free(partition, at));
        e.revoking().forEach(partition -> revoke(partition, e.memberId(), at));
        e.given().forEach(partition -> give(partition, e.memberId(), at));
        settleIfDone(at);
    }

    private void settleIfDone(long at) {
        Optional<Script> open = open();
        boolean revoking = holds.anyRevoking();
        if (open.isEmpty() || state.rebalancing() || !shares.allFetched()) {
            return;
        }
        if (revoking && !serverSide) {
            open.get().phase(Phase.Kind.GIVE_UP, at);
        } else if (!revoking && (!serverSide || shares.areHeld(holds))) {
            end(open.get(), at);
        }
    }

    private void end(Script script, long at) {
        script.end(at);
        settle();
    }

    private void settle() {
        holds.settle();
        pending.clear();
    }

    /** Events went by unseen: what goes on is given up, and the next picture tells how things are. */
    void lost(long at) {
        open().ifPresent(script -> script.end(at));
        holds.forget();
        shares.clear();
        pending.clear();
        untouched = true;
    }

    /** The oldest first. */
    List<Rebalance> rebalances(long nowMillis) {
        return chronicle.rebalances(cast.all(), nowMillis);
    }

    Optional<Rebalance> at(long millis, long nowMillis) {
        return chronicle.at(millis, cast.all(), nowMillis);
    }

    List<Generation> generations() {
        return chronicle.generations();
    }
}
