package dev.vitrine.engine.wire;

/** A frame that can't be a request. The connection it came on is closed, as Kafka does. */
public final class MalformedRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedRequest(String message) {
        super(message);
    }

    public MalformedRequest(String message, Throwable cause) {
        super(message, cause);
    }
}
