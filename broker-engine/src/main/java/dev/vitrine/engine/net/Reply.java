package dev.vitrine.engine.net;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.common.protocol.ApiMessage;

/** What a request is answered with. */
public sealed interface Reply {

    /**
     * A response body, in this version of the request's API.
     *
     * @param muteMs nothing more is taken from this client for so long after the answer (KIP-219): it is over its quota
     * @param sent   told how long sending took a thread, in nanoseconds; empty where nobody wants to know
     */
    record Body(ApiMessage message, short version, int muteMs, Optional<LongConsumer> sent) implements Reply {

        public Body(ApiMessage message, short version) {
            this(message, version, 0, Optional.empty());
        }
    }

    /** No response: the client asked for none (acks=0). @param muteMs as in {@link Body} */
    record None(int muteMs) implements Reply {

        public None() {
            this(0);
        }
    }

    /** The connection is closed, without a response. */
    record Close(String why) implements Reply {}
}
