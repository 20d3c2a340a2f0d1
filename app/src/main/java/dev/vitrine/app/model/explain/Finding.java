package dev.vitrine.app.model.explain;

import dev.vitrine.app.model.Selected;
import java.util.OptionalLong;

/**
 * One answer.
 *
 * @param kind     what it is about
 * @param weight   how much it explains, from 0 to 100: the heaviest is told first
 * @param sentence for a person
 * @param because  the facts and the formula behind it
 * @param about    what it speaks of: a click selects it
 * @param atMillis when that can be seen: a click goes there; empty for now
 */
public record Finding(Kind kind, int weight, String sentence, String because, Selected about, OptionalLong atMillis) {

    /** What there is to be found. */
    public enum Kind {
        NOTHING_WRONG, CATCHING_UP, NOBODY_IN_GROUP, NO_OWNER, REBALANCING, REBALANCE_STORM, IDLE_MEMBER, TOO_SLOW, HOT_PARTITION, NOT_FETCHING, STUCK, NO_COMMITS,
        RECORDS_GONE, OPEN_TRANSACTION, HANGING_TRANSACTION, CAUSE_OF_REBALANCE, NO_LEADER, OUT_OF_SYNC, REFUSES_ALL, NO_CONTROLLER, BROKER_AWAY,
        LEADER_GONE, LEADER_MISSED, NEXT_IN_LINE, WITHOUT_LEADER;

        /** The tone in which it is told. */
        public Tone tone() {
            return switch (this) {
                case NOTHING_WRONG, CATCHING_UP, NEXT_IN_LINE -> Tone.GOOD;
                case RECORDS_GONE, NO_LEADER, NO_CONTROLLER, LEADER_GONE -> Tone.DANGER;
                case CAUSE_OF_REBALANCE, IDLE_MEMBER, WITHOUT_LEADER -> Tone.NEWS;
                default -> Tone.CHANGE;
            };
        }
    }

    /** How it sounds. */
    public enum Tone { GOOD, NEWS, CHANGE, DANGER }

    static Finding of(Kind kind, int weight, String sentence, String because, Selected about) {
        return new Finding(kind, weight, sentence, because, about, OptionalLong.empty());
    }

    Finding at(long millis) {
        return new Finding(kind, weight, sentence, because, about, OptionalLong.of(millis));
    }
}
