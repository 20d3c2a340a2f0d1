package dev.vitrine.engine.quota;

/** What a user or a client id may be limited in. */
public enum QuotaKind {

    /** Bytes a second in produce requests. */
    PRODUCE("producer_byte_rate"),
    /** Bytes a second in answers to fetches. */
    FETCH("consumer_byte_rate"),
    /** Time of the broker's threads, in percent of one thread (KIP-124). */
    REQUEST("request_percentage"),
    /** Partitions made and deleted a second (KIP-599). */
    CONTROLLER_MUTATION("controller_mutation_rate");

    private final String key;

    QuotaKind(String key) {
        this.key = key;
    }

    /** Kafka's name of the quota. */
    public String key() {
        return key;
    }
}
