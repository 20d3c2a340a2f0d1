package dev.vitrine.app.model.actors;

/** Which keys records bear, and so how they spread over partitions. */
public enum KeyPlan {
    NONE("no key", "The producer spreads records itself: it fills a batch for one partition, then goes on to another (the sticky partitioner)."),
    UNIFORM("uniform keys", "Every key is equally likely: partitions fill about evenly once there are many more keys than partitions."),
    ZIPF("zipf keys", "As in life: the second key comes half as often as the first, the third a third as often. Some partitions run ahead."),
    ROUND_ROBIN("keys in turn", "One key after the other, and again from the first: each key keeps its partition, all are equally busy."),
    ONE_HOT("one hot key", "Half of all records bear one key. Its partition can be read by one consumer of a group only: adding others won't help.");

    private final String label;
    private final String meaning;

    KeyPlan(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
