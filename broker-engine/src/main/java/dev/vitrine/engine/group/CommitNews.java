package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.Event.OffsetsCommitted;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells observers of commits without costing those who commit: the first one of a member is told at once, what follows within
 * {@value #EVERY_MS} ms is told in one event at their end, each partition with its last offset.
 */
final class CommitNews {

    static final long EVERY_MS = 200;

    private final Map<TimerKey.CommitNews, Waiting> waiting = new HashMap<>();

    /** @param memberId empty for someone outside the group */
    void committed(String group, String memberId, String clientId, Map<TopicPartition, Long> offsets, Turn turn) {
        TimerKey.CommitNews key = new TimerKey.CommitNews(group, memberId);
        Waiting before = waiting.get(key);
        if (before == null) {
            waiting.put(key, new Waiting(clientId, new HashMap<>()));
            turn.publish(new OffsetsCommitted(group, memberId, clientId, offsets));
            startTimer(key, turn);
        } else {
            before.offsets().putAll(offsets);
        }
    }

    private void tell(TimerKey.CommitNews key, Turn turn) {
        Waiting due = waiting.remove(key);
        if (due != null && !due.offsets().isEmpty()) {
            committed(key.group(), key.member(), due.clientId(), due.offsets(), turn);
        }
    }

    private void startTimer(TimerKey.CommitNews key, Turn turn) {
        turn.startTimer(key, EVERY_MS, (shard, later) -> shard.news().tell(key, later));
    }

    private record Waiting(String clientId, Map<TopicPartition, Long> offsets) {}
}
