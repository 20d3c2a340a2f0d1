package dev.vitrine.app.model;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * "What is happening": events told in sentences, the newest first, a bounded number of them. A program that opens several connections is told of
 * once; commits of one group, which come every few seconds, share one line, and so do those of many groups at once. For the toolkit's thread.
 */
public final class FeedModel {

    private static final int MOST_LINES = 500;
    /** Only so far back is a line of the same key replaced: what was said long ago is history. */
    private static final int REPLACED_WITHIN = 12;
    /** What says the same thing again is told at most this often: commits must not drown what happens once. */
    private static final long AGAIN_AFTER_MILLIS = 5_000;

    private final ObservableList<FeedLine> lines = FXCollections.observableArrayList();
    private final ObservableList<FeedLine> shown = FXCollections.unmodifiableObservableList(lines);
    private final Map<Long, String> clients = new HashMap<>();
    private final String ownPrefix;

    /** @param ownPrefix client ids that begin so belong to this app and make no news */
    public FeedModel(String ownPrefix) {
        this.ownPrefix = ownPrefix;
    }

    /** Newest first. */
    public ObservableList<FeedLine> lines() {
        return shown;
    }

    /** Takes what one frame brought. */
    public void add(List<Observed> events) {
        FeedGroups.of(events.stream().filter(observed -> worthTelling(observed.event())).toList()).forEach(group -> {
            if (group.size() == 1) {
                FeedSentence.of(group.getFirst()).ifPresent(this::put);
            } else {
                put(FeedSentence.of(group));
            }
        });
    }

    private boolean worthTelling(Event event) {
        return switch (event) {
            case Event.ConnectionIdentified identified -> firstOf(identified);
            case Event.ConnectionClosed closed -> lastOf(closed);
            case Event.OffsetsCommitted committed -> !committed.clientId().startsWith(ownPrefix);
            default -> true;
        };
    }

    private boolean firstOf(Event.ConnectionIdentified event) {
        boolean known = clients.containsValue(event.clientId());
        clients.put(event.connection(), event.clientId());
        return !known && !event.clientId().startsWith(ownPrefix);
    }

    private boolean lastOf(Event.ConnectionClosed event) {
        String client = clients.remove(event.connection());
        return client != null && !clients.containsValue(client) && !client.startsWith(ownPrefix);
    }

    private void put(FeedLine line) {
        Optional<FeedLine> older = sameAs(line);
        if (older.isPresent() && line.atMillis() - older.get().atMillis() < AGAIN_AFTER_MILLIS) {
            return;
        }
        older.ifPresent(lines::remove);
        lines.addFirst(line);
        if (lines.size() > MOST_LINES) {
            lines.removeLast();
        }
    }

    private Optional<FeedLine> sameAs(FeedLine line) {
        return line.key().isEmpty() ? Optional.empty()
                : lines.stream().limit(REPLACED_WITHIN).filter(older -> older.key().equals(line.key())).findFirst();
    }
}
