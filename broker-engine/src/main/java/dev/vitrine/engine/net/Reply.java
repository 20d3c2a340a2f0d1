package dev.vitrine.engine.net;

import org.apache.kafka.common.protocol.ApiMessage;

/** What a request is answered with. */
public sealed interface Reply {

    /** A response body, in this version of the request's API. */
    record Body(ApiMessage message, short version) implements Reply {}

    /** No response: the client asked for none (acks=0). */
    record None() implements Reply {}

    /** The connection is closed, without a response. */
    record Close(String why) implements Reply {}
}
