package dev.vitrine.app.model.composer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.composer.SendReport.State;
import dev.vitrine.app.model.payload.Format;
import dev.vitrine.engine.Engine;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drafts sent with a real producer to a real broker, over the socket. */
class SendingTest {

    private static final Placeholders PLACEHOLDERS = new Placeholders(InstantSource.system(), new Random(1));
    private static Engine engine;

    @BeforeAll
    static void a_broker_with_a_topic() throws Exception {
        engine = Engine.start(c -> c.listen("localhost", 0).ephemeral());
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("sent", 3, (short) 1), new NewTopic("small", 1, (short) 1).configs(Map.of("max.message.bytes", "200")))).all().get();
        }
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", engine.bootstrap());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Draft draft(String topic, String value, int count, SendMode mode, Acks acks) {
        return new Draft(topic, OptionalInt.of(0), true, new Typed(Format.TEXT, "k${n}"), false, new Typed(Format.TEXT, value), List.of(), count,
                new Delivery(mode, acks, Compression.NONE, acks == Acks.ALL));
    }

    private static SendReport sent(Draft draft) {
        Sending sending = new Sending(draft, PLACEHOLDERS, SendingTest::open, System::nanoTime);
        sending.run();
        return sending.report();
    }

    @ParameterizedTest
    @EnumSource(SendMode.class)
    void each_way_of_sending_ends_with_partition_offset_and_latency(SendMode mode) {
        SendReport report = sent(draft("sent", "v${n}", 20, mode, Acks.ALL));
        assertThat(report.state()).isEqualTo(State.DONE);
        assertThat(report.acknowledged()).isEqualTo(20);
        assertThat(report.failures()).isEmpty();
        assertThat(report.placed()).containsOnlyKeys(0);
        assertThat(report.placed().get(0).last() - report.placed().get(0).first()).isEqualTo(19);
        assertThat(report.latency().p50()).isPositive().isLessThanOrEqualTo(report.latency().p99());
        assertThat(report.connectNanos()).isPositive();
        assertThat(ReportWords.title(report)).isEqualTo("20 records arrived");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void each_codec_arrives(Compression compression) {
        Draft draft = new Draft("sent", OptionalInt.empty(), false, new Typed(Format.TEXT, ""), false, new Typed(Format.TEXT, "v".repeat(500)), List.of(), 5,
                new Delivery(SendMode.ASYNCHRONOUS, Acks.LEADER, compression, false));
        assertThat(sent(draft).acknowledged()).isEqualTo(5);
    }

    @Test
    void with_acks_0_the_offset_is_unknown_and_said_so() {
        SendReport report = sent(draft("sent", "v", 1, SendMode.FIRE_AND_FORGET, Acks.NONE));
        assertThat(report.acknowledged()).isEqualTo(1);
        assertThat(report.placed().get(0).last()).isEqualTo(-1);
        assertThat(ReportWords.place(report.placed().get(0))).contains("offset unknown");
    }

    @Test
    void a_refusal_is_told_by_kafkas_name_and_a_synchronous_program_stops_there() {
        SendReport report = sent(draft("small", "x".repeat(2_000), 10, SendMode.SYNCHRONOUS, Acks.ALL));
        assertThat(report.handed()).isEqualTo(1);
        assertThat(report.acknowledged()).isZero();
        assertThat(report.worst().getFirst().getKey()).startsWith("MESSAGE_TOO_LARGE");
        assertThat(ReportWords.title(report)).isEqualTo("1 failed, 0 arrived, 9 not sent");
        assertThat(ReportWords.programKnows(SendMode.SYNCHRONOUS, report)).contains("stopped there");
        assertThat(ReportWords.programKnows(SendMode.FIRE_AND_FORGET, report)).startsWith("Nothing");
    }

    @Test
    void a_partition_that_is_not_there_fails_before_anything_is_sent() {
        Draft draft = new Draft("bad topic name", OptionalInt.empty(), false, new Typed(Format.TEXT, ""), true, new Typed(Format.TEXT, ""), List.of(), 1,
                new Delivery(SendMode.SYNCHRONOUS, Acks.ALL, Compression.NONE, true));
        SendReport report = sent(draft);
        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(ReportWords.title(report)).isEqualTo("Nothing was sent");
        assertThat(report.worst().getFirst().getKey()).contains("INVALID_TOPIC");
    }

    @Test
    void where_everything_fails_it_gives_up_long_before_the_end() {
        MockProducer<byte[], byte[]> refusing = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata> send(
                    org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record, org.apache.kafka.clients.producer.Callback callback) {
                var answer = super.send(record, callback);
                errorNext(new RecordTooLargeException("too large"));
                return answer;
            }
        };
        Sending sending = new Sending(draft("sent", "v", 100_000, SendMode.ASYNCHRONOUS, Acks.ALL), PLACEHOLDERS, _ -> refusing, System::nanoTime);
        sending.run();
        assertThat(sending.report().failed()).isEqualTo(Sending.FAILURES_TO_STOP);
        assertThat(sending.report().handed()).isEqualTo(Sending.FAILURES_TO_STOP);
    }

    @Test
    void what_is_cancelled_ends_soon_and_says_how_far_it_came() throws Exception {
        Sending sending = new Sending(draft("sent", "v".repeat(1_000), 100_000, SendMode.SYNCHRONOUS, Acks.ALL), PLACEHOLDERS, SendingTest::open, System::nanoTime);
        Thread thread = Thread.ofPlatform().daemon().start(sending);
        while (sending.report().acknowledged() < 5) {
            Thread.onSpinWait();
        }
        sending.cancel();
        thread.join(20_000);
        assertThat(sending.report().state()).isEqualTo(State.CANCELLED);
        assertThat(sending.report().acknowledged()).isBetween(5, 99_999);
    }
}
