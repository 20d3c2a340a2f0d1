package dev.vitrine.app.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Something that can be found or done by typing a part of it.
 *
 * @param title what it is called
 * @param hint  what kind of thing it is, and the key that does the same
 */
public record PaletteEntry(String title, String hint, Runnable run) {

    /** Those that have all words of the query in them; what begins with it stands first, then what has it in its title. */
    public static List<PaletteEntry> matching(List<PaletteEntry> all, String query) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.copyOf(all);
        }
        List<String> words = List.of(wanted.split("\\s+"));
        return all.stream().filter(entry -> words.stream().allMatch(entry.everything()::contains))
                .sorted(Comparator.comparingInt(entry -> entry.rank(wanted))).toList();
    }

    private String everything() {
        return (title + " " + hint).toLowerCase(Locale.ROOT);
    }

    private int rank(String wanted) {
        String name = title.toLowerCase(Locale.ROOT);
        return name.startsWith(wanted) ? 0 : name.contains(wanted) ? 1 : 2;
    }
}
