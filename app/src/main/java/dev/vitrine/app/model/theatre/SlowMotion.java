package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * What slow motion does to the groups that are there, in words: how long a step takes, and whose time-outs allow no more.
 *
 * @param stepMillis asked for; 0 for real time
 * @param longest    (session timeout, rebalance timeout) → how long a step can take without harm, all in milliseconds
 */
public record SlowMotion(long stepMillis, LongBinaryOperator longest) {

    /** What is offered. */
    public static final long[] STEPS = {0, 500, 1_000, 2_000, 5_000, 10_000};

    /** @param capped whether somebody's time-outs allow less than was asked for */
    public record Note(String text, String detail, boolean capped) {}

    private record Limit(GroupView group, MemberView member, long millis) {}

    /** {@code real time}, {@code 2 s a step}. */
    public static String words(long stepMillis) {
        return stepMillis == 0 ? "real time" : seconds(stepMillis) + " a step";
    }

    private static String seconds(long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    /** @param snapshot null before the first has come */
    public Note note(ClusterSnapshot snapshot) {
        if (stepMillis == 0) {
            return new Note("", "Slow motion: the broker takes its time with each step of a rebalance, so that a join is to be seen. Records flow as ever.", false);
        }
        Optional<Limit> tightest = snapshot == null ? Optional.empty() : snapshot.groups().stream().flatMap(group -> group.members().stream().map(member -> limit(group, member)))
                .min(Comparator.comparingLong(Limit::millis));
        if (tightest.isEmpty()) {
            return new Note(words(stepMillis), "Nobody is in a group yet. No step is held longer than a third of a member’s session timeout.", false);
        }
        Limit limit = tightest.get();
        String name = Names.member(limit.member().memberId(), limit.member().clientId());
        String why = name + " in " + limit.group().id() + " has a session timeout of " + Figures.duration(limit.member().sessionTimeoutMs()) + " and a rebalance timeout of "
                + Figures.duration(limit.member().rebalanceTimeoutMs()) + ": a step may take " + seconds(limit.millis()) + " there, no more";
        return limit.millis() < stepMillis
                ? new Note(limit.group().id() + ": " + seconds(limit.millis()) + " at most", "Longer, and the member would be put out. " + why + ", and takes no more.", true)
                : new Note("up to " + seconds(limit.millis()) + " is safe", "Nobody’s time-out fires. " + why + ".", false);
    }

    private Limit limit(GroupView group, MemberView member) {
        return new Limit(group, member, longest.applyAsLong(member.sessionTimeoutMs(), member.rebalanceTimeoutMs()));
    }
}
