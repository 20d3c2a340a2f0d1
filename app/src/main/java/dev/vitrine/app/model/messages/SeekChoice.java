package dev.vitrine.app.model.messages;

import dev.vitrine.app.model.words.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The kinds of seek that a person chooses from, and how what is typed beside becomes a {@link Seek}. */
public enum SeekChoice {
    NEWEST("Newest", "100"),
    LIVE("Live", ""),
    BEGINNING("From the beginning", ""),
    OFFSET("From offset", "0"),
    TIME("From time", "12:04");

    /** More than the list holds can't be asked for. */
    private static final int MOST = MessageRing.ROWS;

    private final String label;
    private final String example;

    SeekChoice(String label, String example) {
        this.label = label;
        this.example = example;
    }

    public boolean takesArgument() {
        return !example.isEmpty();
    }

    public String example() {
        return example;
    }

    /** Empty where what is typed can't be understood; nothing typed means the example where that makes sense. */
    public Optional<Seek> parse(String typed, ZoneId zone, Instant now) {
        String text = typed.strip().replace(",", "");
        return switch (this) {
            case NEWEST -> text.isEmpty() ? Optional.of(new Seek.Newest(100))
                    : text.matches("\\d{1,9}") && Integer.parseInt(text) > 0 ? Optional.of(new Seek.Newest(Math.min(MOST, Integer.parseInt(text)))) : Optional.empty();
            case LIVE -> Optional.of(new Seek.Live());
            case BEGINNING -> Optional.of(new Seek.Beginning());
            case OFFSET -> text.isEmpty() ? Optional.of(new Seek.AtOffset(0))
                    : text.matches("\\d{1,18}") ? Optional.of(new Seek.AtOffset(Long.parseLong(text))) : Optional.empty();
            case TIME -> Times.typed(typed, zone, now).map(Seek.AtTime::new);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
