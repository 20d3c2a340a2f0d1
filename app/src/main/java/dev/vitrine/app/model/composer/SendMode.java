package dev.vitrine.app.model.composer;

/** The three ways to call a producer's {@code send}, and what each costs and risks. */
public enum SendMode {
    FIRE_AND_FORGET("Fire and forget",
            "producer.send(record);",
            "Costs nothing: the program goes on at once and never looks back.",
            "If the broker refuses the record, or it never gets there, the program does not find out."),
    SYNCHRONOUS("Synchronous",
            "producer.send(record).get();",
            "Costs a round trip for each record: the next one leaves only when this one is answered, so nothing is batched.",
            "Little: the program knows the partition and offset, or the error, before it goes on."),
    ASYNCHRONOUS("Asynchronous",
            "producer.send(record, (metadata, error) -> …);",
            "Costs almost nothing: records leave in batches while the program goes on.",
            "The answer comes later, in the callback: an error must be dealt with there, when the program is already elsewhere.");

    private final String label;
    private final String code;
    private final String cost;
    private final String risk;

    SendMode(String label, String code, String cost, String risk) {
        this.label = label;
        this.code = code;
        this.cost = cost;
        this.risk = risk;
    }

    public String label() {
        return label;
    }

    /** The call as one writes it in Java. */
    public String code() {
        return code;
    }

    public String cost() {
        return cost;
    }

    public String risk() {
        return risk;
    }
}
