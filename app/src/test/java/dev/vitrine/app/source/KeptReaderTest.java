package dev.vitrine.app.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.journal.KeptRecord;
import dev.vitrine.app.journal.KeptRecords;
import dev.vitrine.app.journal.Session;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.messages.Progress.State;
import dev.vitrine.app.model.messages.Query;
import dev.vitrine.app.model.messages.Seek;
import dev.vitrine.app.model.messages.TopicScan;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** A recording in which partition 0 had 20 records, of which 12 to 19 were kept, and partition 1 had three; all of it at the last of its two moments. */
class KeptReaderTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 5_000).topic("orders", 3);
    private final ClusterSnapshot early = cluster.filled("orders", 0, 15).now();
    private final ClusterSnapshot late = cluster.filled("orders", 0, 5).filled("orders", 1, 3).now();
    private final ReplaySource recording = new ReplaySource("day.vitrine", new Session(5_000, List.of(early, late), List.of(), "", new KeptRecords(kept(), 23)));
    private final AtomicReference<ClusterSnapshot> moment = new AtomicReference<>(late);

    private static List<KeptRecord> kept() {
        List<KeptRecord> kept = new ArrayList<>();
        for (int offset = 19; offset >= 12; offset--) {
            kept.add(record(0, offset, offset == 17 ? "a needle" : "hay"));
        }
        for (int offset = 0; offset < 3; offset++) {
            kept.add(record(1, offset, "straw"));
        }
        return kept;
    }

    private static KeptRecord record(int partition, long offset, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return KeptRecord.of(new ConsumerRecord<>("orders", partition, offset, 1_000 + offset, TimestampType.CREATE_TIME, -1, bytes.length, null, bytes,
                new RecordHeaders(), Optional.empty()));
    }

    private TopicScan scan(Seek seek, String search) {
        return new TopicScan(new Query("orders", Set.of(), seek, search, Query.PAGE, false), _ -> new KeptReader(recording, moment::get), System::nanoTime);
    }

    private List<String> read(Seek seek, String search) {
        TopicScan scan = scan(seek, search);
        scan.run();
        assertThat(scan.progress().why()).isEmpty();
        assertThat(scan.progress().state()).isEqualTo(State.AT_END);
        return places(scan.ring().take().add());
    }

    private static List<String> places(List<Message> messages) {
        return messages.stream().map(message -> message.at().partition() + "@" + message.offset()).toList();
    }

    @Test
    void a_search_finds_what_was_kept() {
        assertThat(read(new Seek.Beginning(), "needle")).containsExactly("0@17");
        assertThat(read(new Seek.Beginning(), "straw")).containsExactly("1@0", "1@1", "1@2");
    }

    @Test
    void every_way_to_begin_leads_to_records_that_were_kept() {
        assertThat(read(new Seek.Newest(2), "")).containsExactly("0@19", "0@18");
        assertThat(read(new Seek.AtOffset(18), "")).containsExactlyInAnyOrder("0@18", "0@19");
        assertThat(read(new Seek.AtOffset(0), "")).hasSize(11);
        assertThat(read(new Seek.AtTime(Instant.ofEpochMilli(1_018)), "")).containsExactlyInAnyOrder("0@18", "0@19");
    }

    @Test
    void at_an_earlier_moment_there_is_nothing_that_came_later() {
        moment.set(early);
        assertThat(read(new Seek.Beginning(), "")).containsExactly("0@12", "0@13", "0@14");
    }

    @Test
    void who_follows_a_recording_gets_what_comes_as_it_plays() throws Exception {
        moment.set(early);
        TopicScan scan = scan(new Seek.Live(), "");
        CompletableFuture<Void> running = CompletableFuture.runAsync(scan, task -> Thread.ofPlatform().daemon().start(task));
        List<Message> came = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (came.size() < 8 && System.nanoTime() < end) {
            if (scan.progress().state() == State.WAITING) {
                moment.set(late);
            }
            came.addAll(scan.ring().take().add());
            Thread.onSpinWait();
        }
        assertThat(places(came)).containsExactlyInAnyOrder("0@15", "0@16", "0@17", "0@18", "0@19", "1@0", "1@1", "1@2");
        scan.stop();
        running.get(60, TimeUnit.SECONDS);
        assertThat(scan.progress().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_partition_of_which_nothing_was_kept_is_empty_and_a_topic_of_later_is_not_there_yet() {
        try (KeptReader reader = new KeptReader(recording, moment::get)) {
            List<TopicPartition> bare = List.of(new TopicPartition("orders", 2));
            reader.assign(bare);
            assertThat(reader.beginningOffsets(bare)).isEqualTo(reader.endOffsets(bare));
            assertThat(reader.partitionsFor("unheard-of")).isNull();
        }
    }
}
