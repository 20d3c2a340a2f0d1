package dev.vitrine.engine.oracle;

/** Every API in its oldest and its latest version: the engine answers as Apache Kafka 4.3.1 does. */
class OracleTest extends AgainstKafka {

    OracleTest() {
        super("fast", false);
    }
}
