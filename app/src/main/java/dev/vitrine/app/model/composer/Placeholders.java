package dev.vitrine.app.model.composer;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what differs from record to record: {@code ${n}} its number from 1, {@code ${time}} an ISO instant, {@code ${millis}}
 * milliseconds since 1970, {@code ${uuid}}, {@code ${random}} a number below a million. Anything else in {@code ${…}} stays as it is.
 */
public final class Placeholders {

    public static final String KNOWN = "${n}  ${time}  ${millis}  ${uuid}  ${random}";
    private static final Pattern PLACE = Pattern.compile("\\$\\{(n|time|millis|uuid|random)}");
    private static final int BELOW = 1_000_000;

    private final InstantSource clock;
    private final RandomGenerator random;

    public Placeholders(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public static boolean in(String text) {
        return text.contains("${") && PLACE.matcher(text).find();
    }

    public String fill(String text, long n) {
        if (!text.contains("${")) {
            return text;
        }
        return PLACE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(one(match.group(1), n)));
    }

    private String one(String name, long n) {
        return switch (name) {
            case "n" -> Long.toString(n);
            case "time" -> clock.instant().toString();
            case "millis" -> Long.toString(clock.millis());
            case "uuid" -> new UUID(version4(random.nextLong()), variant2(random.nextLong())).toString();
            default -> Integer.toString(random.nextInt(BELOW));
        };
    }

    private static long version4(long bits) {
        return bits & ~0xf000L | 0x4000L;
    }

    private static long variant2(long bits) {
        return bits & 0x3fffffffffffffffL | 0x8000000000000000L;
    }
}
