package dev.vitrine.app.model.actors;

/** How members of a group agree on who reads what. */
public enum GroupProtocol {
    CLASSIC("classic", "Members join, one of them (the leader) runs the assignor, all fetch the outcome."),
    CONSUMER("consumer", "KIP-848: the broker runs the assignor and moves one partition at a time; members only beat."),
    SHARE("share", "KIP-932: a queue. Members of one group read the same partitions side by side, record by record.");

    private final String label;
    private final String meaning;

    GroupProtocol(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** Kafka's value of {@code group.protocol}, and for share the name of the kind of group. */
    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
