package dev.vitrine.engine.coordinator;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;

/** The requests that were let in and of which no answer is decided yet: at work, or parked in the shard. Used in the mailbox only. */
final class Outstanding {

    private final Set<ReplyTo<?>> requests = new LinkedHashSet<>();

    void admit(ReplyTo<?> to) {
        requests.add(to);
    }

    /** Its answer is on its way. */
    void decided(ReplyTo<?> to) {
        requests.remove(to);
    }

    /** @param to who asked; null where a timer did, and nobody is to be told */
    void refuse(ReplyTo<?> to, Errors error) {
        if (to != null) {
            requests.remove(to);
            to.refuse(error);
        }
    }

    void refuseAll(Errors error) {
        requests.forEach(to -> to.refuse(error));
        requests.clear();
    }
}
