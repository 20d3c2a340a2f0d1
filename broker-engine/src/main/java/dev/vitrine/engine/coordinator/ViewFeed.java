package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.offsets.Position;
import dev.vitrine.engine.offsets.ViewEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Hands a shard's committed records on to the view, in the order of the log, and holds back what is not decided: from the first record of an
 * open transaction on, nothing is handed on before its marker comes. What an aborted transaction wrote is left out. So the view never runs ahead
 * of the last stable offset. Used in the mailbox only.
 */
final class ViewFeed {

    /** Entries held back behind a transaction that stays open. With more, the view rests where it is, and the next start reads the log from there. */
    private static final int MOST_HELD = 100_000;

    private final String shard;
    private final CommittedLog log;
    private final CoordinatorView view;
    private final Deque<Held> held = new ArrayDeque<>();
    private int heldEntries;
    private boolean resting;

    ViewFeed(String shard, CommittedLog log, CoordinatorView view) {
        this.shard = shard;
        this.log = log;
        this.view = view;
    }

    /** @param endOffset behind the last of these entries */
    void take(Standing standing, List<ViewEntry> entries, long endOffset) {
        if (resting) {
            return;
        }
        if (standing instanceof Standing.Alone && held.isEmpty()) {
            apply(entries, endOffset);
            return;
        }
        if (standing instanceof Standing.End end) {
            held.stream().filter(waiting -> waiting.isOf(end.producerId())).forEach(waiting -> waiting.decide(end.committed()));
        }
        held.addLast(new Held(standing, entries, endOffset));
        heldEntries += entries.size();
        release();
        if (heldEntries > MOST_HELD) {
            held.clear();
            resting = true;
        }
    }

    private void release() {
        List<ViewEntry> decided = new ArrayList<>();
        long reached = -1;
        while (!held.isEmpty() && held.peekFirst().decided) {
            Held next = held.pollFirst();
            heldEntries -= next.entries.size();
            decided.addAll(next.counts ? next.entries : List.of());
            reached = next.endOffset;
        }
        if (reached >= 0) {
            apply(decided, reached);
        }
    }

    private void apply(List<ViewEntry> entries, long endOffset) {
        view.apply(shard, entries, new Position(log.topicId(), log.epochAt(endOffset - 1).orElse(Position.NO_EPOCH), endOffset));
    }

    private static final class Held {

        private final Standing standing;
        private final List<ViewEntry> entries;
        private final long endOffset;
        private boolean decided;
        private boolean counts = true;

        Held(Standing standing, List<ViewEntry> entries, long endOffset) {
            this.standing = standing;
            this.entries = entries;
            this.endOffset = endOffset;
            this.decided = !(standing instanceof Standing.InTransaction);
        }

        boolean isOf(long producerId) {
            return !decided && standing instanceof Standing.InTransaction in && in.producerId() == producerId;
        }

        void decide(boolean committed) {
            decided = true;
            counts = committed;
        }
    }
}
