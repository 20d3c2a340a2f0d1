package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.Cause.Kind;
import dev.vitrine.engine.observe.Event;
import java.util.Locale;

/**
 * What clients say of why they come and go (KIP-800), as far as it tells more than the broker knows. Only Java's clients send such words; where others
 * say nothing, nothing is concluded.
 */
final class ClientReasons {

    private ClientReasons() {}

    static Kind ofLeaving(Event.MemberLeft left) {
        return switch (left.cause()) {
            case LEFT -> has(left.reason(), "poll timeout has expired") ? Kind.POLL_INTERVAL : Kind.LEFT;
            case SESSION_TIMEOUT -> Kind.SESSION_TIMEOUT;
            case REBALANCE_TIMEOUT -> Kind.REBALANCE_TIMEOUT;
            case NOT_REJOINED -> Kind.NOT_REJOINED;
            case REMOVED_BY_ADMIN -> Kind.REMOVED;
            case FENCED -> Kind.REPLACED;
        };
    }

    static Kind ofRejoin(Event.MemberRejoined again) {
        if (has(again.reason(), "need to revoke partitions")) {
            return Kind.GAVE_UP;
        }
        if (has(again.reason(), "metadata has changed")) {
            return Kind.METADATA;
        }
        return again.changed() ? Kind.SUBSCRIPTION : Kind.REJOINED;
    }

    private static boolean has(String reason, String words) {
        return reason.toLowerCase(Locale.ROOT).contains(words);
    }
}
