package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.wire.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.tools.DumpLogSegments;
import org.apache.kafka.storage.internals.log.VerificationGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Apache Kafka's tools and its own log read what this log writes, and the other way round. */
@Isolated("reads what Kafka's tool prints on the standard output")
class KafkaCompatibilityTest {

    private static final int SEGMENT_BYTES = 6000;
    private static final int INDEX_INTERVAL = 300;

    @TempDir
    Path data;

    /** Kafka's log forgets producers by the real clock. */
    private final long startMillis = System.currentTimeMillis();
    private LogFixture fixture;

    @BeforeEach
    void on_a_real_disk() {
        fixture = fixtureIn("orders-0");
    }

    private LogFixture fixtureIn(String folder) {
        LogFixture made = new LogFixture(data.resolve(folder), new RealDisk(), startMillis);
        made.config.segmentBytes = SEGMENT_BYTES;
        made.config.indexIntervalBytes = INDEX_INTERVAL;
        made.config.timestampAfterMaxMs = Long.MAX_VALUE;
        return made;
    }

    /** The same history each time: all codecs, two idempotent producers, records without producer, time that goes back now and then. */
    private List<ByteBuffer> history(LogFixture in) {
        List<ByteBuffer> batches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int now = i;
            in.time.advance(i % 7 == 0 ? 0 : 37);
            batches.add(in.batch(Codec.values()[i % 5], b -> now % 3 == 0 ? b : b.producer(1000 + now % 3, (short) 0, now / 3 * 2),
                    "value-" + i, "x".repeat(i % 50)));
        }
        return batches;
    }

    private List<String> expected() {
        return Stream.iterate(0, i -> i + 1).limit(200).flatMap(i -> Stream.of("value-" + i, "x".repeat(i % 50))).toList();
    }

    private Log written(LogFixture in) {
        Log log = in.open();
        history(in).forEach(batch -> appended(log.append(batch, CLIENT)));
        return log;
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(fixture.folder)) {
            return all.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String dump(List<Path> files, String... options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        PrintStream errorsBefore = System.err;
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both); // where it names what does not fit together
        try {
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("--files", String.join(",", files.stream().map(Path::toString).toList())));
            DumpLogSegments.main(arguments.toArray(new String[0]));
        } finally {
            System.setOut(before);
            System.setErr(errorsBefore);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void kafkas_dump_tool_reads_every_segment_deeply() throws IOException {
        written(fixture).close();
        assertThat(files(".log")).hasSizeGreaterThan(3);
        String dump = dump(files(".log"), "--deep-iteration", "--print-data-log");
        assertThat(dump.lines().filter(line -> line.contains("isvalid: true"))).hasSize(200);
        assertThat(dump).doesNotContain("isvalid: false", "Found", "Exception");
        // It begins each file at -1, and so wonders about every segment but the first.
        assertThat(dump.lines().filter(line -> line.contains("followed by") && !line.contains("-1 is followed by"))).isEmpty();
        assertThat(dump.lines().filter(line -> line.contains("payload: "))).hasSize(400);
        assertThat(dump).contains("payload: value-199").contains("compresscodec: zstd").contains("producerId: 1001");
    }

    @Test
    void kafkas_dump_tool_finds_the_indexes_sane_and_true() throws IOException {
        written(fixture).close();
        List<Path> indexes = files(".index");
        List<Path> timeIndexes = files(".timeindex");
        assertThat(indexes).hasSameSizeAs(files(".log"));
        assertThat(timeIndexes).hasSameSizeAs(files(".log"));
        assertThat(dump(indexes, "--index-sanity-check").lines().filter(l -> l.endsWith("passed sanity check."))).hasSameSizeAs(indexes);
        assertThat(dump(timeIndexes, "--index-sanity-check").lines().filter(l -> l.endsWith("passed sanity check."))).hasSameSizeAs(timeIndexes);
        for (List<Path> files : List.of(indexes, timeIndexes)) {
            assertThat(dump(files, "--verify-index-only")).doesNotContain("mismatch", "Mismatch", "not found", "out of order", "Exception");
            assertThat(dump(files)).doesNotContain("mismatch", "Mismatch", "not found", "out of order", "Exception");
        }
        assertThat(dump(indexes.subList(0, 1)).lines().filter(l -> l.startsWith("offset: "))).hasSizeGreaterThan(5);
    }

    @Test
    void kafkas_dump_tool_reads_the_producer_snapshots() throws IOException {
        written(fixture).close();
        List<Path> snapshots = files(".snapshot");
        assertThat(snapshots).isNotEmpty();
        String dump = dump(List.of(snapshots.getLast()));
        assertThat(dump).contains("producerId: 1001 producerEpoch: 0 coordinatorEpoch: -1 currentTxnFirstOffset: OptionalLong.empty lastTimestamp: ");
        assertThat(dump).contains("producerId: 1002 ");
        assertThat(dump(snapshots)).doesNotContain("Exception", "corrupt");
    }

    @Test
    void the_same_appends_leave_the_same_bytes_in_every_file_as_with_kafka() throws IOException {
        written(fixture).close();
        Path theirs = data.resolve("theirs-0");
        try (KafkaLog kafka = new KafkaLog(theirs, true, SEGMENT_BYTES, INDEX_INTERVAL)) {
            for (ByteBuffer batch : history(fixtureIn("theirs-0"))) {
                kafka.append(batch);
            }
        }
        Map<String, byte[]> ours = contents(fixture.folder);
        Map<String, byte[]> kafkas = contents(theirs);
        assertThat(ours.keySet()).isEqualTo(kafkas.keySet());
        ours.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(kafkas.get(name)));
    }

    /** Three producers whose transactions overlap, with ends of both kinds, over several segments; the last is left open. */
    private void transactions(LogFixture in, Consumer<ByteBuffer> records, Consumer<ByteBuffer> markers) {
        int[] sequences = new int[3];
        for (int i = 0; i < 240; i++) {
            in.time.advance(11);
            int producer = i * 7 % 3;
            if (i % 5 == 4) {
                markers.accept(in.marker(2000 + producer, 0, i % 10 == 9, 4));
            } else if (i % 11 == 3) {
                records.accept(in.batch("plain-" + i));
            } else {
                records.accept(in.inTransaction(2000 + producer, 0, sequences[producer]++, "t-" + i + "x".repeat(i % 60)));
            }
        }
    }

    private Log writtenInTransactions(LogFixture in) {
        Log log = in.open();
        transactions(in, batch -> appended(log.append(batch, CLIENT)), marker -> appended(LogFixture.end(log, marker, 0)));
        return log;
    }

    private KafkaLog kafkaWithTransactions(LogFixture in) throws IOException {
        KafkaLog kafka = new KafkaLog(in.folder, true, SEGMENT_BYTES, INDEX_INTERVAL);
        transactions(in,
                batch -> assertThat(kafka.append(batch, VerificationGuard.SENTINEL)).isInstanceOf(Long.class),
                marker -> assertThat(kafka.end(marker, (short) 0)).isInstanceOf(Long.class));
        return kafka;
    }

    @Test
    void the_same_transactions_leave_the_same_bytes_in_every_file_as_with_kafka() throws IOException {
        writtenInTransactions(fixture).close();
        LogFixture theirs = fixtureIn("theirs-0");
        kafkaWithTransactions(theirs).close();
        Map<String, byte[]> ours = contents(fixture.folder);
        Map<String, byte[]> kafkas = contents(theirs.folder);
        assertThat(ours.keySet()).isEqualTo(kafkas.keySet()).anyMatch(name -> name.endsWith(".txnindex"));
        ours.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(kafkas.get(name)));
    }

    @Test
    void kafkas_dump_tool_reads_markers_and_the_index_of_aborted_transactions() throws IOException {
        writtenInTransactions(fixture).close();
        String log = dump(files(".log"), "--deep-iteration");
        assertThat(log).contains("endTxnMarker: ABORT coordinatorEpoch: 4", "endTxnMarker: COMMIT coordinatorEpoch: 4")
                .doesNotContain("isvalid: false", "Exception");
        List<Path> indexes = files(".txnindex");
        assertThat(indexes).hasSizeGreaterThan(2);
        assertThat(dump(indexes).lines().filter(line -> line.startsWith("version: 0 producerId: 200"))).hasSizeGreaterThan(10);
    }

    @Test
    void what_a_kill_leaves_of_transactions_is_read_the_same_by_us_and_by_kafka() throws IOException {
        Log killed = writtenInTransactions(fixture); // never closed
        List<AbortedTransaction> whole = LogFixture.aborted(killed, 0, 1);
        for (Path index : files(".txnindex")) {
            Files.delete(index);
        }
        LogFixture theirs = fixtureIn("copy-0");
        Files.createDirectories(theirs.folder);
        for (Path file : files("")) {
            Files.copy(file, theirs.folder.resolve(file.getFileName()));
        }
        fixture.recoveryPoint = 0;
        Log ours = fixture.open();
        try (KafkaLog kafka = new KafkaLog(theirs.folder, false, SEGMENT_BYTES, INDEX_INTERVAL)) {
            kafka.commitAll();
            assertThat(LogFixture.stable(ours)).isEqualTo(kafka.lastStableOffset());
            for (Path index : files(".txnindex")) {
                assertThat(Files.readAllBytes(index)).as(index.toString())
                        .isEqualTo(Files.readAllBytes(theirs.folder.resolve(index.getFileName())));
            }
        }
        assertThat(files(".txnindex")).hasSizeGreaterThan(2);
        assertThat(LogFixture.aborted(ours, 0, 1)).isEqualTo(whole);
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path p : all.toList()) {
                found.put(p.getFileName().toString(), Files.readAllBytes(p));
            }
        }
        return found;
    }

    @Test
    void kafkas_log_opens_what_we_wrote_and_goes_on() throws IOException {
        for (boolean clean : new boolean[] {true, false}) {
            fixture = fixtureIn("ours" + clean + "-0");
            Log ours = written(fixture);
            if (clean) {
                ours.close();
            }
            try (KafkaLog kafka = new KafkaLog(fixture.folder, clean, SEGMENT_BYTES, INDEX_INTERVAL)) {
                assertThat(kafka.endOffset()).isEqualTo(400);
                assertThat(kafka.values()).isEqualTo(expected());
                ByteBuffer lastOfProducer = history(fixtureIn("again-0")).get(199);
                assertThat(kafka.append(lastOfProducer).firstOffset()).as("the duplicate is known").isEqualTo(398);
                assertThat(kafka.append(fixture.batch("kafka's")).firstOffset()).isEqualTo(400);
            }
            fixture.clean = true;
            fixture.recoveryPoint = 401;
            Log back = fixture.open();
            assertThat(values(back, 395)).endsWith("kafka's").hasSize(6);
            back.close();
        }
    }

    @Test
    void we_open_what_kafkas_log_wrote_whether_it_was_closed_or_killed() throws IOException {
        for (boolean clean : new boolean[] {true, false}) {
            fixture = fixtureIn("kafka" + clean + "-0");
            KafkaLog kafka = new KafkaLog(fixture.folder, clean, SEGMENT_BYTES, INDEX_INTERVAL);
            for (ByteBuffer batch : history(fixture)) {
                kafka.append(batch);
            }
            if (clean) {
                kafka.close();
            } // else its indexes stay as it allocated them: 10 MiB, zeros behind the last entry
            fixture.clean = clean;
            Log log = fixture.open();
            assertThat(log.endOffset()).isEqualTo(400);
            assertThat(values(log, 0)).isEqualTo(expected());
            assertThat(log.latestEpoch()).contains(0);
            assertThat(log.activeProducers()).extracting(Log.ActiveProducer::producerId).containsExactlyInAnyOrder(1001L, 1002L);
            ByteBuffer lastOfProducer = history(fixtureIn("again-0")).get(199);
            assertThat(appended(log.append(lastOfProducer, CLIENT)).duplicate()).isTrue();
            assertThat(appended(log.append(fixture.batch("ours"), CLIENT)).baseOffset()).isEqualTo(400);
            assertThat(log.maxTimestamp()).isPresent();
            log.close();
            assertThat(dump(files(".index"), "--verify-index-only")).doesNotContain("mismatch", "Mismatch");
        }
    }
}
