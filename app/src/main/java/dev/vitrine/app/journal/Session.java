package dev.vitrine.app.journal;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.List;

/**
 * A stretch of time as one person sends it to another: what the journal remembers of it, and who was on the stage. Topics and their settings are in
 * the pictures; of their records, the newest. Immutable.
 *
 * @param savedAtMillis wall-clock time
 * @param pictures      the oldest first; at least one
 * @param events        what happened, the oldest first
 * @param actors        how the app's own actors were set up, as text that only who wrote it understands; may be empty
 * @param records       what lay in the topics, as far as there was room for it
 */
public record Session(long savedAtMillis, List<ClusterSnapshot> pictures, List<Observed> events, String actors, KeptRecords records) {

    public Session {
        pictures = List.copyOf(pictures);
        events = List.copyOf(events);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a session has at least one picture");
        }
    }

    /** What a journal remembers now. @throws IllegalArgumentException before its first picture */
    public static Session of(Journal journal, String actors, long nowMillis) {
        return new Session(nowMillis, journal.between(journal.begin(), journal.end()), journal.events(), actors, KeptRecords.NONE);
    }

    /** The same with records. */
    public Session with(KeptRecords kept) {
        return new Session(savedAtMillis, pictures, events, actors, kept);
    }

    /** The first instant of it. */
    public long begin() {
        return pictures.getFirst().atMillis();
    }

    public long end() {
        return pictures.getLast().atMillis();
    }
}
