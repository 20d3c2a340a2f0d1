package dev.vitrine.engine.link;

import java.util.Optional;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * What one broker asks another.
 *
 * @param message Kafka's request; not to be changed by who gets it
 * @param version that it would have on a wire: decides what it can say
 * @param client  client id on whose behalf it is asked, where a client's request is passed on to the controller (an empty one where the client
 *                gave none); absent where the broker asks for itself
 */
public record Question(ApiMessage message, short version, Optional<String> client) {

    /** On the broker's own behalf. */
    public Question(ApiMessage message, short version) {
        this(message, version, Optional.empty());
    }

    /** On behalf of a client. */
    public static Question of(String client, ApiMessage message, short version) {
        return new Question(message, version, Optional.of(client));
    }
}
