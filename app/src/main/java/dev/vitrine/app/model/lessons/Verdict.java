package dev.vitrine.app.model.lessons;

/** What the judge says. @param soFar in a few words: "2 of 3 records" */
public record Verdict(boolean met, String soFar) {

    /** So many of so many. */
    static Verdict of(long is, long wanted, String what) {
        return new Verdict(is >= wanted, Math.min(Math.max(is, 0), wanted) + " of " + wanted + " " + what);
    }

    static Verdict of(boolean met, String soFar) {
        return new Verdict(met, soFar);
    }
}
