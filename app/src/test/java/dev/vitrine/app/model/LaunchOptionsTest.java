package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchOptionsTest {

    @Test
    void without_options_the_broker_listens_on_localhost_9092() {
        LaunchOptions options = LaunchOptions.parse(List.of());

        assertThat(options).isEqualTo(LaunchOptions.defaults());
        assertThat(options.address().host() + ":" + options.address().port()).isEqualTo("localhost:9092");
    }

    @Test
    void all_options_of_the_command_line_are_taken() {
        LaunchOptions options = LaunchOptions.parse(List.of("--listen", "localhost:9092", "--listen", "INTERNAL://localhost:29092", "--data", "d",
                "--set", "num.partitions=1", "--set", "log.dirs=a=b", "--theme", "light"));

        assertThat(options.listeners()).extracting("name", "port").containsExactly(tuple("PLAINTEXT", 9092), tuple("INTERNAL", 29092));
        assertThat(options.data()).contains(Path.of("d"));
        assertThat(options.settings()).containsEntry("num.partitions", "1").containsEntry("log.dirs", "a=b");
        assertThat(options.theme()).contains(Theme.LIGHT);
    }

    @Test
    void a_session_is_opened_by_its_option_or_by_its_name_alone_as_a_double_click_gives_it() {
        assertThat(LaunchOptions.parse(List.of("--open", "lesson one.vitrine")).open()).contains(Path.of("lesson one.vitrine"));
        assertThat(LaunchOptions.parse(List.of("lesson one.vitrine")).open()).contains(Path.of("lesson one.vitrine"));
        assertThat(LaunchOptions.parse(List.of("--theme", "light")).open()).isEmpty();
    }

    @Test
    void what_is_not_an_option_is_said_in_one_line() {
        for (List<String> bad : List.of(List.of("--listn", "x"), List.of("--listen"), List.of("--listen", "nowhere"), List.of("--set", "x"), List.of("--theme", "blue"),
                List.of("--data", "d", "--ephemeral"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> LaunchOptions.parse(bad)).satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
        }
    }

    @Test
    void another_port_moves_only_the_listener_that_was_taken() {
        LaunchOptions moved = LaunchOptions.parse(List.of("--listen", "localhost:9092", "--listen", "INTERNAL://localhost:29092")).withPort(9092, 9093);

        assertThat(moved.listeners()).extracting("port").containsExactly(9093, 29092);
        assertThat(LaunchOptions.defaults().withPort(9092, 9093).address().port()).isEqualTo(9093);
    }
}
