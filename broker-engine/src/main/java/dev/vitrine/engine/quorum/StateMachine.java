package dev.vitrine.engine.quorum;

import java.nio.ByteBuffer;
import java.util.List;

/** What a broker makes of the committed records of its copy of the metadata log. All methods are called in the quorum's mailbox. */
public interface StateMachine {

    /** Forgets everything: a snapshot follows, or the log from its start. */
    void reset();

    /** Takes in one record. @param value valid during the call only */
    void replay(ByteBuffer value);

    /** All that is committed, up to here and not including it, has been replayed. */
    void settled(long offset);

    /** Values of records that make the present state anew; what a snapshot holds. */
    List<byte[]> snapshot();
}
