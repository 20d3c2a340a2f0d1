package dev.vitrine.app.model;

import static dev.vitrine.app.model.FeedLine.Tone.CHANGE;
import static dev.vitrine.app.model.FeedLine.Tone.DANGER;
import static dev.vitrine.app.model.FeedLine.Tone.GOOD;
import static dev.vitrine.app.model.FeedLine.Tone.NEWS;

import dev.vitrine.app.model.FeedLine.Tone;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.Observed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** An event as a sentence for somebody who has never read Kafka's source. */
final class FeedSentence {

    private static final Selected NOTHING = new Selected.Nothing();
    private static final int OFFSETS_NAMED = 4;
    private static final int GROUPS_NAMED = 3;

    private FeedSentence() {}

    /** Empty for what tells a person nothing yet: a connection that hasn't said who it is. */
    static Optional<FeedLine> of(Observed observed) {
        return Optional.ofNullable(said(observed.event()))
                .map(said -> new FeedLine(observed.sequence(), observed.atMillis(), said.tone, Names.withoutGenerated(said.text), said.about, said.key));
    }

    /** Several events that say the same of several partitions: see {@link FeedGroups}. */
    static FeedLine of(List<Observed> alike) {
        Observed last = alike.getLast();
        Said said = switch (last.event()) {
            case Event.LeaderElected e -> leaders(e, alike.stream().map(each -> ((Event.LeaderElected) each.event()).partition()).toList());
            case Event.InSyncChanged e -> inSync(e, alike.stream().map(each -> ((Event.InSyncChanged) each.event()).partition()).toList());
            case Event.OffsetsCommitted _ -> commits(alike.stream().map(each -> ((Event.OffsetsCommitted) each.event()).group()).distinct().toList());
            default -> throw new IllegalArgumentException(String.valueOf(last.event()));
        };
        return new FeedLine(last.sequence(), last.atMillis(), said.tone, said.text, said.about, said.key);
    }

    private static Said leaders(Event.LeaderElected e, List<TopicPartition> partitions) {
        return e.leader() < 0
                ? say(DANGER, partition(e.partition()), Figures.count(partitions.size(), "partition") + " have no leader" + because(e.why()) + ": " + Names.partitions(partitions) + ".")
                : say(CHANGE, broker(e.leader()), "Broker " + e.leader() + " leads " + Figures.count(partitions.size(), "partition") + " more now" + because(e.why()) + (e.unclean() ? ", and may lack some of what was acknowledged: " : ": ")
                + Names.partitions(partitions) + ".");
    }

    private static Said inSync(Event.InSyncChanged e, List<TopicPartition> partitions) {
        String where = Figures.count(partitions.size(), "partition") + ": " + Names.partitions(partitions) + ".";
        Selected about = e.removed().isEmpty() ? e.added().isEmpty() ? partition(e.partition()) : broker(e.added().getFirst()) : broker(e.removed().getFirst());
        return e.removed().isEmpty() ? say(GOOD, about, capital(Names.brokers(e.added())) + (e.added().size() == 1 ? " is" : " are") + " back in sync for " + where)
                : say(DANGER, about, capital(Names.brokers(e.removed())) + (e.removed().size() == 1 ? " is" : " are") + " out of sync for " + where);
    }

    private static Said commits(List<String> groups) {
        String more = groups.size() > GROUPS_NAMED ? " and " + (groups.size() - GROUPS_NAMED) + " more" : "";
        return new Said(GOOD, "Members of " + Figures.count(groups.size(), "group") + " committed: " + groups.stream().limit(GROUPS_NAMED).collect(Collectors.joining(", ")) + more + ".",
                NOTHING, "commits of many");
    }

    private record Said(Tone tone, String text, Selected about, String key) {}

    private static Said say(Tone tone, Selected about, String text) {
        return new Said(tone, text, about, "");
    }

