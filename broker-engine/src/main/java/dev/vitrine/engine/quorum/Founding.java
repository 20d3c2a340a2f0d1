package dev.vitrine.engine.quorum;

import java.io.IOException;
import java.util.List;

/** Who votes in a folder where nobody has written it down yet. */
final class Founding {

    private Founding() {}

    /**
     * A new folder of one voter among several notes the voters down before anybody votes, in a snapshot of nothing, as Kafka's
     * {@code kafka-storage format} does: after an election its log says so as well. A log without voters is that of a broker that was alone when it
     * was made: it goes on alone, so that nobody who is started beside it can outvote what it knows.
     */
    static Voters voters(Quorum.Member member, Quorum.Storage storage) throws IOException {
        boolean empty = storage.log().endOffset() == 0 && storage.snapshots().latest().isEmpty();
        if (!empty) {
            return Voters.only(member.self());
        }
        Voters initial = member.initialVoters();
        if (initial.contains(member.self()) && !initial.isOnly(member.self())) {
            byte[] nothing = new SnapshotContent(initial, List.of()).bytes(LogPosition.START, 0, 0);
            storage.snapshots().write(LogPosition.START, nothing);
        }
        return initial;
    }
}
