package dev.vitrine.engine.api;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** What a fetch request means once its session has been looked at. */
sealed interface FetchContext {

    /** The session is not what the client thinks: it starts again. */
    record Refused(Errors error) implements FetchContext {}

    /**
     * Read these.
     *
     * @param session where the answer belongs to one
     * @param full    every partition is answered; else only what is new
     */
    record Read(List<FetchTarget> targets, Optional<FetchSession> session, boolean full) implements FetchContext {}
}
