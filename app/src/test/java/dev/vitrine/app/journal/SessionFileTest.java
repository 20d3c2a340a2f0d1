package dev.vitrine.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.app.testing.FamilyDay;
import dev.vitrine.app.testing.RandomRecords;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {

    @TempDir Path folder;

    private Path saved(Session session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SessionFile.write(session, out);
        return Files.write(folder.resolve("a.vitrine"), out.toByteArray());
    }

    private static Session familyDay() {
        return familyDay(3_000);
    }

    private static Session familyDay(int steps) {
        long[] now = {1_800_000_000_000L};
        ScriptedSource cluster = new ScriptedSource(() -> now[0]);
        FamilyDay day = new FamilyDay(cluster, 5_000);
        Journal journal = new Journal(300_000, 4_000, 1_500_000);
        long seen = 0;
        for (int i = 0; i < steps; i++) {
            day.step(10);
            now[0] += 10;
            if (i % 25 == 0) {
                var page = cluster.eventsAfter(seen, 512);
                seen += page.events().size();
                journal.happened(page.events());
                journal.picture(cluster.now());
            }
        }
        return Session.of(journal, "[actors]", now[0]);
    }

    @Test
    void what_was_saved_is_what_is_opened() throws IOException {
        Session session = familyDay();
        Path file = saved(session);

        assertThat(SessionFile.read(file)).isEqualTo(session);
        assertThat(Files.size(file)).as("compressed: %d pictures", session.pictures().size()).isLessThan(200_000);
    }

    @Test
    void whatever_a_snapshot_or_an_event_holds_comes_back_the_same() throws IOException {
        for (int seed = 0; seed < 120; seed++) {
            RandomRecords random = new RandomRecords(new Random(seed));
            List<Observed> events = new ArrayList<>();
            for (Class<?> kind : Event.class.getPermittedSubclasses()) {
                if (kind.isRecord()) {
                    events.add(new Observed(events.size() + 1L, seed, (Event) random.of(kind)));
                }
            }
            Session session = new Session(seed, List.of((ClusterSnapshot) random.of(ClusterSnapshot.class)), events, "",
                    new KeptRecords(List.of(kept(new byte[] {(byte) seed}, null), kept(null, new byte[0])), seed));
            assertThat(SessionFile.read(saved(session))).as("seed %d", seed).isEqualTo(session);
        }
    }

    private static KeptRecord kept(byte[] key, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("orders", 2, 77, key, value);
        record.headers().add("trace", new byte[] {1, 2});
        return KeptRecord.of(record);
    }

    @Test
    void a_record_is_read_from_a_session_as_it_was_read_from_the_broker() throws IOException {
        Session session = familyDay().with(new KeptRecords(List.of(kept("mom".getBytes(StandardCharsets.UTF_8), null)), 9));
        ConsumerRecord<byte[], byte[]> record = SessionFile.read(saved(session)).records().before(Map.of(new TopicPartition("orders", 2), 78L), 5).getFirst();
        assertThat(record.offset()).isEqualTo(77);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("mom");
        assertThat(record.value()).as("a tombstone stays one").isNull();
        assertThat(record.headers().lastHeader("trace").value()).containsExactly(1, 2);
        assertThat(SessionFile.read(saved(session)).records().before(Map.of(new TopicPartition("orders", 2), 77L), 5)).as("nothing from then on").isEmpty();
    }

    @Test
    void records_are_kept_within_bounds_and_what_is_left_out_is_said() {
        ScriptedSource cluster = new ScriptedSource(() -> 1_000).topic("orders", 2).filled("orders", 0, 1_000_000).filled("orders", 1, 3);
        KeptRecords kept = KeptRecords.of(cluster.now(), (ends, ofEach) -> ends.entrySet().stream().flatMap(end -> LongStream.range(Math.max(0, end.getValue() - ofEach), end.getValue())
                .mapToObj(offset -> new ConsumerRecord<>(end.getKey().topic(), end.getKey().partition(), offset, new byte[0], new byte[100_000]))).toList());
        assertThat(kept.there()).isEqualTo(1_000_003);
        assertThat(kept.records().stream().mapToLong(KeptRecord::weight).sum()).isLessThanOrEqualTo(KeptRecords.MOST_WEIGHT);
        assertThat(kept.records()).hasSizeBetween(400, KeptRecords.MOST_OF_A_PARTITION + 3).extracting(KeptRecord::offset).contains(999_999L);
        assertThat(kept.words()).matches("5\\d\\d of 1,000,003 records, the newest of each partition, 5\\d\\d of them cut after 16 KiB");
    }

    @Test
    void a_session_of_before_there_were_records_is_opened_too() throws IOException {
        Session session = familyDay();
        byte[] whole = Files.readAllBytes(saved(session));
        Path older = folder.resolve("older.vitrine");
        try (ZipInputStream from = new ZipInputStream(new java.io.ByteArrayInputStream(whole)); ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(older))) {
            for (ZipEntry entry = from.getNextEntry(); !entry.getName().equals("records.jsonl"); entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                String content = new String(from.readAllBytes(), StandardCharsets.UTF_8);
                to.write((entry.getName().equals("session.json") ? content.replaceAll(",\"records\".*\\}", "}") : content).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(SessionFile.read(older)).isEqualTo(session);
    }

    @Test
    void a_file_of_a_newer_app_says_so() throws IOException {
        Path file = zip("newer.vitrine", "{\"format\": 2, \"pictures\": 1}");
        assertThatThrownBy(() -> SessionFile.read(file)).isInstanceOf(SessionRefused.class)
                .hasMessage("newer.vitrine was saved by a newer Vitrine (format 2; this one reads 1). Update Vitrine to open it.");
    }

    private Path zip(String name, String head) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("session.json"));
            zip.write(head.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void a_file_that_is_something_else_is_refused_in_a_sentence() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.vitrine"), "Dear family");
        assertThatThrownBy(() -> SessionFile.read(text)).isInstanceOf(SessionRefused.class).hasMessageStartingWith("letter.vitrine is not a Vitrine session, or it is damaged");
        Path other = zip("other.vitrine", "{}");
        assertThatThrownBy(() -> SessionFile.read(other)).isInstanceOf(SessionRefused.class).hasMessageContaining("it names no format");
        assertThatThrownBy(() -> SessionFile.read(folder.resolve("gone.vitrine"))).isInstanceOf(SessionRefused.class).hasMessageStartingWith("There is no file");
    }

    @Test
    void a_file_damaged_anywhere_is_refused_and_never_opened_in_part() throws IOException {
        byte[] whole = Files.readAllBytes(saved(familyDay(600)));
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, random.nextInt(whole.length - 200));
            Path file = Files.write(folder.resolve("cut.vitrine"), cut);
            // What stands behind the last entry is an index that a reader front to back doesn't need.
            if (cut.length < whole.length - 400) {
                assertThatThrownBy(() -> SessionFile.read(file)).as("cut at %d", cut.length).isInstanceOf(SessionRefused.class);
            }
        }
    }

    @Test
    void an_event_that_this_version_does_not_know_is_passed_over() throws IOException {
        Session session = familyDay();
        PlainRecords records = new PlainRecords();
        var event = (com.fasterxml.jackson.databind.node.ObjectNode) records.write(session.events().getFirst());
        ((com.fasterxml.jackson.databind.node.ObjectNode) event.get("event")).put("is", "BrokerDreamt");
        assertThatThrownBy(() -> records.read(event, Observed.class)).isInstanceOf(PlainRecords.UnknownKind.class);
    }

    @Test
    void a_small_file_cannot_unpack_to_a_huge_one() throws IOException {
        Path file = folder.resolve("bomb.vitrine");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("session.json"));
            byte[] spaces = new byte[1 << 20];
            java.util.Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 40; i++) {
                zip.write(spaces);
            }
        }
        assertThatThrownBy(() -> SessionFile.read(file)).isInstanceOf(SessionRefused.class).hasMessageContaining("too large");
    }
}
