package dev.vitrine.app.model.acks;

/** The scenes of the trial, in their order. See {@link AcksTrial}. */
public enum Scene {
    BROKERS("Three brokers", "Each record lies on three brokers; two of them have to be in sync for acks=all."),
    TOPICS("Three topics, one leader", "One partition each, all three led by the same broker."),
    WRITING("Three producers write", "They differ in acks alone: 0, 1 and all."),
    CUT("The leader is cut off", "Its followers can’t copy any more, while producers still reach it. Who waits for nobody doesn’t notice."),
    KILLED("The leader is killed", "What only it had is gone from the cluster with it."),
    ELECTION("Another leads", "The controller misses the heartbeats, fences the broker and elects a leader among those in sync."),
    GOING_ON("Producers go on", "They learn of the new leader, and send what is not answered yet once more."),
    RETURN("The old leader comes back", "It is a follower now: what the new leader doesn’t have, it throws away."),
    READING("Everything is read", "What was acknowledged is compared with what is there."),
    DONE("Done", "");

    private final String title;
    private final String words;

    Scene(String title, String words) {
        this.title = title;
        this.words = words;
    }

    public String title() {
        return title;
    }

    public String words() {
        return words;
    }
}
