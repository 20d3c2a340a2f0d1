package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {

    private final LogFixture fixture = new LogFixture();

    @Test
    void a_new_log_is_empty_and_has_no_segment_file() throws Exception {
        Log log = fixture.open();
        assertThat(log.startOffset()).isZero();
        assertThat(log.endOffset()).isZero();
        assertThat(fixture.memory.list(fixture.folder)).extracting(p -> p.getFileName().toString()).containsExactly("partition.metadata");
        assertThat(log.read(0, 100, 0, true)).isInstanceOf(ReadResult.Found.class);
        assertThat(log.read(1, 100, 0, true)).isEqualTo(new ReadResult.OutOfRange(0, 0));
    }

    @Test
    void appended_records_get_dense_offsets_and_are_read_back() {
        Log log = fixture.open();
        assertThat(fixture.append(log, "a", "b").baseOffset()).isZero();
        AppendResult.Appended second = fixture.append(log, "c");
        assertThat(second).isEqualTo(new AppendResult.Appended(2, 2, -1, 0, 1, second.bytes(), false));
        assertThat(values(log, 0)).containsExactly("a", "b", "c");
        assertThat(values(log, 1)).containsExactly("b", "c");
    }

    @Test
    void after_a_clean_stop_everything_is_there_and_goes_on() {
        Log log = fixture.open();
        List<String> expected = fill(log, 500);
        log = fixture.reopenClean(log);
        assertThat(log.endOffset()).isEqualTo(500);
        assertThat(values(log, 0)).isEqualTo(expected);
        assertThat(fixture.append(log, "next").baseOffset()).isEqualTo(500);
        assertThat(fixture.events(dev.vitrine.engine.observe.Event.LogRecovered.class)).hasSize(0);
    }

    @Test
    void after_a_kill_everything_is_there_and_goes_on() {
        fixture.config.segmentBytes = 4000;
        Log log = fixture.open();
        List<String> expected = fill(log, 500);
        log = fixture.reopenKilled(log);
        assertThat(log.segmentCount()).isGreaterThan(5);
        assertThat(values(log, 0)).isEqualTo(expected);
        assertThat(fixture.append(log, "next").baseOffset()).isEqualTo(500);
    }

    private List<String> fill(Log log, int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add("value-" + i);
            assertThat(appended(log.append(fixture.batch("value-" + i), CLIENT)).baseOffset()).isEqualTo(i);
        }
        return values;
    }
}
