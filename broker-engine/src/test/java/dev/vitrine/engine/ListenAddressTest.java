package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.ListenAddress.HostPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @Test
    void a_plain_address_has_the_default_name_and_advertises_itself() {
        assertThat(ListenAddress.parse("localhost:9092"))
                .isEqualTo(new ListenAddress("PLAINTEXT", "localhost", 9092, Optional.empty()));
    }

    @Test
    void a_name_and_an_advertised_address_are_taken_apart() {
        assertThat(ListenAddress.parse("INTERNAL://0.0.0.0:29092@kafka:29092"))
                .isEqualTo(new ListenAddress("INTERNAL", "0.0.0.0", 29092, Optional.of(new HostPort("kafka", 29092))));
    }

    @Test
    void an_ipv6_address_stands_in_brackets() {
        assertThat(ListenAddress.parse("[::1]:9092").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:", "localhost:x", "localhost:70000", "a:1@b", "://x:1", "::1:9092"})
    void what_is_no_address_is_refused_in_a_sentence(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is not");
    }

    @Test
    void each_platform_has_its_own_folder_for_data() {
        Path home = Path.of("home");
        assertThat(DataFolders.perUser("Linux", home, Map.of())).isEqualTo(Path.of("home", ".local", "share", "vitrine", "data"));
        assertThat(DataFolders.perUser("Linux", home, Map.of("XDG_DATA_HOME", "x"))).isEqualTo(Path.of("x", "vitrine", "data"));
        assertThat(DataFolders.perUser("Mac OS X", home, Map.of()))
                .isEqualTo(Path.of("home", "Library", "Application Support", "Vitrine", "data"));
        assertThat(DataFolders.perUser("Windows 11", home, Map.of("LOCALAPPDATA", "l"))).isEqualTo(Path.of("l", "Vitrine", "data"));
    }
}
