package dev.vitrine.engine.quorum;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.VotersRecord;

/** Whose votes count, and whose copies decide what is committed: broker ids and the folders that they vote with. */
public record Voters(SortedMap<Integer, Uuid> directories) {

    public static final Voters NONE = new Voters(Collections.emptySortedMap());

    /** The listener by which voters would reach each other, had they sockets for it; whoever adds one has to name it, as everywhere. */
    static final String LISTENER = "CONTROLLER";

    public Voters {
        directories = Collections.unmodifiableSortedMap(new TreeMap<>(directories));
    }

    public static Voters only(ReplicaKey one) {
        return NONE.with(one);
    }

    public SortedSet<Integer> ids() {
        return new TreeSet<>(directories.keySet());
    }

    /** All but this one. */
    public SortedSet<Integer> others(int id) {
        SortedSet<Integer> others = ids();
        others.remove(id);
        return others;
    }

    public boolean contains(ReplicaKey replica) {
        return replica.directory().equals(directories.get(replica.id()));
    }

    public boolean isOnly(ReplicaKey replica) {
        return directories.size() == 1 && contains(replica);
    }

    /** How many make a decision. */
    public int majority() {
        return directories.size() / 2 + 1;
    }

    public Voters with(ReplicaKey replica) {
        SortedMap<Integer, Uuid> more = new TreeMap<>(directories);
        more.put(replica.id(), replica.directory());
        return new Voters(more);
    }

    public Voters without(int id) {
        SortedMap<Integer, Uuid> fewer = new TreeMap<>(directories);
        fewer.remove(id);
        return new Voters(fewer);
    }

    static Voters of(VotersRecord record) {
        SortedMap<Integer, Uuid> directories = new TreeMap<>();
        record.voters().forEach(voter -> directories.put(voter.voterId(), voter.voterDirectoryId()));
        return new Voters(directories);
    }

    /** As it lies in the log. Voters of one engine reach each other by their ids alone; Kafka's tools want an address nevertheless. */
    VotersRecord record() {
        VotersRecord record = new VotersRecord();
        for (Map.Entry<Integer, Uuid> voter : directories.entrySet()) {
            VotersRecord.EndpointCollection endpoints = new VotersRecord.EndpointCollection();
            endpoints.add(new VotersRecord.Endpoint().setName(LISTENER).setHost("localhost").setPort(0));
            record.voters().add(new VotersRecord.Voter()
                    .setVoterId(voter.getKey())
                    .setVoterDirectoryId(voter.getValue())
                    .setEndpoints(endpoints)
                    .setKRaftVersionFeature(new VotersRecord.KRaftVersionFeature()
                            .setMinSupportedVersion((short) 0).setMaxSupportedVersion((short) 1)));
        }
        return record;
    }

    @Override
    public String toString() {
        return directories.keySet().toString();
    }
}