    private static Said said(Event event) {
        return switch (event) {
            case Event.BrokerStarted e -> say(GOOD, broker(e.broker()), "Broker " + e.broker() + " serves at " + String.join(", ", e.addresses()) + ".");
            case Event.BrokerStopped e -> say(CHANGE, broker(e.broker()), "Broker " + e.broker() + " stopped.");
            case Event.BrokerAdded e -> say(NEWS, broker(e.broker()), "Broker " + e.broker() + " is one more of the cluster, at " + String.join(", ", e.addresses()) + ".");
            case Event.BrokerKilled e -> say(DANGER, broker(e.broker()), "Broker " + e.broker() + " was killed: it said nothing to anybody, and its files are as they were.");
            case Event.BrokerFrozen e -> say(DANGER, broker(e.broker()), "Broker " + e.broker() + " stands still: its connections are open, but nothing is answered.");
            case Event.BrokerThawed e -> say(CHANGE, broker(e.broker()), "Broker " + e.broker() + " goes on, and learns what has happened meanwhile.");
            case Event.BrokerFenced e -> say(DANGER, broker(e.broker()), "The controller does not count on broker " + e.broker() + " any more" + because(e.why()) + ".");
            case Event.BrokerUnfenced e -> say(GOOD, broker(e.broker()), "The controller counts on broker " + e.broker() + ": it may lead partitions.");
            case Event.QuorumLeaderElected e -> say(GOOD, broker(e.broker()), "Broker " + e.broker() + " was elected controller, term " + e.epoch() + ".");
            case Event.VoteCast e -> vote(e);
            case Event.LeaderElected e -> leader(e);
            case Event.InSyncChanged e -> inSync(e);
            case Event.FollowerTruncated e -> say(CHANGE, partition(e.partition()), "Broker " + e.broker() + " threw away its records of " + name(e.partition()) + " from offset "
                    + Figures.exact(e.to()) + " to " + Figures.exact(e.from()) + ": the leader does not have them.");
            case Event.ReassignmentStarted e -> say(CHANGE, partition(e.partition()), name(e.partition()) + " moves from " + Names.brokers(e.from()) + " to " + Names.brokers(e.to()) + ".");
            case Event.ReassignmentCompleted e -> say(GOOD, partition(e.partition()), name(e.partition()) + " lies on " + Names.brokers(e.replicas()) + " now.");
            case Event.LinkChanged e -> link(e);
            case Event.TopicCreated e -> say(NEWS, topic(e.topic()), "Topic " + e.topic() + " was created with " + Figures.count(e.partitions(), "partition")
                    + (e.automatic() ? ", by itself: a client asked for it." : "."));
            case Event.TopicDeleted e -> say(CHANGE, NOTHING, "Topic " + e.topic() + " was deleted, with all its records.");
            case Event.PartitionsAdded e -> say(CHANGE, topic(e.topic()), e.topic() + " now has " + Figures.count(e.to(), "partition") + " instead of " + e.from()
                    + ": keys may map to other partitions from here on.");
            case Event.ConfigChanged e -> say(CHANGE, NOTHING, configs(e));
            case Event.ConnectionOpened _ -> null;
            case Event.ConnectionIdentified e -> say(NEWS, client(e.clientId()), capital(Names.client(e.clientId())) + " connected"
                    + Names.software(e.software()).map(software -> " (" + software + ")").orElse("") + ".");
            case Event.ConnectionClosed e -> say(CHANGE, client(e.clientId()), capital(Names.client(e.clientId())) + " disconnected" + because(e.why()) + ".");
            case Event.GroupStateChanged e -> state(e);
            case Event.MemberJoined e -> say(CHANGE, new Selected.Member(e.group(), e.memberId()), Names.member(e.memberId(), e.clientId()) + " joined " + e.group()
                    + e.instanceId().map(id -> " as static member " + id).orElse("") + ".");
            case Event.MemberRejoined _ -> null;
            case Event.AssignmentFetched _ -> null;
            case Event.SubscriptionChanged e -> say(CHANGE, new Selected.Member(e.group(), e.memberId()), Names.member(e.memberId(), "") + " subscribed to "
                    + String.join(", ", e.topics()) + " in " + e.group() + ": the group has epoch " + e.epoch() + " now.");
            case Event.GroupTopicsChanged e -> say(CHANGE, group(e.group()), "The topics that " + e.group() + " reads have other partitions than before: it has epoch "
                    + e.epoch() + " now.");
            case Event.MemberLeft e -> left(e);
            case Event.GroupProtocolChanged e -> say(CHANGE, group(e.group()), e.group() + " goes on by the " + e.to() + " protocol" + because(e.why()) + ".");
            case Event.MemberReconciled e -> reconciled(e);
            case Event.AssignmentComputed e -> say(GOOD, group(e.group()), assignment(e));
            case Event.OffsetsCommitted e -> committed(e);
            case Event.OffsetsExpired e -> say(CHANGE, group(e.group()), e.group() + " lost its committed offsets of " + Names.partitions(e.partitions())
                    + ": unused for longer than offsets.retention.minutes.");
            case Event.OffsetsDeleted e -> say(CHANGE, group(e.group()), "The committed offsets of " + e.group() + " for " + Names.partitions(e.partitions()) + " were deleted.");
            case Event.GroupDeleted e -> say(CHANGE, NOTHING, "Group " + e.group() + " is gone" + because(e.why()) + ".");
            case Event.TransactionalProducerStarted e -> say(NEWS, NOTHING, "A producer took the transactional id " + e.transactionalId() + ": it is producer "
                    + e.producerId() + ", epoch " + e.producerEpoch() + "; whoever had it before is out.");
            case Event.TransactionBegun e -> transaction(NEWS, e.transactionalId(), "began a transaction with " + Names.partitions(e.partitions()) + ".");
            case Event.TransactionPartitionsAdded e -> transaction(NEWS, e.transactionalId(), "writes to " + Names.partitions(e.partitions()) + " too.");
            case Event.TransactionPreparing e -> transaction(e.commit() ? NEWS : CHANGE, e.transactionalId(), (e.commit() ? "commits" : "aborts") + because(e.why())
                    + "; " + Figures.count(e.partitions(), "partition") + (e.partitions() == 1 ? " is" : " are") + " told.");
            case Event.TransactionCompleted e -> completed(e);
            case Event.ProducerFenced e -> say(DANGER, NOTHING, "Producer " + e.producerId() + " of " + e.transactionalId() + " (epoch " + e.producerEpoch()
                    + ") was fenced" + because(e.why()) + ".");
            case Event.TransactionTimedOut e -> say(DANGER, NOTHING, "The transaction of " + e.transactionalId() + " was open for longer than "
                    + Figures.exact(e.timeoutMs()) + " ms: it is aborted, and its producer is out.");
            case Event.TransactionalIdExpired e -> say(CHANGE, NOTHING, "The transactional id " + e.transactionalId()
                    + " was let go: unused for longer than transactional.id.expiration.ms.");
            case Event.TransactionEnded e -> say(e.committed() ? GOOD : CHANGE, partition(e.partition()), "A transaction of producer " + Figures.exact(e.producerId())
                    + (e.committed() ? " was committed" : " was aborted") + " in " + name(e.partition()) + "."
                    + (e.untold() == 0 ? "" : " Since the one told of before, " + Figures.count(e.untold(), "other") + " ended there."));
            case Event.SegmentRolled e -> say(NEWS, partition(e.partition()), name(e.partition()) + " began a new segment at offset " + Figures.exact(e.baseOffset()) + ".");
            case Event.SegmentsDeleted e -> say(CHANGE, partition(e.partition()), name(e.partition()) + " let go of " + Figures.count(e.segments(), "old segment")
                    + because(e.why()) + "; it now begins at " + Figures.exact(e.newLogStart()) + ".");
            case Event.RecordsDeleted e -> say(CHANGE, partition(e.partition()), "Records of " + name(e.partition()) + " before offset "
                    + Figures.exact(e.newLogStart()) + " were deleted on request.");
            case Event.LogCompacted e -> say(NEWS, partition(e.partition()), name(e.partition()) + " was compacted up to offset " + Figures.exact(e.upTo()) + ": "
                    + Figures.count(e.recordsRemoved(), "record") + " gone that newer ones with the same key replaced, "
                    + Figures.bytes(e.bytesBefore()) + " became " + Figures.bytes(e.bytesAfter()) + ".");
            case Event.LogRecovered e -> recovered(e);
            case Event.ViewRebuilt e -> say(NEWS, NOTHING, "The stored view of " + e.what() + " was made anew from the log" + because(e.why()) + ".");
            case Event.StorageFailed e -> say(DANGER, NOTHING, "The disk refused " + e.what() + ": " + e.why() + ".");
        };
    }

