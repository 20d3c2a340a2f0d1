package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.Figures;

/**
 * Why a group shares out its partitions anew.
 *
 * @param memberId     whose doing it was; empty where nobody's
 * @param name         what that member is called
 * @param host         from where it is connected; empty where it is not known
 * @param says         what its client says of it, in its own words; empty where it says nothing
 * @param waitedMillis how long was waited for it in vain; 0 where that is not why
 */
public record Cause(Kind kind, String memberId, String name, String host, String says, long waitedMillis, long atMillis) {

    /** What kind of reason it is. */
    public enum Kind {
        JOINED, LEFT, POLL_INTERVAL, SESSION_TIMEOUT, REBALANCE_TIMEOUT, NOT_REJOINED, REMOVED, REPLACED, SUBSCRIPTION, METADATA, GAVE_UP, REJOINED, OTHER;

        /** True where somebody is gone. */
        public boolean isLoss() {
            return this == LEFT || this == REMOVED || isTrouble();
        }

        /** True for what nobody meant to happen. */
        public boolean isTrouble() {
            return this == POLL_INTERVAL || this == SESSION_TIMEOUT || this == REBALANCE_TIMEOUT || this == NOT_REJOINED;
        }
    }

    /** A sentence for a person, with a full stop. */
    public String sentence() {
        String from = host.isEmpty() ? "" : " (" + host.replaceFirst("^/", "") + ")";
        String waited = waitedMillis == 0 ? "" : " of " + Figures.duration(waitedMillis);
        return switch (kind) {
            case JOINED -> name + from + " joined.";
            case LEFT -> name + from + " left of its own accord" + quoted() + ".";
            case POLL_INTERVAL -> name + from + " took longer between two polls than its max.poll.interval.ms allows: its client left.";
            case SESSION_TIMEOUT -> name + from + " was not heard of within its session timeout" + waited + ": it was put out.";
            case REBALANCE_TIMEOUT -> name + from + " did not do its part within its rebalance timeout" + waited + ": it was put out.";
            case NOT_REJOINED -> name + from + " did not come back to the rebalance within the time" + waited + " that the slowest member may take.";
            case REMOVED -> name + from + " was removed by an administrator" + quoted() + ".";
            case REPLACED -> name + from + " was replaced by another with the same group.instance.id.";
            case SUBSCRIPTION -> name + " subscribed to something else" + (says.isEmpty() ? "" : ": " + says) + ".";
            case METADATA -> "The topics that the group reads have other partitions than before" + (name.isEmpty() ? "." : ", as " + name + " found.");
            case GAVE_UP -> name + " gave up what it was told to, and joined again.";
            case REJOINED -> name + " asked for it" + quoted() + ".";
            case OTHER -> says.isEmpty() ? "No reason was seen." : Character.toUpperCase(says.charAt(0)) + says.substring(1) + ".";
        };
    }

    private String quoted() {
        return says.isEmpty() ? "" : ": “" + (says.endsWith(".") ? says.substring(0, says.length() - 1) : says) + "”";
    }
}
