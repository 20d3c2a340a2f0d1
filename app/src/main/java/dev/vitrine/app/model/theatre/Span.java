package dev.vitrine.app.model.theatre;

import java.util.OptionalLong;

/**
 * A stretch of time in which a partition is in one hand, or in none.
 *
 * @param memberId whose; empty where nobody's
 * @param toMillis empty while it lasts
 */
public record Span(Holding holding, String memberId, long fromMillis, OptionalLong toMillis) {

    /** How a partition is held. */
    public enum Holding {
        /** Its owner may read. */
        OWNED,
        /** It has an owner that nothing is heard of: nobody reads. */
        SILENT,
        /** Its owner has been told to give it up, and may not have done so yet. */
        REVOKING,
        /** Nobody's. */
        UNOWNED;

        /** True where nobody reads. */
        public boolean isIdle() {
            return this == SILENT || this == UNOWNED;
        }
    }

    public long millis(long now) {
        return Math.max(0, toMillis.orElse(now) - fromMillis);
    }

    Span endedAt(long millis) {
        return new Span(holding, memberId, fromMillis, OptionalLong.of(millis));
    }
}
