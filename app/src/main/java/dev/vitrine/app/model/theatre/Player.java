package dev.vitrine.app.model.theatre;

import java.util.OptionalLong;

/**
 * A member that takes part in a rebalance.
 *
 * @param host         from where it is connected; empty where it is not known
 * @param place        among the players: the shape that it is drawn with
 * @param part         what it does there
 * @param backAtMillis when it had joined this time; empty where it hasn't, or where nobody waits for that (KIP-848)
 */
public record Player(String memberId, String name, String host, int place, Part part, OptionalLong backAtMillis) {

    /** What a member does in a rebalance. */
    public enum Part { STAYS, JOINS, LEAVES }
}
