package dev.vitrine.app.model.lessons;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.lessons.Stand.Phase;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The lesson that somebody takes, and how far they are. What was once seen counts, even if it is over at the next look. Events are told before a snapshot
 * shows what they did: a step is done when there is one that does, for the next step is judged by what has changed since then.
 *
 * <pre>
 *              begin, reset               scene is set               seen               next
 *   NOTHING ───────────────► PREPARING ─────────────────► DOING ───────────► DONE ──────────────► DOING … (the next step)
 *      ▲                                                  │  ▲                 │
 *      │ leave, from anywhere               solution: deeds │  │ hint            └── next, after the last ──► FREE  (all stays as it is)
 *      └──────────────                                    └──┘
 * </pre>
 * For the toolkit's thread.
 */
public final class Course {

    private static final int MOST_EVENTS = 20_000;
    private static final long NOT_MET = -1;

    private final LessonBook book;
    private final Background background;
    private final Set<String> finished = new TreeSet<>();
    private final List<Observed> events = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Stand> stand = new ReadOnlyObjectWrapper<>(this, "stand", Stand.NOTHING);
    private Stagehand stagehand;
    private ClusterSnapshot newest;
    private ClusterSnapshot before;
    /** Sequence of the newest event that was known when the step was seen to be done; {@link #NOT_MET} until then. */
    private long metAt = NOT_MET;
    private Background.Job job = () -> { };

    /** @param finished ids of lessons that were gone through before */
    public Course(LessonBook book, Background background, Set<String> finished) {
        this.book = book;
        this.background = background;
        this.finished.addAll(finished);
    }

    /** A cluster is there to learn at. */
    public void playsAt(Stagehand hand) {
        leave();
        stagehand = hand;
        newest = null;
    }

    public LessonBook book() {
        return book;
    }

    public ReadOnlyObjectProperty<Stand> standProperty() {
        return stand.getReadOnlyProperty();
    }

    public Stand stand() {
        return stand.get();
    }

    /** Ids of the lessons that were gone through to their end. */
    public Set<String> finished() {
        return Set.copyOf(finished);
    }

    /** Sets the scene of a lesson anew: what is left of it from earlier is taken away. */
    public void begin(Lesson lesson) {
        if (!lesson.canBeTaken()) {
            throw new IllegalArgumentException(lesson.id() + " can't be taken yet");
        }
        job.cancel();
        stand.set(new Stand(Optional.of(lesson), 0, Phase.PREPARING, "", false, false, ""));
        work(() -> {
            stagehand.prepare(lesson);
            return true;
        }, () -> at(0));
    }

    /** From the beginning. */
    public void reset() {
        stand().lesson().ifPresent(this::begin);
    }

    /** Closes the lesson; what is on the stage stays there. */
    public void leave() {
        job.cancel();
        stand.set(Stand.NOTHING);
    }

    public void hint() {
        stand.set(stand().withHint());
    }

    /** Does the step itself; the judge watches as ever. */
    public void solve() {
        if (stand().phase() != Phase.DOING || stand().showing()) {
            return;
        }
        Step step = stand().at().orElseThrow();
        stand.set(stand().showing(true));
        work(() -> {
            for (Deed deed : step.solution()) {
                stagehand.doIt(deed);
            }
            return true;
        }, () -> stand.set(stand().showing(false)));
    }

    private void work(Callable<Boolean> deeds, Runnable done) {
        job = background.run(deeds, _ -> done.run(), why -> stand.set(stand().troubled(Reason.of(why))));
    }

    /** On to the next step, once this one is done; after the last the stage is free. */
    public void next() {
        if (stand().phase() != Phase.DONE) {
            return;
        }
        if (stand().isLast()) {
            stand.set(stand().with(Phase.FREE));
        } else {
            at(stand().step() + 1);
        }
    }

    private void at(int step) {
        // What a scene's setting did is not the person's doing: the first picture after it counts.
        before = step == 0 ? null : newest;
        metAt = NOT_MET;
        events.clear();
        stand.set(stand().atStep(step));
    }

    /** Takes what is now. Never what is looked at of the past. */
    public void see(ClusterSnapshot now, List<Observed> news, List<ActorView> actors) {
        newest = now;
        if (stand().phase() != Phase.DOING) {
            return;
        }
        if (before == null) {
            before = now;
        }
        long since = before.atMillis();
        news.stream().filter(event -> event.atMillis() >= since).forEach(events::add);
        if (events.size() > MOST_EVENTS) {
            events.subList(0, events.size() - MOST_EVENTS).clear();
        }
        judge(new Sight(before, now, Collections.unmodifiableList(events), actors));
    }

    private void judge(Sight sight) {
        Verdict verdict = stand().at().orElseThrow().until().judge(sight);
        if (!verdict.soFar().equals(stand().soFar())) {
            stand.set(stand().saying(verdict.soFar()));
        }
        if (verdict.met() && metAt == NOT_MET) {
            metAt = events.isEmpty() ? 0 : events.getLast().sequence();
        }
        if (metAt != NOT_MET && sight.now().lastEvent() >= metAt) {
            if (stand().isLast()) {
                finished.add(stand().lesson().orElseThrow().id());
            }
            stand.set(stand().with(Phase.DONE));
        }
    }
}
