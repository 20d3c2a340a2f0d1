package dev.vitrine.app.model.actors;

/** When a consumer tells its group how far it is, and what a crash then costs. */
public enum CommitMode {
    AUTO("automatic", "enable.auto.commit=true",
            "Every 5 seconds poll() commits what the polls before it have returned.",
            "A crash: up to five seconds of records are read again by whoever takes over."),
    SYNC("synchronous", "consumer.commitSync();",
            "After each poll's records: waits for the broker's answer, a round trip for each poll.",
            "A crash: what the last poll returned is read again. At least once, seldom more than a poll's worth."),
    ASYNC("asynchronous", "consumer.commitAsync();",
            "After each poll's records, without waiting: faster, and a failed commit is made up for by the next.",
            "A crash: as with synchronous, and the last commits may not have arrived yet."),
    NONE("never", "enable.auto.commit=false",
            "Tells nobody. Its position is kept in its own memory only.",
            "A crash or a rebalance: the partition is read again from where auto.offset.reset says.");

    private final String label;
    private final String code;
    private final String meaning;
    private final String risk;

    CommitMode(String label, String code, String meaning, String risk) {
        this.label = label;
        this.code = code;
        this.meaning = meaning;
        this.risk = risk;
    }

    public String label() {
        return label;
    }

    /** As one writes it in Java or in its settings. */
    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    public String risk() {
        return risk;
    }
}