    private static Said vote(Event.VoteCast e) {
        String would = e.preVote() ? (e.granted() ? " would vote for broker " : " would not vote for broker ")
                : (e.granted() ? " votes for broker " : " refuses its vote to broker ");
        return say(e.granted() ? NEWS : CHANGE, broker(e.candidate()), "Broker " + e.voter() + would + e.candidate() + " as controller in term " + (e.preVote() ? e.epoch() + 1 : e.epoch()) + ".");
    }

    private static Said leader(Event.LeaderElected e) {
        return e.leader() < 0
                ? say(DANGER, partition(e.partition()), name(e.partition()) + " has no leader" + because(e.why()) + ".")
                : say(CHANGE, partition(e.partition()), "Broker " + e.leader() + " leads " + name(e.partition()) + " now, epoch " + e.epoch() + because(e.why()) + (e.unclean() ? "; it may lack some of what was acknowledged." : "."));
    }

    private static Said inSync(Event.InSyncChanged e) {
        Stream<String> out = e.removed().stream().map(broker -> "broker " + broker + " is out of it");
        Stream<String> in = e.added().stream().map(broker -> "broker " + broker + " is back in it");
        String what = Stream.concat(out, in).collect(Collectors.joining(", "));
        return say(e.removed().isEmpty() ? GOOD : DANGER, partition(e.partition()), "In sync for " + name(e.partition()) + ": " + Names.brokers(e.inSync())
                + (what.isEmpty() ? "." : "; " + what + "."));
    }

