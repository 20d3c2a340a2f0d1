package dev.vitrine.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The form of all of Kafka's checkpoint files: a line with the version (0), one with the number of entries, one per entry. */
final class CheckpointText {

    private CheckpointText() {}

    static String format(List<String> entries) {
        StringBuilder text = new StringBuilder("0\n").append(entries.size()).append('\n');
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    /**
     * The words of each entry.
     *
     * @throws IOException where the text is not of this form
     */
    static List<String[]> parse(String text, int wordsPerEntry) throws IOException {
        List<String> lines = text.lines().toList();
        try {
            if (lines.size() < 2 || Integer.parseInt(lines.get(0).trim()) != 0) {
                throw new IOException("not a checkpoint of version 0");
            }
            int count = Integer.parseInt(lines.get(1).trim());
            if (lines.size() != count + 2) {
                throw new IOException("a checkpoint of " + count + " entries has " + (lines.size() - 2));
            }
            List<String[]> entries = new ArrayList<>(count);
            for (String line : lines.subList(2, lines.size())) {
                String[] words = line.trim().split(" ");
                if (words.length != wordsPerEntry) {
                    throw new IOException("not an entry of a checkpoint: " + line);
                }
                entries.add(words);
            }
            return entries;
        } catch (NumberFormatException broken) {
            throw new IOException("not a number in a checkpoint: " + broken.getMessage(), broken);
        }
    }
}
