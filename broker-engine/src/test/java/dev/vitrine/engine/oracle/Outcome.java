package dev.vitrine.engine.oracle;

import java.util.Map;

/** What a broker did with a frame. */
sealed interface Outcome {

    /** It answered. @param body the answer by the field names of its schema */
    record Answered(Map<String, Object> body) implements Outcome {}

    /** It answered with bytes that its own schema does not explain. */
    record Unreadable(String why) implements Outcome {}

    /** It closed the connection instead. */
    record Closed() implements Outcome {}

    /** Neither within the limit. */
    record Silent() implements Outcome {}

    /** One word, for comparing what kind of thing happened. */
    default String kind() {
        return switch (this) {
            case Answered a -> "answered";
            case Unreadable u -> "unreadable answer: " + u.why();
            case Closed c -> "closed";
            case Silent s -> "silent";
        };
    }
}
