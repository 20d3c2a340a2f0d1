package dev.vitrine.app.model.words;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.protocol.Errors;

/** Why something failed, in one sentence, Kafka's own name of the error first. */
public final class Reason {

    private Reason() {}

    public static String of(Throwable failure) {
        Throwable cause = unwrap(failure);
        String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
        if (cause instanceof InterruptException || cause instanceof InterruptedException) {
            return "Stopped.";
        }
        if (cause instanceof ApiException api) {
            Errors error = Errors.forException(api);
            String name = error == Errors.UNKNOWN_SERVER_ERROR ? api.getClass().getSimpleName().replaceFirst("Exception$", "") : error.name();
            return name + (message.isEmpty() ? "" : ": " + message);
        }
        return message.isEmpty() ? cause.getClass().getSimpleName() : message;
    }

    /** What is inside the wrappers that futures put around a failure. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
