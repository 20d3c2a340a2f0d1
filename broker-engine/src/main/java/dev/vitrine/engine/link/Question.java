package dev.vitrine.engine.link;

import org.apache.kafka.common.protocol.ApiMessage;

/**
 * What one broker asks another.
 *
 * @param message  Kafka's request; not to be changed by who gets it
 * @param version  that it would have on a wire: decides what it can say
 * @param clientId on whose behalf it is asked, where a client's request is passed on to the controller; empty else
 */
public record Question(ApiMessage message, short version, String clientId) {

    /** On the broker's own behalf. */
    public Question(ApiMessage message, short version) {
        this(message, version, "");
    }
}
