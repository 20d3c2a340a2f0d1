package dev.vitrine.engine.quorum;

import java.io.IOException;
import java.util.List;

/** Who votes in a folder where nobody has written it down yet. */
final class Founding {

    private Founding() {}

    /**
     * A new folder notes the voters down before anybody votes, in a snapshot of nothing, as Kafka's {@code kafka-storage format} does; with the first
     * election they are in its log as well. One that joins a cluster notes down that it knows of none. (One that votes alone has them in its log at once.)
     *
     * <p>So a log without voters and without any snapshot was made by a broker that was alone, before there was a quorum: it goes on alone, so that nobody
     * who is started beside it can outvote what it knows.
     */
    static Voters voters(Quorum.Member member, Quorum.Storage storage) throws IOException {
        if (storage.snapshots().latest().isPresent()) {
            return Voters.NONE; // it says who votes, or the log does
        }
        if (storage.log().endOffset() > 0) {
            return Voters.only(member.self());
        }
        Voters initial = member.initialVoters();
        if (!initial.isOnly(member.self())) {
            byte[] nothing = new SnapshotContent(initial, List.of()).bytes(LogPosition.START, 0, 0);
            storage.snapshots().write(LogPosition.START, nothing);
        }
        return initial;
    }
}
