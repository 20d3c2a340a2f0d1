package dev.vitrine.app.model.payload;

import java.util.List;

/**
 * What bytes turned out to be.
 *
 * @param preview  one line of at most {@value #PREVIEW_CHARS} characters, without line breaks or control characters
 * @param refusals the decoders that were tried before and could not, in the order tried
 */
public record Reading(Kind kind, String preview, List<Refusal> refusals) {

    public static final int PREVIEW_CHARS = 256;

    public Reading {
        refusals = List.copyOf(refusals);
    }

    /** Why one decoder gave up. */
    public record Refusal(Format tried, String why) {}

    /** True where no bytes are there: a null, or none at all. */
    public boolean isBare() {
        return kind == Kind.NULL || kind == Kind.EMPTY;
    }

    /** True where what was asked for could not be shown and the bytes are shown instead. */
    public boolean undecodable() {
        return kind == Kind.HEX && !refusals.isEmpty();
    }

    /** NULL is a tombstone where it is a value; EMPTY has zero bytes, which is something else. */
    public enum Kind { JSON, TEXT, HEX, NULL, EMPTY }
}
