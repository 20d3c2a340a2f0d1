package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.assign.MetadataHash;
import dev.vitrine.engine.group.assign.ResolvedRegex;
import dev.vitrine.engine.group.assign.Subscriptions;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/**
 * Sees to it that the patterns of a shard's groups are looked up: when a new one comes, when there are new topics, and every
 * {@code group.consumer.regex.refresh.interval.ms}, but not all the time. Looking up is a turn of its own, behind those who wait: there may be many topics.
 */
final class Regexes {

    private static final long AT_MOST_EVERY_MS = 10_000;
    private static final long AT_ONCE = 0;

    private final GroupShard shard;
    private final Set<String> scheduled = new HashSet<>();

    Regexes(GroupShard shard) {
        this.shard = shard;
    }

    /** What is wrong with the pattern that a member comes with; known ones were looked at before. */
    static Optional<Refusal> refusal(ConsumerGroup group, ConsumerMember before, String regex) {
        if (regex.isEmpty() || regex.equals(before.subscription().regex()) || group.subscribers(regex) > 0) {
            return Optional.empty();
        }
        return ResolvedRegex.flaw(regex).map(flaw -> Refusal.because(Errors.INVALID_REGULAR_EXPRESSION,
                "SubscribedTopicRegex `" + regex + "` is not a valid regular expression: " + flaw + "."));
    }

    RegexChange update(ConsumerGroup group, ConsumerMember before, ConsumerMember after, Turn turn) {
        String former = before.subscription().regex();
        String now = after.subscription().regex();
        boolean isNew = !now.isEmpty() && !now.equals(former) && group.subscribers(now) == 0;
        if (!now.equals(former) && !former.isEmpty() && group.subscribers(former) == 1) {
            turn.write(new ConsumerGroupRecord.Regex(group.id(), former, Optional.empty()));
        }
        refresh(group, former, now, isNew, turn);
        if (now.equals(former)) {
            return RegexChange.NONE;
        }
        return now.isEmpty() || group.regexes().containsKey(now) && !isNew ? RegexChange.RESOLVED : RegexChange.UNRESOLVED;
    }

    private void refresh(ConsumerGroup group, String former, String now, boolean isNew, Turn turn) {
        boolean hasNone = group.members().stream().allMatch(member -> member.subscription().regex().isEmpty());
        Optional<ResolvedRegex> last = group.regexes().values().stream().findFirst();
        boolean justDone = last.isPresent() && turn.now() <= last.get().atMillis() + AT_MOST_EVERY_MS;
        if (!isNew && hasNone || scheduled.contains(group.id()) || justDone) {
            return;
        }
        Set<String> wanted = wanted(group, former, now);
        boolean stale = last.isEmpty() || turn.now() > last.get().atMillis() + shard.config().consumers().regexRefreshIntervalMs();
        boolean newTopics = last.map(ResolvedRegex::version).orElse(0L) < shard.image().newestTopic();
        if (!wanted.isEmpty() && (isNew || stale || newTopics || wanted.size() != group.regexes().size())) {
            scheduled.add(group.id());
            turn.startTimer(new TimerKey.Regexes(group.id()), AT_ONCE, (later, then) -> later.regexes().lookUp(group.id(), wanted, then));
        }
    }

    private static Set<String> wanted(ConsumerGroup group, String former, String now) {
        Map<String, Integer> counts = new HashMap<>();
        group.members().forEach(member -> counts.merge(member.subscription().regex(), 1, Integer::sum));
        counts.computeIfPresent(former, (regex, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        counts.merge(now, 1, Integer::sum);
        counts.remove("");
        return counts.keySet();
    }

    private void lookUp(String groupId, Set<String> regexes, Turn turn) {
        scheduled.remove(groupId);
        shard.consumer(groupId).ifPresent(group -> {
            ClusterImage image = shard.image();
            Map<String, ResolvedRegex> next = new HashMap<>(group.regexes());
            boolean changed = false;
            for (String regex : regexes) {
                if (group.subscribers(regex) > 0) {
                    ResolvedRegex found = ResolvedRegex.resolve(regex, image, turn.now());
                    changed |= !group.regexes().getOrDefault(regex, ResolvedRegex.NEVER).topics().equals(found.topics());
                    next.put(regex, found);
                    turn.write(new ConsumerGroupRecord.Regex(groupId, regex, Optional.of(found)));
                }
            }
            Subscriptions all = Subscriptions.of(group.members().stream().map(m -> m.subscription().asked()).toList(), next);
            long hash = MetadataHash.of(all.topics(), image);
            if (changed || hash != group.metadataHash()) {
                turn.write(new ConsumerGroupRecord.Epoch(groupId, Optional.of(new GroupEpoch(group.epoch() + 1, hash))));
                shard.topicsSeen().looked(group, image);
            }
            shard.consumers().tellState(group, "its patterns stand for other topics", turn);
        });
    }
}
