package dev.vitrine.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeOptionsTest {

    @Test
    void all_options_are_understood() {
        ServeOptions options = ServeOptions.parse(List.of(
                "--brokers", "3", "--listen", "localhost:9092", "--listen", "INTERNAL://localhost:29092", "--data", "d", "--set", "num.partitions=7",
                "--set", "log.dirs=a=b"));
        assertThat(options.brokers()).isEqualTo(3);
        assertThat(options.listeners()).hasSize(2);
        assertThat(options.data()).contains(Path.of("d"));
        assertThat(options.settings()).containsEntry("num.partitions", "7").containsEntry("log.dirs", "a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--bogus", "--listen", "--listen nonsense", "--set", "--set novalue", "--brokers zero", "--brokers 0", "--brokers 1000", "--data a --ephemeral",
        "--control localhost:1", "--schema-registry localhost:1"
    })
    void a_bad_option_is_refused_in_one_line(String line) {
        assertThatThrownBy(() -> ServeOptions.parse(List.of(line.split(" "))))
                .isInstanceOf(ServeOptions.BadOption.class)
                .satisfies(bad -> assertThat(bad.getMessage().lines()).hasSize(1));
    }
}
