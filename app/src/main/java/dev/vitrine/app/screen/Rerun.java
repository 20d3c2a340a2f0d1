package dev.vitrine.app.screen;

import dev.vitrine.app.journal.Journal;
import dev.vitrine.app.journal.Session;
import dev.vitrine.app.journal.TimeCursor;
import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.FeedModel;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.function.Consumer;

/** Brings a recording onto the stage: fills the journal with all of it, lets the theatre see it once in its order, and plays it from its beginning. */
final class Rerun {

    private final Journal journal;
    private final TimeCursor time;
    private final Theatre theatre;
    private final FeedModel feed;

    Rerun(Journal journal, TimeCursor time, Theatre theatre, FeedModel feed) {
        this.journal = journal;
        this.time = time;
        this.theatre = theatre;
        this.feed = feed;
    }

    /** @param ready told when it plays; @param failed told where it can't */
    void of(ReplaySource recording, Background background, Runnable ready, Consumer<Throwable> failed) {
        Session session = recording.session();
        session.pictures().forEach(journal::picture);
        journal.happened(session.events());
        background.run(() -> {
            rehearse(session);
            return recording;
        }, _ -> {
            feed.add(session.events());
            recording.follow(time::past);
            time.replay();
            ready.run();
        }, failed::accept);
    }

    private void rehearse(Session session) {
        List<Observed> left = session.events();
        for (ClusterSnapshot picture : session.pictures()) {
            int until = 0;
            while (until < left.size() && left.get(until).atMillis() <= picture.atMillis()) {
                until++;
            }
            theatre.happened(left.subList(0, until), 0);
            theatre.picture(picture);
            left = left.subList(until, left.size());
        }
    }
}
