package dev.vitrine.app.model.composer;

/** Whose answer makes a record count as sent. */
public enum Acks {
    NONE("0", "The broker doesn't answer: fastest; a record may be lost without a word, and its offset stays unknown."),
    LEADER("1", "The leader has it: lost if the leader dies before a follower has copied it."),
    ALL("all", "All in-sync replicas have it: survives the loss of any one of them.");

    private final String setting;
    private final String meaning;

    Acks(String setting, String meaning) {
        this.setting = setting;
        this.meaning = meaning;
    }

    /** Kafka's value of {@code acks}. */
    public String setting() {
        return setting;
    }

    public String meaning() {
        return meaning;
    }
}
