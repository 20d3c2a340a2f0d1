package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.oracle.Batches;
import dev.vitrine.engine.oracle.Frames;
import dev.vitrine.engine.oracle.KafkaVersions;
import dev.vitrine.engine.oracle.RawConnection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine with 256 MB of heap, and clients that try to make it need more. It goes on, and others don't notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class BoundedMemoryTest {

    private static final int LIMIT_MILLIS = 60_000;
    private static final int CLAIMED = 90 << 20;

    private EngineProcess engine;

    @BeforeAll
    void start(@TempDir Path data) {
        engine = EngineProcess.serve("--listen", "localhost:0", "--data", data.toString());
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private RawConnection connect() {
        return new RawConnection("localhost", engine.port());
    }

    private void assertOthersAreServed(RawConnection other) {
        other.send(Frames.request(new ListGroupsRequestData(), (short) 5, 3));
        assertThat(other.receive(LIMIT_MILLIS).kind()).isEqualTo(RawConnection.Reply.Kind.FRAME);
        assertThat(engine.program().isAlive()).isTrue();
    }

    @Test
    void frames_that_are_announced_but_never_come_cost_nothing() {
        List<RawConnection> liars = new ArrayList<>();
        try (RawConnection other = connect()) {
            for (int i = 0; i < 100; i++) {
                RawConnection liar = connect();
                liar.send(ByteBuffer.allocate(1024).putInt(0, CLAIMED).array());
                liars.add(liar);
            }
            assertOthersAreServed(other);
        } finally {
            liars.forEach(RawConnection::close);
        }
    }

    @Test
    void arrays_and_texts_that_claim_to_be_giant_are_not_believed() {
        try (RawConnection other = connect()) {
            for (ApiKeys api : KafkaVersions.advertised().keySet()) {
                for (int version : KafkaVersions.answered(api)) {
                    ByteBuffer giant = ByteBuffer.allocate(40).putInt(0x7ffffff0).putInt(0x7ffffff0).putInt(0xffffff7f).putInt(0x7f7fffff);
                    try (RawConnection liar = connect()) {
                        liar.send(Frames.request(api, (short) version, 1, giant.rewind()));
                        liar.endOfRequests();
                        liar.receive(LIMIT_MILLIS);
                    }
                }
            }
            assertOthersAreServed(other);
        }
    }

    @Test
    void batches_that_unfold_to_a_thousand_times_their_size_are_never_held_unfolded() {
        try (RawConnection other = connect(); RawConnection bomber = connect()) {
            CreateTopicsRequestData create = new CreateTopicsRequestData().setTimeoutMs(10_000);
            create.topics().add(new CreatableTopic().setName("bombed").setNumPartitions(1).setReplicationFactor((short) 1));
            bomber.send(Frames.request(create, (short) 7, 1));
            bomber.receive(LIMIT_MILLIS);
            for (String codec : List.of("zstd", "gzip", "lz4")) {
                ProduceRequestData produce = new ProduceRequestData().setAcks((short) 1).setTimeoutMs(10_000);
                produce.topicData().add(new TopicProduceData().setName("bombed").setPartitionData(List.of(
                        new PartitionProduceData().setIndex(0).setRecords(bomb(codec, codec.equals("lz4") ? 400 : 2_000)))));
                bomber.send(Frames.request(produce, (short) 12, 2));
                assertThat(bomber.receive(LIMIT_MILLIS).kind()).as(codec).isEqualTo(RawConnection.Reply.Kind.FRAME);
                assertOthersAreServed(other);
            }
        }
    }

    /** Records of a quarter of a megabyte of nothing each, in one batch that is small enough to be taken. */
    private static MemoryRecords bomb(String codec, int records) {
        byte[] nothing = new byte[256 << 10];
        try (MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(1 << 20), Compression.of(codec).build(), TimestampType.CREATE_TIME, 0)) {
            for (int i = 0; i < records; i++) {
                builder.append(Batches.THEN, null, nothing);
            }
            return builder.build();
        }
    }
}