    private static Said link(Event.LinkChanged e) {
        String way = "What broker " + e.from() + " says to broker " + e.to();
        return switch (e.state()) {
            case OPEN -> say(GOOD, broker(e.from()), way + " gets there at once again.");
            case SLOW -> say(CHANGE, broker(e.from()), way + " takes " + Figures.duration(e.delayMillis()) + ".");
            case LOSSY -> say(DANGER, broker(e.from()), way + " gets lost " + Math.round(e.loss() * 100) + " times in a hundred.");
            case CUT -> say(DANGER, broker(e.from()), way + " does not get there any more: the link is cut.");
        };
    }

    private static Said state(Event.GroupStateChanged e) {
        Selected about = group(e.group());
        if (e.to() == GroupState.STABLE) {
            return say(GOOD, about, e.group() + " is stable, generation " + e.generation() + ".");
        }
        if (e.to() == GroupState.EMPTY) {
            return say(CHANGE, about, e.group() + " has no members any more" + because(e.why()) + "; its committed offsets stay.");
        }
        if (e.to() == GroupState.DEAD) {
            return say(CHANGE, NOTHING, "Group " + e.group() + " ended" + because(e.why()) + ".");
        }
        if (e.to() == GroupState.COMPLETING_REBALANCE) {
            return say(CHANGE, about, e.group() + ": all members are in, generation " + e.generation() + " waits for its assignment.");
        }
        return say(CHANGE, about, e.group() + " is rebalancing" + because(e.why()) + ".");
    }

    private static Said left(Event.MemberLeft e) {
        String who = Names.member(e.memberId(), e.clientId());
        return say(e.cause() == Event.LeaveCause.LEFT ? CHANGE : DANGER, group(e.group()), switch (e.cause()) {
            case LEFT -> who + " left " + e.group() + " of its own accord" + because(e.reason().replaceFirst("\\.$", "")) + ".";
            case SESSION_TIMEOUT -> who + " was put out of " + e.group() + ": no heartbeat within its session timeout" + (e.timeoutMs() == 0 ? "" : " of " + Figures.duration(e.timeoutMs())) + ".";
            case REBALANCE_TIMEOUT -> who + " was put out of " + e.group() + ": it did not come back to the rebalance in time.";
            case FENCED -> who + " was replaced in " + e.group() + " by another with the same group.instance.id.";
            case REMOVED_BY_ADMIN -> who + " was removed from " + e.group() + " by an administrator.";
            case NOT_REJOINED -> who + " is out of " + e.group() + ": it did not rejoin.";
        });
    }

