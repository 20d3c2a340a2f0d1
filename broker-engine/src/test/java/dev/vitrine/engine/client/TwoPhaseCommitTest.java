package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * As much of KIP-939 as Kafka 4.3 has, behind {@code unstable.api.versions.enable}. With {@code -Dtwo.phase.against=HOST:PORT} the same is
 * asked of an Apache Kafka with that setting and {@code transaction.two.phase.commit.enable}.
 */
@Timeout(120)
class TwoPhaseCommitTest {

    private static final String OTHER_KAFKA = System.getProperty("two.phase.against");

    private static EngineProcess engine;
    private static RawClient client;

    @BeforeAll
    static void start() throws IOException {
        if (OTHER_KAFKA == null) {
            engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral", "--set", "unstable.api.versions.enable=true",
                    "--set", "transaction.two.phase.commit.enable=true");
        }
        client = new RawClient(OTHER_KAFKA == null ? engine.bootstrap() : OTHER_KAFKA);
        Awaiting.until(Duration.ofSeconds(30), () -> Errors.forCode(client.ask(4, new FindCoordinatorRequestData().setKeyType((byte) 1)
                .setCoordinatorKeys(List.of("any")), FindCoordinatorResponseData.class).coordinators().get(0).errorCode()) == Errors.NONE, () -> "none");
        Awaiting.until(Duration.ofSeconds(30), () -> init(request("any").setTransactionTimeoutMs(1_000)).startsWith("NONE"), () -> "none");
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void a_transaction_that_another_system_decides_of_has_no_time_out() {
        assertThat(init(request("prepared").setEnable2Pc(true))).isEqualTo("NONE 0 -1 -1");
        assertThat(init(request("prepared-too").setEnable2Pc(true).setTransactionTimeoutMs(Integer.MAX_VALUE))).isEqualTo("NONE 0 -1 -1");
        assertThat(client.ask(0, new DescribeTransactionsRequestData().setTransactionalIds(List.of("prepared")), DescribeTransactionsResponseData.class)
                .transactionStates().get(0).transactionTimeoutMs()).isEqualTo(Integer.MAX_VALUE);
        assertThat(init(request("not-prepared"))).startsWith("INVALID_TRANSACTION_TIMEOUT");
    }

    @Test
    void a_prepared_transaction_can_not_be_kept_yet() {
        assertThat(init(request("kept").setEnable2Pc(true).setKeepPreparedTxn(true))).startsWith("UNSUPPORTED_VERSION -1");
        assertThat(init(request("kept").setKeepPreparedTxn(true).setTransactionTimeoutMs(1_000))).startsWith("UNSUPPORTED_VERSION -1");
    }

    private static InitProducerIdRequestData request(String id) {
        return new InitProducerIdRequestData().setTransactionalId(id);
    }

    private static String init(InitProducerIdRequestData request) {
        InitProducerIdResponseData answer = client.ask(6, request, InitProducerIdResponseData.class);
        return Errors.forCode(answer.errorCode()) + " " + answer.producerEpoch() + " " + answer.ongoingTxnProducerId() + " "
                + answer.ongoingTxnProducerEpoch();
    }
}
