package dev.vitrine.engine.observe;

/** How what one broker says to another gets there. */
public enum LinkState {
    /** At once, and always. */
    OPEN,
    /** Late. */
    SLOW,
    /** Not always. */
    LOSSY,
    /** Not at all. */
    CUT
}