    private static Said reconciled(Event.MemberReconciled e) {
        String given = e.given().isEmpty() ? "" : " gets " + Names.partitions(e.given());
        String released = e.released().isEmpty() ? "" : " has given up " + Names.partitions(e.released());
        String revoking = e.revoking().isEmpty() ? "" : " must give up " + Names.partitions(e.revoking());
        String steps = Stream.of(released, revoking, given).filter(step -> !step.isEmpty()).collect(Collectors.joining(" and"));
        return say(CHANGE, new Selected.Member(e.group(), e.memberId()), Names.member(e.memberId(), "")
                + (steps.isEmpty() ? " is where it should be" : steps) + " in " + e.group() + ", epoch " + e.epoch() + ".");
    }

    private static String assignment(Event.AssignmentComputed e) {
        String owners = e.assignment().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(owner -> Names.member(owner.getKey(), "") + (owner.getValue().isEmpty() ? " stays idle" : " gets " + Names.partitions(owner.getValue())))
                .collect(Collectors.joining("; "));
        return e.group() + ", generation " + e.generation() + (e.protocol().isEmpty() ? "" : " (" + e.protocol() + ")") + (owners.isEmpty() ? "." : ": " + owners + ".");
    }

    private static Said committed(Event.OffsetsCommitted e) {
        String who = e.memberId().isEmpty() && e.clientId().isEmpty() ? "Somebody" : Names.member(e.memberId(), e.clientId());
        String text = who + " committed " + offsets(e.offsets()) + " for " + e.group() + ".";
        Selected about = e.memberId().isEmpty() ? group(e.group()) : new Selected.Member(e.group(), e.memberId());
        return new Said(GOOD, text, about, "commit " + e.group());
    }

    private static Said transaction(Tone tone, String transactionalId, String text) {
        return new Said(tone, transactionalId + " " + text, NOTHING, "transaction " + transactionalId);
    }

    private static Said completed(Event.TransactionCompleted e) {
        long others = e.untoldCommits() + e.untoldAborts();
        String before = others == 0 ? "" : " Since the last one told of, " + Figures.exact(e.untoldCommits()) + " others were committed and "
                + Figures.exact(e.untoldAborts()) + " aborted.";
        return transaction(e.commit() ? GOOD : CHANGE, e.transactionalId(), (e.commit() ? "has committed" : "has aborted") + " its transaction." + before);
    }

    private static String offsets(Map<TopicPartition, Long> offsets) {
        String named = offsets.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<TopicPartition, Long> e) -> e.getKey().topic()).thenComparing(e -> e.getKey().partition()))
                .limit(OFFSETS_NAMED).map(e -> Figures.exact(e.getValue())).collect(Collectors.joining(" · "));
        List<String> topics = offsets.keySet().stream().map(TopicPartition::topic).distinct().sorted().toList();
        String more = offsets.size() > OFFSETS_NAMED ? " and " + (offsets.size() - OFFSETS_NAMED) + " more" : "";
        return named + more + " of " + (topics.size() == 1 ? topics.getFirst() : Figures.count(topics.size(), "topic"));
    }

    private static Said recovered(Event.LogRecovered e) {
        String cut = e.bytesCut() == 0 ? "nothing was torn." : Figures.bytes(e.bytesCut()) + " of an unfinished write were cut off.";
        return say(NEWS, partition(e.partition()), name(e.partition()) + " was checked after an unclean stop: whole up to offset "
                + Figures.exact(e.endOffset()) + ", " + cut);
    }

    private static String configs(Event.ConfigChanged e) {
        return capital(e.resource()) + ": " + e.values().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(change -> change.getKey() + change.getValue().map(value -> " is now " + value).orElse(" is back to its default"))
                .collect(Collectors.joining(", ")) + ".";
    }

    private static String because(String why) {
        return why.isBlank() ? "" : ": " + why;
    }

    private static String name(TopicPartition partition) {
        return partition.topic() + " partition " + partition.partition();
    }

    private static Selected topic(String topic) {
        return new Selected.Topic(topic);
    }

    private static Selected partition(TopicPartition partition) {
        return new Selected.Partition(partition);
    }

    private static Selected group(String group) {
        return new Selected.Group(group);
    }

    private static Selected broker(int id) {
        return new Selected.Broker(id);
    }

    private static Selected client(String clientId) {
        return new Selected.Client(clientId);
    }

    private static String capital(String text) {
        // A name that a person gave is never respelled: only our own words begin with a capital letter.
        return text.startsWith("a client ") || text.startsWith("topic ") || text.startsWith("broker ") || text.startsWith("brokers ") ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
    }
}
