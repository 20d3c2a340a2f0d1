package dev.vitrine.engine.replica;

import dev.vitrine.engine.replica.Copying.Asked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a leader remembers of this broker's fetches (KIP-227): each names only the partitions of which there is something new to say, each answer only those
 * where something has happened. Used in a fetcher's mailbox; one fetch is out at a time.
 *
 * <pre>
 *   (id 0, epoch 0), all named ──answer──▶ (id, 1) ──▶ (id, 2) … (id, MAX) ──▶ (id, 1)
 *            ▲                                              │
 *            └── no answer; the leader knows of none ◀──────┘
 * </pre>
 */
final class CopySession {

    private static final int NONE = 0;
    private static final int WITHOUT = -1;

    private final Map<TopicIdPartition, Asked> members = new LinkedHashMap<>();
    /** Answered or ended since: named by the next fetch, or forgotten. */
    private final Set<TopicIdPartition> open = new LinkedHashSet<>();
    private int id = NONE;
    private int epoch;

    /** What a fetch says. @param forgotten by their topics' ids */
    record Saying(int id, int epoch, List<Asked> named, List<TopicIdPartition> forgotten) {

        /** Of nothing but what it names, for once. */
        static Saying once(List<Asked> named) {
            return new Saying(NONE, WITHOUT, named, List.of());
        }
    }

    /** What an answer says of one partition. */
    record Answered(Asked asked, PartitionData data) {}

    boolean isNew() {
        return id == NONE;
    }

    /** Whether there is nothing that the leader would watch for this broker. */
    boolean isEmpty() {
        return members.size() == open.size();
    }

    /** The next fetch. @param ready is to be asked for, too */
    Saying next(List<Asked> ready) {
        for (Asked asked : ready) {
            members.put(asked.key(), asked);
            open.remove(asked.key());
        }
        List<TopicIdPartition> forgotten = List.copyOf(open);
        open.clear();
        forgotten.forEach(members::remove);
        return new Saying(id, epoch, ready, forgotten);
    }

    /** It is not copied any more, at least not as it was. */
    void end(Copying copying) {
        Asked known = members.get(copying.key());
        if (known != null && known.copying() == copying) {
            open.add(copying.key());
        }
    }

    /** The answer to the last fetch. @return what it tells */
    List<Answered> take(FetchResponseData answer) {
        id = answer.sessionId();
        epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        List<Answered> told = new ArrayList<>();
        answer.responses().forEach(topic -> topic.partitions().forEach(data -> {
            TopicIdPartition key = new TopicIdPartition(topic.topicId(), data.partitionIndex(), null);
            Asked asked = members.get(key);
            if (asked != null) {
                open.add(key);
                told.add(new Answered(asked, data));
            }
        }));
        return told;
    }

    /** Whatever the last answer did not speak of. */
    Collection<Asked> unanswered() {
        List<Asked> left = members.values().stream().filter(asked -> !open.contains(asked.key())).toList();
        left.forEach(asked -> open.add(asked.key()));
        return left;
    }

    /** Whether an error says that the leader has no such session: nothing is wrong with the partitions. */
    static boolean isGone(Errors error) {
        return error == Errors.FETCH_SESSION_ID_NOT_FOUND || error == Errors.INVALID_FETCH_SESSION_EPOCH;
    }

    /** The leader remembers nothing, or who knows what. @return all that it was asked for */
    Collection<Asked> lost() {
        Collection<Asked> asked = List.copyOf(members.values());
        members.clear();
        open.clear();
        id = NONE;
        epoch = 0;
        return asked;
    }
}
