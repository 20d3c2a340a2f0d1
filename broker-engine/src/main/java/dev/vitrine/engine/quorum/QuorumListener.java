package dev.vitrine.engine.quorum;

import java.util.OptionalInt;

/** Is told, in the quorum's mailbox, who leads the metadata log. */
public interface QuorumListener {

    /** This broker leads, and all that leaders before it committed is committed here: its controller may begin. */
    void leading(int epoch);

    /** This broker does not lead, or no longer. @param leader empty while none is known */
    void following(OptionalInt leader, int epoch);

    /** All before {@code offset} is committed, and the state machine has it. */
    default void committed(long offset) {
        // most look at the state machine only
    }
}
