package dev.vitrine.app.model;

/**
 * One line of "What is happening".
 *
 * @param sequence of the newest event it speaks of
 * @param atMillis when, on the broker's wall clock
 * @param text     a sentence for a person
 * @param about    what a click on it selects
 * @param key      lines of one key say the same thing again, with newer figures: the newer takes the older's place; empty for lines that stay
 */
public record FeedLine(long sequence, long atMillis, Tone tone, String text, Selected about, String key) {

    /** What kind of news it is; the colour of its dot. */
    public enum Tone { NEWS, GOOD, CHANGE, DANGER }
}
