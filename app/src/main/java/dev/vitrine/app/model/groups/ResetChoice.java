package dev.vitrine.app.model.groups;

import dev.vitrine.app.model.words.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The kinds of reset that a person chooses from, and how what is typed beside becomes a {@link ResetTarget}. */
public enum ResetChoice {
    EARLIEST("the earliest record", "", "", "Everything that is still there is read again."),
    LATEST("the end", "", "", "Everything that is there is skipped; reading goes on with what comes next."),
    OFFSET("an offset", "Offset", "1409", "The same offset in each partition; where it isn’t there, the nearest that is."),
    SHIFT("forward or back", "Records", "-100", "So many offsets on, or back with a minus."),
    TIME("a time", "Time", "2026-11-22 12:04", "The first record of this time or later; a clock time alone is today’s.");

    private final String label;
    private final String argumentLabel;
    private final String example;
    private final String meaning;

    ResetChoice(String label, String argumentLabel, String example, String meaning) {
        this.label = label;
        this.argumentLabel = argumentLabel;
        this.example = example;
        this.meaning = meaning;
    }

    public boolean takesArgument() {
        return !argumentLabel.isEmpty();
    }

    public String argumentLabel() {
        return argumentLabel;
    }

    public String example() {
        return example;
    }

    public String meaning() {
        return meaning;
    }

    /** Empty where what is typed can't be understood. */
    public Optional<ResetTarget> parse(String typed, ZoneId zone, Instant now) {
        return switch (this) {
            case EARLIEST -> Optional.of(new ResetTarget.Earliest());
            case LATEST -> Optional.of(new ResetTarget.Latest());
            case OFFSET -> number(typed).filter(n -> n >= 0).map(ResetTarget.ToOffset::new);
            case SHIFT -> number(typed).map(ResetTarget.ShiftBy::new);
            case TIME -> Times.typed(typed, zone, now).map(ResetTarget.ToTime::new);
        };
    }

    private static Optional<Long> number(String typed) {
        String digits = typed.strip().replace(",", "").replace('−', '-');
        return digits.matches("[+-]?\\d{1,15}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    @Override
    public String toString() {
        return label;
    }
}
