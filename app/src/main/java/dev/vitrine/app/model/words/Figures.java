package dev.vitrine.app.model.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as the screens write them: grouped by comma, sizes in KiB, spans in their largest fitting unit. */
public final class Figures {

    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private Figures() {}

    /** {@code 1,408}. */
    public static String exact(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Exact below a hundred thousand, then {@code 812 k}, {@code 1.21 M}. */
    public static String brief(long count) {
        if (Math.abs(count) < 100_000) {
            return exact(count);
        }
        String[] units = {"k", "M", "G", "T", "P"};
        double value = count;
        int unit = -1;
        while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return threeDigits(value) + " " + units[unit];
    }

    /** {@code 412 KiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1000 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : threeDigits(value)) + " " + BINARY[unit];
    }

    /** {@code 48.2 k/s}, {@code 2.0 /s}; a dash where nothing flows. */
    public static String rate(double perSecond) {
        if (perSecond < 0.05) {
            return "–";
        }
        return (perSecond < 100 ? String.format(Locale.ROOT, "%.1f", perSecond) : brief(Math.round(perSecond))) + " /s";
    }

    /** {@code 7 days}, {@code 90 s}, {@code 250 ms}: the largest unit that divides it, for settings. */
    public static String setting(long millis) {
        long[] units = {86_400_000, 3_600_000, 60_000, 1000};
        String[] names = {"day", "hour", "minute", "second"};
        for (int i = 0; i < units.length; i++) {
            if (millis >= units[i] && millis % units[i] == 0) {
                long n = millis / units[i];
                return exact(n) + " " + names[i] + (n == 1 ? "" : "s");
            }
        }
        return exact(millis) + " ms";
    }

    /** A measured span: {@code 2.31 ms}, {@code 1.8 s}. */
    public static String span(long nanos) {
        double millis = nanos / 1e6;
        return millis < 1000 ? threeDigits(millis) + " ms" : threeDigits(millis / 1000) + " s";
    }

    /** How long ago, for people: {@code now}, {@code 12 s}, {@code 4 min}, {@code 3 h}, {@code 2 d}. */
    public static String ago(long millis) {
        long seconds = Math.max(0, millis / 1000);
        return seconds < 1 ? "now" : seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min"
                : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** {@code 12:04:31.482}. */
    public static String clock(long epochMillis, ZoneId zone) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /** {@code 2026-11-22 12:04:31.482}. */
    public static String dayAndClock(long epochMillis, ZoneId zone) {
        return DAY_AND_CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /** {@code 1 record}, {@code 1,408 records}. */
    public static String counted(long count, String one) {
        return exact(count) + " " + one + (count == 1 ? "" : "s");
    }

    private static String threeDigits(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
