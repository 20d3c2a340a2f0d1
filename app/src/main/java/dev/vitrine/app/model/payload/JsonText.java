package dev.vitrine.app.model.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Optional;

/** JSON as text: checked strictly, indented without touching a single literal (1.10 stays 1.10). */
public final class JsonText {

    private static final JsonFactory STRICT = new JsonFactory();

    private JsonText() {}

    /**
     * What is wrong with a document.
     *
     * @param line   from 1
     * @param column from 1
     */
    public record Problem(String what, int line, int column) {

        public String sentence() {
            return "line %d, column %d: %s".formatted(line, column, what);
        }
    }

    /** The first thing wrong with the document; empty where it is JSON. */
    public static Optional<Problem> problem(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.of(new Problem("there is no document", 1, 1));
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return Optional.of(at(parser, "something follows the end of the document"));
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(new Problem(plain(e.getOriginalMessage()), e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            return Optional.of(new Problem(String.valueOf(e.getMessage()), 1, 1));
        }
    }

    private static Problem at(JsonParser parser, String what) {
        var location = parser.currentTokenLocation();
        return new Problem(what, location.getLineNr(), location.getColumnNr());
    }

    /** The parser's first sentence: what follows speaks of its settings. */
    private static String plain(String message) {
        int end = message.indexOf(" (for ");
        int options = message.indexOf(": expected (");
        String cut = options > 0 ? message.substring(0, options) : end > 0 ? message.substring(0, end) : message;
        return cut.isEmpty() ? "not JSON" : Character.toLowerCase(cut.charAt(0)) + cut.substring(1);
    }

    /** True where text begins as an object or an array does. */
    static boolean looksLikeDocument(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** The document with two spaces for each level. Meant for what {@link #problem} found sound; anything else comes out readable too. */
    public static String indented(String text) {
        return new Indenter(text).run();
    }

    /** Walks over the characters once; strings go through as they are. */
    private static final class Indenter {

        private final String in;
        private final StringBuilder out;
        private int depth;
        private boolean quoted;

        Indenter(String in) {
            this.in = in;
            this.out = new StringBuilder(in.length() * 5 / 4 + 16);
        }

        String run() {
            for (int i = 0; i < in.length(); i++) {
                char c = in.charAt(i);
                if (quoted) {
                    i = insideString(c, i);
                } else if (!Character.isWhitespace(c)) {
                    outside(c, i);
                }
            }
            return out.toString();
        }

        private int insideString(char c, int i) {
            out.append(c);
            if (c == '\\' && i + 1 < in.length()) {
                out.append(in.charAt(i + 1));
                return i + 1;
            }
            quoted = c != '"';
            return i;
        }

        private void outside(char c, int i) {
            switch (c) {
                case '{', '[' -> {
                    out.append(c);
                    if (nextIsClosing(i)) {
                        return;
                    }
                    depth++;
                    newLine();
                }
                case '}', ']' -> {
                    char last = out.isEmpty() ? ' ' : out.charAt(out.length() - 1);
                    if (last != '{' && last != '[') {
                        depth = Math.max(0, depth - 1);
                        newLine();
                    }
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    newLine();
                }
                case ':' -> out.append(": ");
                default -> {
                    quoted = c == '"';
                    out.append(c);
                }
            }
        }

        private boolean nextIsClosing(int i) {
            int next = i + 1;
            while (next < in.length() && Character.isWhitespace(in.charAt(next))) {
                next++;
            }
            return next < in.length() && (in.charAt(next) == '}' || in.charAt(next) == ']');
        }

        private void newLine() {
            out.append('\n').repeat("  ", depth);
        }
    }
}
