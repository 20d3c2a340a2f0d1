package dev.vitrine.engine.api;

import org.apache.kafka.common.protocol.Errors;

/** How a client learns that another producer took its place: older versions of an API don't know PRODUCER_FENCED (KIP-588). */
final class Fencing {

    private Fencing() {}

    /** @param since first version of the API that knows PRODUCER_FENCED */
    static Errors told(Errors error, short version, int since) {
        return error == Errors.PRODUCER_FENCED && version < since ? Errors.INVALID_PRODUCER_EPOCH : error;
    }
}
