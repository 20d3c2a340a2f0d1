package dev.vitrine.app.model;

import java.util.Locale;

/** Numbers as the app writes them everywhere: the same figure looks the same on every screen. */
public final class Figures {

    private Figures() {}

    /** All digits, in groups of three: {@code 1,408}. */
    public static String exact(long number) {
        // By hand: this is written hundreds of times a frame, and a formatter looks up its locale each time.
        String digits = Long.toString(number);
        int sign = number < 0 ? 1 : 0;
        StringBuilder grouped = new StringBuilder(digits.length() + 6).append(digits, 0, sign);
        for (int i = sign; i < digits.length(); i++) {
            if (i > sign && (digits.length() - i) % 3 == 0) {
                grouped.append(',');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /** All digits as long as they can be read at a glance, then three of them: {@code 1,408}, {@code 48.2 k}, {@code 1.21 M}. */
    public static String brief(double number) {
        double size = Math.abs(number);
        if (size < 9_999.5) {
            return exact(Math.round(number));
        }
        if (size < 999_500) {
            return threeDigits(number / 1e3) + " k";
        }
        if (size < 999_500_000) {
            return threeDigits(number / 1e6) + " M";
        }
        return threeDigits(number / 1e9) + " G";
    }

    /** Records a second: {@code 0.4/s}, {@code 2.0/s}, {@code 48.2 k/s}; nothing moving is {@code 0/s}. */
    public static String rate(double perSecond) {
        if (perSecond < 0.05) {
            return "0/s";
        }
        return (perSecond < 99.95 ? String.format(Locale.ROOT, "%.1f", perSecond) : brief(perSecond)) + "/s";
    }

    /** So many times as fast: {@code 0.25×}, {@code 1×}, {@code 10×}. */
    public static String times(double factor) {
        return (factor == Math.rint(factor) ? String.valueOf((long) factor) : String.valueOf(factor)) + "×";
    }

    /** Bytes in units of 1024: {@code 412 B}, {@code 16.0 KiB}, {@code 1.21 GiB}. */
    public static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double rest = bytes;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        return (unit == 0 ? String.valueOf(Math.round(rest)) : threeDigits(rest)) + " " + units[unit];
    }

    /** A span of time, to the precision that matters at its length: {@code 240 ms}, {@code 1.8 s}, {@code 41 s}, {@code 3 min}, {@code 2 h}, {@code 7 days}. */
    public static String duration(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }
        if (millis < 90_000) {
            return Math.round(millis / 1e3) + " s";
        }
        if (millis < 90 * 60_000L) {
            return Math.round(millis / 60e3) + " min";
        }
        if (millis < 36 * 3_600_000L) {
            return Math.round(millis / 3_600e3) + " h";
        }
        return Math.round(millis / 86_400e3) + " days";
    }

    /** How long ago: {@code now} within the last second, then {@code −41 s}. */
    public static String ago(long millis) {
        return millis < 1_000 ? "now" : millis < 90_000 ? "−" + millis / 1_000 + " s" : "−" + duration(millis);
    }

    /** A span that runs: tenths of a second, so that one sees it run: {@code 1.8 s}, {@code 75.0 s}. */
    public static String stopwatch(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    /** A count with its noun: {@code 1 partition}, {@code 3 partitions}. */
    public static String count(long number, String noun) {
        return exact(number) + " " + (number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        return noun.endsWith("y") && !noun.endsWith("ay") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    private static String threeDigits(double number) {
        double size = Math.abs(number);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", number);
    }
}
