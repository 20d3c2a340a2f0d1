package dev.vitrine.app.journal;

/** A session file that can't be opened; its message is a sentence for a person. */
public final class SessionRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SessionRefused(String sentence) {
        super(sentence);
    }

    SessionRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
