package dev.vitrine.app.model.words;

import dev.vitrine.app.model.Figures;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Instants and spans as the screens write and read them. */
public final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("yyyy-MM-dd[[ ]['T']HH:mm[:ss[.SSS]]]");

    private Times() {}

    /** {@code 12:04:31.482}. */
    public static String clock(long epochMillis, ZoneId zone) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /** {@code 2026-11-22 12:04:31.482}. */
    public static String dayAndClock(long epochMillis, ZoneId zone) {
        return DAY_AND_CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /**
     * What a person types for an instant: {@code 2026-11-22 12:04}, a clock time of today, {@code 2026-11-22T12:04:31Z}, or milliseconds
     * since 1970. Empty for anything else.
     */
    public static Optional<Instant> typed(String text, ZoneId zone, Instant now) {
        String t = text.strip();
        try {
            if (t.matches("\\d{9,15}")) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(t)));
            }
            if (t.endsWith("Z")) {
                return Optional.of(Instant.parse(t));
            }
            String dated = t.matches("\\d{1,2}:.*") ? now.atZone(zone).toLocalDate() + " " + (t.indexOf(':') == 1 ? "0" : "") + t : t;
            return Optional.of(LocalDateTime.parse(dated.length() == 10 ? dated + " 00:00" : dated, TYPED).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A measured span: {@code 2.31 ms}, {@code 1.80 s}. */
    public static String span(long nanos) {
        double millis = nanos / 1e6;
        return millis < 1000 ? threeDigits(millis) + " ms" : threeDigits(millis / 1000) + " s";
    }

    /** A setting in milliseconds by the largest unit that divides it: {@code 7 days}, {@code 90 seconds}, {@code 250 ms}. */
    public static String setting(long millis) {
        long[] units = {86_400_000, 3_600_000, 60_000, 1000};
        String[] names = {"day", "hour", "minute", "second"};
        for (int i = 0; i < units.length; i++) {
            if (millis >= units[i] && millis % units[i] == 0) {
                return Figures.count(millis / units[i], names[i]);
            }
        }
        return Figures.exact(millis) + " ms";
    }

    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
