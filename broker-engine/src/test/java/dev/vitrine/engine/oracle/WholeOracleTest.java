package dev.vitrine.engine.oracle;

import org.junit.jupiter.api.Tag;

/** Every API in every version: the engine answers as Apache Kafka 4.3.1 does. */
@Tag("deep")
class WholeOracleTest extends AgainstKafka {

    WholeOracleTest() {
        super("whole", true);
    }

    @Override
    void ended(Report found) {
        if ("write".equals(System.getProperty("scoreboard"))) {
            Scoreboard.write(Scoreboard.rows(ScoreboardTest.served(), found.counts()));
        }
    }
}
