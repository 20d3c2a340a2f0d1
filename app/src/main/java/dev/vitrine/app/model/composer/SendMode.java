package dev.vitrine.app.model.composer;

/** The three ways to call a producer's {@code send}, and what each costs and risks. */
public enum SendMode {
    FIRE_AND_FORGET("Fire and forget",
            "producer.send(record);",
            "Costs nothing: the program goes on at once and never looks back.",
            "Risks losing records unnoticed: whether the broker refuses one or it never gets there, the program does not find out."),
    SYNCHRONOUS("Synchronous",
            "producer.send(record).get();",
            "Costs a round trip for each record: the next one leaves only when this one is answered, so nothing is batched.",
            "Risks little: the program knows the partition and offset, or the error, before it goes on."),
    ASYNCHRONOUS("Asynchronous",
            "producer.send(record, (metadata, error) -> …);",
            "Costs almost nothing: records leave in batches while the program goes on.",
            "Risks a late surprise: an error comes to the callback when the program is already elsewhere, and must be dealt with there.");

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
