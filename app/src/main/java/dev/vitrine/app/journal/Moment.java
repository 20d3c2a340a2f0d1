package dev.vitrine.app.journal;

/** At which time all panes look. */
public sealed interface Moment {

    /** At what is now. */
    record Live() implements Moment {}

    /** At the instant at which somebody stopped. The broker goes on. */
    record Paused(long atMillis) implements Moment {}

    /** At an instant that somebody went back to. */
    record Viewing(long atMillis) implements Moment {}

    /** At an instant of a recording that goes on by itself. */
    record Replaying(long atMillis) implements Moment {}

    default boolean isLive() {
        return this instanceof Live;
    }
}
