package dev.vitrine.engine.observe;

/**
 * What somebody wants to see of a log.
 *
 * @param from  first offset
 * @param to    offset behind the last
 * @param limit at most so many things are answered: 1 to {@link #MOST}
 */
public record LogRange(long from, long to, int limit) {

    /** No question may ask for more. */
    public static final int MOST = 4_000;

    public LogRange {
        limit = Math.clamp(limit, 1, MOST);
    }
}
