package dev.vitrine.app.model;

/**
 * A line of an inspector: what, and how much.
 *
 * @param words true where the value is said in words, not figures
 * @param warn  true where a person should look
 */
public record Fact(String name, String value, boolean words, boolean warn) {

    public static Fact figure(String name, String value) {
        return new Fact(name, value, false, false);
    }

    public static Fact words(String name, String value) {
        return new Fact(name, value, true, false);
    }

    public Fact warnIf(boolean condition) {
        return new Fact(name, value, words, condition);
    }
}
